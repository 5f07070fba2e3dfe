"""A program is asked what the forms ask: the same questions, the same bounds."""

from typing import Any

import pytest

from vigie.core.forms import VigieForm
from vigie.surfaces.api.front.endpoints import api
from vigie.surfaces.intake.fields import TermField, TermsField
from vigie.surfaces.intake.forms.complete import AuthorityForm, CourseForm, StageForm, WordsForm
from vigie.surfaces.intake.forms.contact import ContactForm, HelpForm
from vigie.surfaces.intake.forms.incident import FirstIncidentForm
from vigie.surfaces.intake.forms.structure import StructureForm

# Asked of a person only: a program gives its zone with each moment, and chooses in no list.
OF_PERSONS = {"zone", "structure"}
# The structure has a number or a name: the schema cannot say that one of the two is required.
# What comes back later leaves out what it does not change.
OTHERWISE_REQUIRED = {"Structure", "LaterIncident", "AuthorityTold"}
ASKED = [
    ("Structure", StructureForm, "structure_"),
    ("FirstIncident", FirstIncidentForm, ""),
    ("Contact", ContactForm, "contact_"),
    ("Help", HelpForm, "help_"),
    ("LaterIncident", CourseForm, ""),
    ("AuthorityTold", AuthorityForm, "told_"),
]


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = api.document()["components"]["schemas"][name]
    return found


def value(described: dict[str, Any]) -> dict[str, Any]:
    """Return what a value must be, beside being left out, or what each of several must be."""
    described = described.get("anyOf", [described])[0]
    found: dict[str, Any] = described.get("items", described)
    return found


def given_name(question: str, prefix: str) -> str:
    """Return how a program names a question."""
    return question if question == "told_on" else question.removeprefix(prefix)


@pytest.mark.parametrize(("name", "form", "prefix"), ASKED)
def test_each_question_is_asked_and_no_other(name: str, form: type[VigieForm], prefix: str) -> None:
    asked = {given_name(each, prefix) for each in form.base_fields if each not in OF_PERSONS}
    assert set(schema(name)["properties"]) - {"number"} == asked


@pytest.mark.parametrize(("name", "form", "prefix"), ASKED)
def test_its_answers_are_held_to_the_same_bounds(
    name: str, form: type[VigieForm], prefix: str
) -> None:
    properties = schema(name)["properties"]
    for question, field in form().fields.items():
        if question in OF_PERSONS:
            continue
        described = value(properties[given_name(question, prefix)])
        if isinstance(field, TermField | TermsField):
            assert described["enum"] == field.codes()
        elif longest := getattr(field, "max_length", None):
            assert described["maxLength"] == longest
        elif most := getattr(field, "max_value", None):
            assert described["maximum"] == most
        else:
            assert described["format"] in {"date", "date-time"}


@pytest.mark.parametrize(
    ("name", "form", "prefix"), [each for each in ASKED if each[0] not in OTHERWISE_REQUIRED]
)
def test_what_is_required_of_a_person_is_required_of_a_program(
    name: str, form: type[VigieForm], prefix: str
) -> None:
    required = {
        given_name(question, prefix)
        for question, field in form.base_fields.items()
        if field.required
    }
    assert set(schema(name).get("required", [])) == required


@pytest.mark.parametrize(("name", "form", "prefix"), ASKED[:4])
def test_what_is_left_out_is_answered_as_on_the_page(
    name: str, form: type[VigieForm], prefix: str
) -> None:
    properties = schema(name)["properties"]
    for question, field in form.base_fields.items():
        if field.initial is not None:
            assert properties[given_name(question, prefix)]["default"] == field.initial


def test_a_further_report_asks_for_the_same_words_and_stages() -> None:
    properties = schema("Report")["properties"]
    for question, field in WordsForm.base_fields.items():
        assert value(properties[question])["maxLength"] == field.max_length  # type: ignore[attr-defined]
    stage = StageForm.base_fields["stage"]
    assert isinstance(stage, TermField)
    assert properties["stage"]["enum"] == stage.codes()
    assert "early_warning" not in stage.codes()
