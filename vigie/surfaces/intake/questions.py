"""The questions of the declare page, read from its forms so that the two never differ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from vigie.surfaces.intake.forms import DeclareForms

# Asked only once the directory has been searched; a list of clocks that says nothing on paper.
NOT_ON_PAPER = {"structure", "zone"}


@dataclass(frozen=True)
class Question:
    """One question, as it is put, with the answers one may choose from."""

    label: str | Promise
    hint: str | Promise
    required: bool
    answers: list[str]


def questions() -> list[Question]:
    """Return every question, in the order of the page."""
    return [
        Question(
            label=field.label,
            hint=field.help_text,
            required=field.field.required,
            answers=list(answers(getattr(field.field, "choices", ()))),
        )
        for field in DeclareForms()
        if field.name not in NOT_ON_PAPER
    ]


def answers(choices: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Yield the answers of a list, those of its groups included."""
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from answers(label)
        elif code:
            yield label
