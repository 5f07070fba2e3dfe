"""An officer's pages: what was notified to it, opened as granted, acknowledged; nothing else."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from tests.factories import cases, notices
from tests.factories.declarations import CANARIES
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.core.models import JournalEntry
from vigie.incidents import services
from vigie.incidents.models import Notice

pytestmark = pytest.mark.django_db

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "schemas" / "notice-1.schema.json").read_text()
)
POSTED = ["notice_sealed", "acknowledge_notice", "notice_pdf", "notice_json"]


@pytest.fixture
def notice() -> Notice:
    """What the agency of Brittany was told."""
    return notices.told(notices.case_of(notices.declared()))


@pytest.fixture
def ministry(sign_in: Callable[..., SignedIn]) -> SignedIn:
    """The browser of an officer of the ministry."""
    return sign_in(Role.AUTHORITY, name="Mini Stry", authority="ministry")


def opened_by() -> list[str]:
    entries = JournalEntry.objects.filter(action="declaration.opened").order_by("id")
    return list(entries.values_list("actor", flat=True))


def acknowledged(**answers: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {"authority_reference": "ARS-53-2026-7", "authority_date": today, **answers}


def test_the_list_shows_what_was_notified_and_nothing_else(
    officer: SignedIn, notice: Notice
) -> None:
    elsewhere = notices.told(notices.case_of(notices.declared(region="76")))
    shown = text(officer.get(page("notices")))
    assert notice.reference in shown
    assert elsewhere.reference not in shown
    assert "Essais" not in shown


def test_the_page_shows_the_facts_granted_and_nothing_sealed(
    officer: SignedIn, notice: Notice
) -> None:
    shown = text(officer.get(page("notice", notice.reference)))
    assert "Centre hospitalier des Essais" in shown
    assert "The incident may have an impact on health" in shown
    assert notice.incident.reference not in shown
    assert [canary for canary in CANARIES if canary in shown] == []
    assert opened_by() == []


def test_a_fact_that_is_not_granted_is_not_shown(ministry: SignedIn) -> None:
    incident = notices.case_of(notices.declared(care_impact="none", endangerment="none"))
    structure = notices.told(incident, "ministry")
    shown = text(ministry.get(page("notice", structure.reference)))
    assert "Effect on care" in shown
    for hidden in ("Health data unavailable", "Help wanted"):
        assert hidden not in shown


def test_that_an_officer_read_it_is_seen_by_the_desk(
    officer: SignedIn, analyst: SignedIn, notice: Notice
) -> None:
    analyst.get(page("notice", notice.reference))
    assert Notice.objects.get().state == "sent"
    officer.get(page("notice", notice.reference))
    assert Notice.objects.get().state == "received"


def test_what_is_granted_is_opened_and_journaled(officer: SignedIn, notice: Notice) -> None:
    shown = text(officer.post(page("notice_sealed", notice.reference)))
    assert [canary for canary in CANARIES if canary not in shown] == []
    assert opened_by() == [f"user:{officer.user.pk}"]


def test_what_is_not_granted_stays_sealed(ministry: SignedIn) -> None:
    notice = notices.told(notices.case_of(notices.declared()), "ministry")
    name, email, phone, narrative = CANARIES
    documents = (
        text(ministry.post(page("notice_sealed", notice.reference))),
        text(ministry.post(page("notice_json", notice.reference))),
        words(ministry.post(page("notice_pdf", notice.reference))),
    )
    for shown in documents:
        assert narrative in shown
        assert [hidden for hidden in (name, email, phone) if hidden in shown] == []


def test_an_officer_acknowledges_and_the_desk_sees_the_reference(
    officer: SignedIn, analyst: SignedIn, notice: Notice
) -> None:
    officer.post(page("acknowledge_notice", notice.reference), acknowledged())
    assert "ARS-53-2026-7" in text(analyst.get(page("case_notices", notice.incident.reference)))
    officer.post(
        page("acknowledge_notice", notice.reference), acknowledged(authority_reference="late")
    )
    assert Notice.objects.get().authority_reference == "ARS-53-2026-7"


@pytest.mark.parametrize(
    ("wrong", "kept"),
    [
        ({"authority_reference": ""}, ""),
        ({"authority_reference": "x" * 81}, "x" * 81),
        ({"authority_reference": "call 06 39 98 00 42"}, "call 06 39 98 00 42"),
        ({"authority_date": "2199-01-01"}, "2199-01-01"),
        ({"authority_date": "soon"}, "soon"),
        ({"authority_date": ""}, ""),
    ],
)
def test_a_wrong_answer_is_told_at_its_field_and_kept(
    officer: SignedIn, notice: Notice, wrong: dict[str, str], kept: str
) -> None:
    answer = officer.post(page("acknowledge_notice", notice.reference), acknowledged(**wrong))
    assert answer.status_code == 422
    assert f"id_{next(iter(wrong))}_error" in text(answer)
    assert kept in text(answer)
    assert Notice.objects.get().acknowledged_at is None


@pytest.mark.parametrize("name", POSTED)
def test_a_notice_of_another_region_or_authority_does_not_exist(
    officer: SignedIn, ministry: SignedIn, name: str
) -> None:
    elsewhere = notices.told(notices.case_of(notices.declared(region="76")))
    for who in (officer, ministry):
        assert who.post(page(name, elsewhere.reference), acknowledged()).status_code == 404
        assert who.get(page("notice", elsewhere.reference)).status_code == 404
    assert opened_by() == []
    assert Notice.objects.get().state == "sent"


@pytest.mark.parametrize("name", [*POSTED, "notice"])
def test_a_withdrawn_notice_does_not_exist(officer: SignedIn, notice: Notice, name: str) -> None:
    services.withdraw_notice(notice, actor=cases.person())
    browse = officer.get if name == "notice" else officer.post
    assert browse(page(name, notice.reference)).status_code == 404


@pytest.mark.parametrize("name", POSTED)
def test_an_officer_s_account_without_authority_sees_nothing(
    sign_in: Callable[..., SignedIn], notice: Notice, name: str
) -> None:
    nobody = sign_in(Role.AUTHORITY)
    assert nobody.post(page(name, notice.reference)).status_code == 404
    assert notice.reference not in text(nobody.get(page("notices")))
    assert "names no authority" in text(nobody.get(page("notices")))


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_counts_or_administers_has_no_notices(
    sign_in: Callable[..., SignedIn], notice: Notice, role: Role
) -> None:
    browser = sign_in(role, authority="ars")
    for name in POSTED:
        assert browser.post(page(name, notice.reference)).status_code == 403
    assert browser.get(page("notices")).status_code == 403
    assert browser.get(page("notice", notice.reference)).status_code == 403


def test_a_search_finds_references_within_the_scope_only(officer: SignedIn, notice: Notice) -> None:
    elsewhere = notices.told(notices.case_of(notices.declared(region="76")))
    ours = notice.lines.get().declaration.reference
    theirs = elsewhere.lines.get().declaration.reference
    assert notice.reference in text(officer.get(page("notices"), {"q": ours}))
    for words_ in (theirs, elsewhere.reference):
        shown = text(officer.get(page("notices"), {"q": words_}))
        assert f'href="{page("notice", elsewhere.reference)}"' not in shown


def test_realms_are_not_mixed(officer: SignedIn) -> None:
    played = notices.told(notices.case_of(notices.declared(realm="demo")))
    assert played.reference not in text(officer.get(page("notices")))
    assert played.reference in text(officer.get(page("notices"), {"realm": "demo"}))


def test_the_json_has_the_documented_shape(officer: SignedIn, notice: Notice) -> None:
    incident = notice.incident
    services.qualify(notices.fresh(incident), cases.values(), revision=None, actor=None)
    update = notices.told(incident)
    for reference in (notice.reference, update.reference):
        answer = officer.post(page("notice_json", reference))
        assert answer["Content-Type"] == "application/json"
        assert "no-store" in answer["Cache-Control"]
        jsonschema.validate(json.loads(answer.content), SCHEMA)
    told = officer.post(page("notice_json", update.reference)).json()
    assert told["follows"] == notice.reference
    assert told["qualification"]["severity"] == "major"
    (line,) = told["declarations"]
    assert line["facts"]["structure_name"] == "Centre hospitalier des Essais"
    assert {each["section"] for each in line["sections"]} == {"contact", "narrative"}


def words(answer: Any) -> str:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in pages).split())


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_the_pdf_is_universally_accessible_and_journaled(
    officer: SignedIn, notice: Notice, language: str
) -> None:
    with translation.override(language):
        address = reverse("desk:notice_pdf", args=[notice.reference])
    answer = officer.post(address)
    pdf = PdfReader(BytesIO(answer.content))
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    said = words(answer)
    for expected in (notice.reference, "Centre hospitalier des Essais", *CANARIES):
        assert expected in said
    assert opened_by() == [f"user:{officer.user.pk}"]


@pytest.mark.parametrize(
    "typed", ["#emph[x] $a$ <l> @r #{panic()}", "🚑👩🏽‍⚕️", "\u202eevil", "مستشفى", "a\nb\n\nc", " "]
)
def test_nothing_typed_breaks_the_pdf(officer: SignedIn, typed: str) -> None:
    notice = notices.told(notices.case_of(notices.declared(name=f"X{typed}")))
    assert officer.post(page("notice_pdf", notice.reference)).content.startswith(b"%PDF-")


@pytest.mark.parametrize("reference", ["NOT-2222-2222", "x", "😀", "9" * 500, "'; --", "\u202e"])
@pytest.mark.parametrize("name", [*POSTED, "notice"])
def test_what_does_not_exist_is_not_found(officer: SignedIn, name: str, reference: str) -> None:
    browse = officer.get if name == "notice" else officer.post
    assert browse(page(name, reference)).status_code == 404


def test_the_list_asks_a_constant_number_of_questions(
    officer: SignedIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        notices.told(notices.case_of(notices.declared(name=f"Clinique {number}")))
    with django_assert_max_num_queries(9):
        officer.get(page("notices"))
