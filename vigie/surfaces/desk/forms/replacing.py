"""Why a receipt code is replaced, and which number was called back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.incidents.services.replacing import DIRECTORY
from vigie.surfaces.desk.forms.fields import coded
from vigie.taxonomy import terms


class ReplacementForm(VigieForm):
    """A new code that is asked for, once somebody was called back."""

    reason = coded(_("Why is a new code needed?"), "code_loss")
    called = forms.ChoiceField(
        label=_("Which number did you call back?"),
        help_text=_(
            "Never the one that the caller gave. The kind of number goes into the journal."
        ),
        widget=forms.RadioSelect,
    )
    vouched = forms.BooleanField(
        label=_(
            "I called this number myself, and whoever answers there, or was put through, declared "
            "or answers for the structure."
        ),
        error_messages={"required": _("Call back first: nothing else tells who asks.")},
    )

    def __init__(self, *args: Any, phone: str = "", **options: Any) -> None:
        """Offer the directory's number where it has one."""
        super().__init__(*args, **options)
        without = () if phone else (DIRECTORY,)
        called = self.fields["called"]
        assert isinstance(called, forms.ChoiceField)  # noqa: S101 - told to the type checker
        called.choices = terms.choices("number_called", exclude=without)
        if phone:
            called.choices = [
                (code, f"{words} ({phone})" if code == DIRECTORY else words)
                for code, words in terms.choices("number_called")
            ]
