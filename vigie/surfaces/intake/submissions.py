"""From what was typed to what is received: the one place where forms meet the domain."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from vigie.declarations.selectors import OpenedReceipt
from vigie.declarations.services import (
    AuthorityTold,
    Complement,
    Contact,
    DeclaredStructure,
    PlainFacts,
    Submission,
)
from vigie.surfaces.intake import rules, zones
from vigie.surfaces.intake.forms import CompleteForms, DeclareForms
from vigie.surfaces.intake.forms.complete import AuthorityForm
from vigie.surfaces.intake.forms.contact import ContactForm
from vigie.surfaces.intake.forms.structure import StructureForm
from vigie.taxonomy.codes import ReportStage

FACTS = frozenset(field.name for field in dataclasses.fields(PlainFacts))


def submission(page: DeclareForms) -> Submission:
    """Return the first report that the declare page holds, once it is valid."""
    incident = page.incident.cleaned_data
    return Submission(
        structure=declared_structure(page.structure),
        contact=contact(page.contact),
        facts=dataclasses.replace(
            PlainFacts(**plain_answers({**incident, **page.help.cleaned_data})),
            # Read back in the zone in which it was given, where no region says it.
            detected_at=zones.as_given(incident["detected_at"], page.incident.zone_meant),
        ),
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


def complement(page: CompleteForms, opened: OpenedReceipt) -> Complement:
    """Return the further report that the complement page holds, once it is valid."""
    words = page.words.cleaned_data
    return Complement(
        stage=page.stage.cleaned_data["stage"],
        facts=merged(page.facts_begun_with(opened), said(page, opened), onto=opened.current_facts),
        contact=contact(page.contact) if page.contact.is_given else None,
        narrative=words["narrative"],
        others_detail=words["others_detail"],
        causes=words["causes"],
        measures=words["measures"],
        authorities=tuple(told(form) for form in page.authorities if form.is_given),
    )


def said(page: CompleteForms, opened: OpenedReceipt) -> PlainFacts:
    """Return the facts as the complement page has them, whatever happened meanwhile."""
    answers = plain_answers({**page.course.cleaned_data, **page.help.cleaned_data})
    return dataclasses.replace(page.facts_begun_with(opened), **answers)


def fingerprint(nonce: str, facts: PlainFacts, sections: Mapping[str, Any]) -> str:
    """Return what tells one sending from another: the same words sent twice are one report.

    What was changed after the Back button is another report, not lost as a repetition.
    """
    content = json.dumps([nonce, facts.as_json(), sections], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def in_order(facts: PlainFacts) -> bool:
    """Tell whether nothing begins after it was noticed, nor ends before it begins."""
    return not rules.disorder(dataclasses.asdict(facts))


def says_nothing(complement: Complement, before: PlainFacts, after: PlainFacts) -> bool:
    """Tell whether an addendum changes no answer and adds no word."""
    unchanged = before == after and not complement.sections()
    return unchanged and complement.stage == ReportStage.ADDENDUM


def contact(form: ContactForm) -> Contact:
    """Return whom to call."""
    given = form.cleaned_data
    return Contact(
        name=given["contact_name"],
        function=given["contact_function"],
        email=given["contact_email"],
        phone=given["contact_phone"],
    )


def told(form: AuthorityForm) -> AuthorityTold:
    """Return one authority that was told."""
    given = form.cleaned_data
    return AuthorityTold(
        authority=given["authority"],
        told_on=given["told_on"],
        reference=given["told_reference"],
    )


def plain_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the answers that are plain facts."""
    return {name: value for name, value in answers.items() if name in FACTS}


def merged(before: PlainFacts, after: PlainFacts, *, onto: PlainFacts) -> PlainFacts:
    """Return `onto` with what changed from `before` to `after`.

    Somebody else of the same structure may have completed the declaration meanwhile: what
    this form left untouched must not undo it.
    """
    changed = {
        field.name: getattr(after, field.name)
        for field in dataclasses.fields(PlainFacts)
        if getattr(after, field.name) != getattr(before, field.name)
    }
    return dataclasses.replace(onto, **changed)
