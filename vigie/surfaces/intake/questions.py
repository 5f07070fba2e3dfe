"""The questions of the declare page, read from its forms so that the two never differ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise

from vigie.surfaces.intake.fields import PastMomentField, TermField
from vigie.surfaces.intake.forms import DeclareForms
from vigie.surfaces.intake.forms.sections import Section
from vigie.taxonomy import terms

# Asked only once the directory has been searched.
NOT_ON_PAPER = {"structure"}
# How an answer is written, where it is not chosen.
LINE, TEXT, MOMENT = "line", "text", "moment"


@dataclass(frozen=True)
class Answer:
    """One answer of a list, with what it means where the page says it."""

    label: str
    meaning: str = ""


@dataclass(frozen=True)
class Question:
    """One question, as it is put, with the answers one may choose from."""

    name: str
    label: str | Promise
    hint: str | Promise
    required: bool
    answers: list[Answer]
    # LINE, TEXT or MOMENT; empty where an answer is chosen.
    written: str


def sections_on_paper() -> list[tuple[Section, list[Question]]]:
    """Return every question under its section, in the order of the page."""
    return [
        (section, [question(field) for field in fields if field.name not in NOT_ON_PAPER])
        for section, fields in DeclareForms().sections
    ]


def questions() -> list[Question]:
    """Return every question, in the order of the page."""
    return [each for _section, asked in sections_on_paper() for each in asked]


def question(bound: BoundField) -> Question:
    """Return the question that a field of a form puts."""
    return Question(
        name=bound.name,
        label=bound.label,
        hint=bound.help_text,
        required=bound.field.required,
        answers=list(answers(bound.field)),
        written=written(bound.field),
    )


def written(field: forms.Field) -> str:
    """Return how a question is answered by hand; empty where an answer is chosen."""
    if hasattr(field, "choices"):
        return ""
    if isinstance(field, PastMomentField):
        return MOMENT
    return TEXT if isinstance(field.widget, forms.Textarea) else LINE


def answers(field: forms.Field) -> Iterator[Answer]:
    """Yield the answers that one may choose from, with their meanings where the page says them."""
    shows_meaning = isinstance(field.widget, forms.RadioSelect)
    for code, label in one_by_one(getattr(field, "choices", ())):
        if isinstance(field, TermField):
            term = terms.term(field.scheme, code)
            yield Answer(term.label, term.definition if shows_meaning else "")
        else:
            yield Answer(str(label))


def one_by_one(choices: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield the choices of a list, those of its groups included, but none that says nothing."""
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from one_by_one(label)
        elif code:
            yield code, label
