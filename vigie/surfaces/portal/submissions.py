"""From what was typed to what is received: the one place where forms meet the domain."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.utils.translation import get_language

from vigie.declarations.services import Contact, DeclaredStructure, PlainFacts, Submission
from vigie.surfaces.portal.forms import DeclareForms
from vigie.surfaces.portal.forms.structure import StructureForm

FACTS = frozenset(field.name for field in fields(PlainFacts))


def submission(page: DeclareForms) -> Submission:
    """Return the first report that the declare page holds, once it is valid."""
    contact = page.contact.cleaned_data
    incident = page.incident.cleaned_data
    return Submission(
        structure=declared_structure(page.structure),
        contact=Contact(
            name=contact["contact_name"],
            function=contact["contact_function"],
            email=contact["contact_email"],
            phone=contact["contact_phone"],
        ),
        facts=PlainFacts(**plain_answers({**incident, **page.help.cleaned_data})),
        narrative=incident["narrative"],
        others_detail=incident["others_detail"],
        language=get_language() or "",
    )


def declared_structure(form: StructureForm) -> DeclaredStructure:
    """Return the structure as the directory lists it, else as it was typed: not verified."""
    if form.listed:
        return DeclaredStructure.listed(form.listed)
    typed = form.cleaned_data
    return DeclaredStructure(
        name=typed["structure_name"], town=typed["structure_town"], kind=typed["structure_kind"]
    )


def plain_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the answers that are plain facts."""
    return {name: value for name, value in answers.items() if name in FACTS}
