"""Fields that several pages of the desk ask with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.taxonomy import terms

YES, NO = "yes", "no"


def coded(label: Any, scheme: str, **options: Any) -> forms.ChoiceField:
    """Return a question answered by a code of a scheme, none chosen at first."""

    def offered() -> list[tuple[str, str]]:
        return [("", str(_("Choose"))), *terms.choices(scheme)]

    return forms.ChoiceField(label=label, choices=offered, **options)


def yes_or_no(label: Any, yes: Any, no: Any, **options: Any) -> forms.TypedChoiceField:
    """Return a question answered by one of two words, none chosen at first."""
    return forms.TypedChoiceField(
        label=label,
        choices=[(YES, yes), (NO, no)],
        coerce=lambda code: code == YES,
        widget=forms.RadioSelect,
        **options,
    )
