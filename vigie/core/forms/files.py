"""An input by which several files are chosen at once."""

from django import forms


class SeveralFiles(forms.FileInput):
    """An input that takes several files at once."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        """Say so to the browser."""
        super().__init__(attrs={"multiple": True})
