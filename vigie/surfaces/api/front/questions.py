"""A question of the forms, as a program answers it: the rules stand once, in the forms."""

import copy
from typing import Any

from django import forms

from vigie.core.forms import VigieForm
from vigie.core.forms.base import bound_field
from vigie.surfaces.api.fields import Count, Kind, PastDay, PastMoment, Term, Text
from vigie.surfaces.intake.fields import (
    CountField,
    PastDayField,
    PastMomentField,
    TermField,
    TermsField,
)


def answer(form: type[VigieForm], name: str, *, about: str = "", optional: bool = False) -> Kind:
    """Return the kind of value that answers the question `name` of `form`, one of several.

    `optional`: here it need not be answered, since another question may be in its stead.
    """
    question: forms.Field = copy.deepcopy(form.base_fields[name])
    bound_field(question)
    match question:
        case TermField() | TermsField():
            return Term(question.scheme, codes=question.codes)
        case PastMomentField():
            return PastMoment()
        case PastDayField():
            return PastDay()
        case CountField(max_value=int(most)):
            return Count(most)
        case forms.CharField(max_length=int(longest)):
            required = question.required and not optional
            return Text(longest, required=required, check=question.clean, about=about)
    raise TypeError(f"no value of JSON answers {name}")


def unless_said(form: type[VigieForm], name: str) -> Any:
    """Return the answer that stands where a program gives none."""
    initial = form.base_fields[name].initial
    return "" if initial is None else str(initial)
