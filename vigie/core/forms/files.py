"""Forms that send files: their content never passes through the form."""

from typing import Any

from django import forms

from vigie.core.forms.base import VigieForm


class SeveralFiles(forms.FileInput):
    """An input that takes several files at once."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        """Say so to the browser."""
        super().__init__(attrs={"multiple": True})


class FormWithFiles(VigieForm):
    """A form whose field `chosen` sends files beside its words; `whole` is rendered last."""

    # When it is missing, the sending was cut off.
    whole = forms.CharField(required=False, initial="yes", widget=forms.HiddenInput)

    def refuse(self, words: Any, name: str = "") -> None:
        """Say at the input why a file was not received."""
        self.add_error("chosen", f"{name}: {words}" if name else words)
