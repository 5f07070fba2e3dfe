"""Fields that several pages of the desk ask with."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.taxonomy import terms

YES, NO = "yes", "no"
# An e-mail address, or a telephone number written as the French write theirs.
PERSONAL = re.compile(r"\S@\S|(?:\+\d{1,3}[ .-]?\d|\b0\d)([ .-]?)\d{2}(?:\1\d{2}){3}\b")


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


def clean_line_in_clear(text: str) -> str:
    """Return one line to be stored in clear, or refuse what is plainly personal.

    Raises:
        ValidationError: it holds an e-mail address or a phone number.
    """
    line = " ".join(text.split())
    if PERSONAL.search(line):
        raise ValidationError(
            _("An e-mail address or a phone number may not stand here: it is stored in clear.")
        )
    return line
