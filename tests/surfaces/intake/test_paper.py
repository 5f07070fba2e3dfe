"""The blank form on paper carries the questions of the page, in each language."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader
from pytest_django import Settings

from vigie.core.documents import drawable
from vigie.surfaces.intake import paper
from vigie.surfaces.intake.forms import DeclareForms
from vigie.surfaces.intake.forms.sections import SECTIONS
from vigie.surfaces.intake.questions import questions
from vigie.taxonomy import terms

LANGUAGES = ("fr", "en", "es")
# Asked only where the directory can be searched.
NOT_ASKED_ON_PAPER = {"structure"}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language of Vigie, in force."""
    with translation.override(request.param):
        yield request.param


def document() -> PdfReader:
    return PdfReader(BytesIO(paper.blank_form()))


def words() -> str:
    """Return what stands on paper, spaces left out: lines are broken anywhere."""
    return squeezed(" ".join(page.extract_text() for page in document().pages))


def squeezed(text: object) -> str:
    return "".join(str(drawable(str(text))).split())


@pytest.mark.usefixtures("language")
def test_no_question_of_the_page_is_missing_on_paper() -> None:
    written = words()
    missing = [
        field.name
        for field in DeclareForms()
        if field.name not in NOT_ASKED_ON_PAPER
        and (squeezed(field.label) not in written or squeezed(field.help_text) not in written)
    ]
    assert missing == []


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    "scheme",
    ["incident_kind", "structure_kind", "care_impact", "endangerment", "help_wanted", "urgency"],
)
def test_every_answer_can_be_ticked(scheme: str) -> None:
    written = words()
    for term in terms.scheme(scheme).terms.values():
        assert squeezed(term.label) in written


def test_each_question_stands_in_one_section() -> None:
    names = [name for section in SECTIONS for name in section.names]
    assert sorted(names) == sorted(field.name for field in DeclareForms())


def test_as_many_are_marked_required_as_the_page_requires() -> None:
    with translation.override("en"):
        required = sum(question.required for question in questions())
        assert words().count("(required)") == required == 8


@pytest.mark.usefixtures("language")
def test_it_says_whom_to_call(settings: Settings) -> None:
    written = words()
    for each in settings.VIGIE_EMERGENCY_NUMBERS:
        assert squeezed(each.number) in written
        assert squeezed(each.what) in written


def test_it_says_where_to_send_it_when_that_is_known(settings: Settings) -> None:
    with translation.override("en"):
        assert "sendit" not in words()
        settings.VIGIE_PAPER_ADDRESS = "CERT, 1 rue des Essais, 75000 Paris"
        assert squeezed("Or send it, or have it brought, to: CERT, 1 rue des Essais") in words()


def test_that_of_a_demonstration_says_so(settings: Settings) -> None:
    with translation.override("en"):
        assert squeezed("not for a real incident") not in words()
        settings.VIGIE_DEMO = True
        assert squeezed("not for a real incident") in words()


def test_the_page_of_the_receipt_stands_alone(language: str) -> None:
    last = document().pages[-1].extract_text()
    with translation.override(language):
        assert squeezed(translation.gettext("Your receipt: keep this page")) in squeezed(last)
        assert squeezed(translation.gettext("Receipt code")) in squeezed(last)
    assert not any(squeezed(each.label) in squeezed(last) for each in questions())


def test_it_is_universally_accessible(language: str) -> None:
    pdf = document()
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.title
    assert len(pdf.pages) == 4
