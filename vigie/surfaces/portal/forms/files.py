"""Files to send with a declaration."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.core.forms.files import SeveralFiles


class FilesForm(VigieForm):
    """Which files, and whether they may harm. Their content never passes through the form."""

    sample = forms.BooleanField(
        label=_("They may be malicious: I send them for analysis"),
        required=False,
    )
    chosen = forms.FileField(
        label=_("Files"),
        required=False,
        widget=SeveralFiles,
    )
    # Last: when it is missing, the sending was cut off.
    whole = forms.CharField(required=False, initial="yes", widget=forms.HiddenInput)

    def refuse(self, words: Any, name: str = "") -> None:
        """Say at the input why a file was not received."""
        self.add_error("chosen", f"{name}: {words}" if name else words)
