"""Coming back with the reference and the receipt code."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.core import codes, references
from vigie.core.forms import VigieForm

NO_CORRECTION = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class SecretInput(forms.TextInput):
    """An input whose content is read from paper, hence shown, and never sent back."""

    def format_value(self, value: Any) -> None:
        """Show nothing of what was typed before."""


class FollowForm(VigieForm):
    """Reference and code, as a tired person types them. Read before the database is asked."""

    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("On your receipt, such as VIG-K7QF-M3XD."),
        error_messages={"required": _("Give the reference of your declaration.")},
        widget=forms.TextInput(attrs=NO_CORRECTION),
    )
    code = forms.CharField(
        label=_("Receipt code"),
        help_text=_("Seven groups of four. Capitals, spaces and hyphens do not matter."),
        error_messages={"required": _("Give the receipt code.")},
        widget=SecretInput(attrs=NO_CORRECTION),
    )

    # Seconds before the next try, when there were too many.
    must_wait = 0

    def clean_reference(self) -> str:
        """Return the reference as it is written."""
        try:
            return references.normalise(self.cleaned_data["reference"])
        except references.MalformedReference:
            raise ValidationError(
                _("This is not a reference: a character is missing or wrong. Check it.")
            ) from None

    def clean_code(self) -> str:
        """Return the code as it is written."""
        return read_code(self.cleaned_data["code"])


class KeptCodeForm(VigieForm):
    """The code typed again from paper, to be sure that it was kept."""

    kept_code = forms.CharField(
        label=_("Type the code again from what you kept"),
        error_messages={"required": _("Type the code from your paper or file.")},
        widget=forms.TextInput(attrs=NO_CORRECTION),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, code: str = "") -> None:
        """Compare with `code`."""
        super().__init__(data)
        self.code = code

    def clean_kept_code(self) -> str:
        """Say yes or no."""
        typed = read_code(self.cleaned_data["kept_code"])
        if typed != self.code:
            raise ValidationError(_("This is not the code of this declaration. Check it."))
        return typed


def read_code(typed: str) -> str:
    """Return the code that was typed, or say that none can be read from it."""
    try:
        return codes.normalise(typed)
    except codes.MalformedCode:
        raise ValidationError(
            _("This is not a receipt code: a character is missing or wrong. Check it.")
        ) from None
