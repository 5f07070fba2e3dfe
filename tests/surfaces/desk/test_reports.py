"""Reports at the desk: written by a statistician, read as drafts, published once."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from pytest_django import Settings

from tests.factories.publications import a_publication, published
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.core import keys
from vigie.observatory.models import LONGEST_TEXT, ReportText
from vigie.observatory.reports import published as shelf

pytestmark = pytest.mark.django_db
REPORT = "/en/desk/reports/2023/activity/"
PART = f"{REPORT}parts/received/"
WRITTEN = {"read": "0", "text_fr": "Une année **singulière**.", "text_en": "", "text_es": ""}
NOTES = {"note_fr": "Un mot.", "note_en": "A word.", "note_es": "Una palabra."}


@pytest.fixture(autouse=True)
def instance(settings: Settings, tmp_path: Path) -> None:
    """Two years of published figures in a folder of their own."""
    settings.DATA_DIR = tmp_path
    settings.VIGIE_INTAKE_REALM = "demo"
    keys.make_missing_keys(keys.keys_folder())
    for year in (2022, 2023):
        published(a_publication(year))


@pytest.fixture
def statistician(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return sign_in(Role.STATISTICIAN, name="Stan Tistician")


def pdf_text(answer: Any) -> str:
    return "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.content)).pages)


def test_every_published_year_has_two_reports(statistician: SignedIn) -> None:
    shown = text(statistician.get(page("reports")))
    for year in ("2022", "2023"):
        assert f"Report of the observatory {year}" in shown
        assert f"Activity report {year}" in shown


def test_a_text_is_written_and_stands_in_the_draft(statistician: SignedIn) -> None:
    answer = statistician.post(PART, WRITTEN, follow=True)
    assert "What was published has not changed." in text(answer)
    draft = statistician.get(f"{REPORT}preview/fr/")
    assert draft["Content-Type"] == "application/pdf"
    assert "no-store" in draft["Cache-Control"]
    assert "Une année singulière." in pdf_text(draft)
    assert "Brouillon" in pdf_text(draft)
    assert "singulière" not in pdf_text(statistician.get(f"{REPORT}preview/en/"))


def test_the_form_shows_what_stands_there_otherwise(statistician: SignedIn) -> None:
    shown = text(statistician.get(PART))
    assert "In 2023, 100 declarations were received" in shown
    assert "En 2023, 100 déclarations ont été reçues" in shown
    assert "En 2023 se recibieron 100 declaraciones" in shown


def test_two_statisticians_lose_nothing(
    statistician: SignedIn, sign_in: Callable[..., SignedIn]
) -> None:
    other = sign_in(Role.STATISTICIAN, name="Other One")
    other.post(PART, {**WRITTEN, "text_fr": "Autre chose."})
    answer = statistician.post(PART, WRITTEN)
    assert answer.status_code == 409
    assert "singulière" in text(answer)
    assert "Autre chose." in text(answer)
    assert 'name="read" value="1"' in text(answer)
    statistician.post(PART, {**WRITTEN, "read": "1"})
    assert ReportText.objects.order_by("-number")[0].texts == {"fr": WRITTEN["text_fr"]}


def test_a_text_too_long_is_refused_and_kept(statistician: SignedIn) -> None:
    answer = statistician.post(PART, {**WRITTEN, "text_fr": "x" * (LONGEST_TEXT + 1)})
    assert answer.status_code == 422
    assert "x" * 100 in text(answer)
    assert not ReportText.objects.exists()


@pytest.mark.parametrize("read", ["", "x", "-1", "9" * 30])
def test_a_forged_version_is_refused(statistician: SignedIn, read: str) -> None:
    assert statistician.post(PART, {**WRITTEN, "read": read}).status_code in {409, 422}


def test_a_report_is_published_and_corrected(statistician: SignedIn) -> None:
    answer = statistician.post(f"{REPORT}publish/", {}, follow=True)
    assert "Published: version 1, in every language." in text(answer)
    (first,) = shelf.every("demo")
    assert first.signed_by == "Stan Tistician"
    again = statistician.post(f"{REPORT}publish/", NOTES, follow=True)
    assert "Nothing has changed since the last version" in text(again)
    statistician.post(PART, WRITTEN)
    silent = statistician.post(f"{REPORT}publish/", {**NOTES, "note_es": ""})
    assert silent.status_code == 422
    assert "A word." in text(silent)
    assert len(shelf.every("demo")) == 1
    statistician.post(f"{REPORT}publish/", NOTES)
    assert [each.version for each in shelf.every("demo")] == [2, 1]
    assert "A word." in text(statistician.get("/en/observatory/"))


def test_who_has_no_name_signs_nothing(sign_in: Callable[..., SignedIn]) -> None:
    nameless = sign_in(Role.STATISTICIAN, name=" ", email="x@desk.example")
    answer = nameless.post(f"{REPORT}publish/", {})
    assert answer.status_code == 422
    assert shelf.every("demo") == []


@pytest.mark.parametrize(
    "named",
    ["2021/activity/", "2023/other/", "2023/activity/parts/other/", "2023/activity/preview/de/"],
)
def test_what_there_is_not_is_not_found(statistician: SignedIn, named: str) -> None:
    assert statistician.get(f"/en/desk/reports/{named}").status_code == 404


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.STATISTICIAN}))
def test_nobody_else_sees_or_publishes_reports(
    sign_in: Callable[..., SignedIn], role: Role
) -> None:
    other = sign_in(role)
    answers = [other.get(REPORT), other.get(PART), other.post(f"{REPORT}publish/", {})]
    assert [each.status_code for each in answers] == [403, 403, 403]


def test_the_page_asks_as_much_for_many_texts_as_for_one(statistician: SignedIn) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            statistician.get(REPORT)
        return len(asked)

    statistician.post(PART, WRITTEN)
    one = queries()
    statistician.post(f"{REPORT}parts/foreword/", WRITTEN)
    statistician.post(PART, {**WRITTEN, "read": "1"})
    assert queries() == one
