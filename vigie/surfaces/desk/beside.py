"""What was declared, beside what the CSIRT decides: one row for each question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from vigie.declarations.models import Declaration
from vigie.declarations.services import PlainFacts
from vigie.surfaces.desk import facts
from vigie.surfaces.desk.forms import SHARED, QualificationForm, suggested_class
from vigie.taxonomy import terms
from vigie.taxonomy.codes import HelpWanted


@dataclass(frozen=True)
class Row:
    """A question of the qualification."""

    field: BoundField
    # In words; empty where declarants are not asked.
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
            declared=declared(field.name, declarations),
            saved=saved_words(field, saved),
            differs=bool(saved) and str(field.value() or "") != str(saved[field.name]),
        )
        for field in form.visible_fields()
    ]


def declared(name: str, declarations: Sequence[Declaration]) -> str:
    """Return what the declarants said on a question, each answer once."""
    read = READERS.get(name)
    if read is None:
        return ""
    return " / ".join(dict.fromkeys(read(facts.current(each)) for each in declarations))


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


def _reader(name: str) -> Callable[[PlainFacts], str]:
    scheme = facts.QUESTIONS[name][1]
    return lambda said: facts.answer(said, name, scheme)


def _help_wanted(said: PlainFacts) -> str:
    wanted = terms.label("help_wanted", said.help_wanted)
    if said.help_wanted == HelpWanted.NONE:
        return wanted
    return f"{wanted} ({terms.label('urgency', said.help_urgency)})"


def _others_touched(said: PlainFacts) -> str:
    answer = terms.label("touched", said.others_touched)
    return _("Other structures touched: %(answer)s") % {"answer": answer}


READERS = {
    **{name: _reader(name) for name in SHARED},
    "in_scope": _reader("nature"),
    "support_given": _help_wanted,
    "significant": _others_touched,
}
