"""What was declared, beside what the CSIRT decides: one row for each question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from vigie.declarations.models import Declaration
from vigie.declarations.services import PlainFacts
from vigie.surfaces.desk import facts
from vigie.surfaces.desk.forms.qualification import SHARED, QualificationForm, suggested_class
from vigie.taxonomy import terms
from vigie.taxonomy.codes import HelpWanted

Read = Callable[[PlainFacts], str]


@dataclass(frozen=True)
class Row:
    """A question of the qualification."""

    field: BoundField
    # What declarants were asked on it, and their answers; empty where they are not asked.
    question: str
    declared: str
    # In words, what the database holds; empty before the first qualification.
    saved: str
    # Whether what is typed differs from what is saved.
    differs: bool


def beside(
    form: QualificationForm, declarations: Sequence[Declaration], *, saved: Mapping[str, Any]
) -> list[Row]:
    """Return the rows of the page of a case."""
    return [
        Row(
            field=field,
            question=asked(field.name),
            declared=declared(field.name, declarations),
            saved=saved_words(field, saved),
            differs=bool(saved) and str(field.value() or "") != str(saved[field.name]),
        )
        for field in form.visible_fields()
    ]


def asked(name: str) -> str:
    """Return what declarants were asked on a question of the qualification."""
    return str(facts.QUESTIONS[ASKED_AS[name]][0]) if name in ASKED_AS else ""


def declared(name: str, declarations: Sequence[Declaration]) -> str:
    """Return what the declarants said on a question, each answer once."""
    if name not in ASKED_AS:
        return ""
    read = help_wanted if name == "support_given" else reader(ASKED_AS[name])
    answers = dict.fromkeys(read(facts.current(each)) for each in declarations)
    return " / ".join(filter(None, answers))


def reader(name: str) -> Read:
    """Return what reads one answer in words."""
    scheme = facts.QUESTIONS[name][1]
    return lambda said: facts.answer(said, name, scheme)


def help_wanted(said: PlainFacts) -> str:
    """Return the help wanted, and how soon."""
    wanted = terms.label("help_wanted", said.help_wanted)
    if said.help_wanted == HelpWanted.NONE:
        return wanted
    return f"{wanted} · {terms.label('urgency', said.help_urgency)}"


def saved_words(field: BoundField, saved: Mapping[str, Any]) -> str:
    """Return the saved answer to a question, in words."""
    if not saved:
        return ""
    code = saved[field.name]
    if field.name == "rsit":
        return terms.label("rsit", code or suggested_class(saved["kind"]))
    if isinstance(field.field, forms.ChoiceField):
        return str(dict(field.field.choices)[code])  # type: ignore[arg-type]
    return str(code)


# The declarant's question that stands beside each question of the qualification.
ASKED_AS = {
    **{name: name for name in SHARED},
    "in_scope": "nature",
    "support_given": "help_wanted",
    "significant": "others_touched",
    "provider": "provider",
}
