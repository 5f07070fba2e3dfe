"""What the duty's page asks: a shift, one's own addresses, a hand-over note."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models import User
from vigie.core.forms import VigieForm, ZonedDateTimeField
from vigie.incidents import access

LINES = ((1, _("Line 1: called first")), (2, _("Line 2")), (3, _("Line 3")))
LONGEST_SHIFT = timedelta(days=31)
PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
# What people put between digits.
BETWEEN_DIGITS = re.compile(r"[\s.()/\u00a0\u202f-]")
NOTE_LENGTH = 10_000


class ShiftForm(VigieForm):
    """Who is on duty, on which line, from when to when."""

    person = forms.ModelChoiceField(
        label=_("Who"), queryset=User.objects.none(), empty_label=_("Choose")
    )
    line = forms.TypedChoiceField(label=_("Line"), choices=LINES, coerce=int, initial=1)
    starts_at = ZonedDateTimeField(label=_("From"))
    ends_at = ZonedDateTimeField(label=_("To"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer those who handle cases."""
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = access.handlers().order_by("name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuse a shift that ends before it starts, or that is over, or that lasts too long."""
        starts_at, ends_at = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if starts_at is None or ends_at is None:
            return
        if ends_at <= starts_at:
            self.add_error("ends_at", _("A shift ends after it starts."))
        elif ends_at <= timezone.now():
            self.add_error("ends_at", _("This shift would be over already."))
        elif ends_at - starts_at > LONGEST_SHIFT:
            self.add_error("ends_at", _("A shift lasts 31 days at most."))


class AddressesForm(VigieForm):
    """Where one wants to be woken: what is recorded is never shown again."""

    email = forms.EmailField(
        label=_("E-mail address for calls"),
        help_text=_("Empty: what is recorded stays as it is."),
        required=False,
    )
    phone = forms.CharField(
        label=_("Phone number for calls"),
        help_text=_("With its country code, such as +33 6 39 98 00 42."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    forget_email = forms.BooleanField(
        label=_("Remove the e-mail address: the account’s is used"), required=False
    )
    forget_phone = forms.BooleanField(label=_("Remove the phone number"), required=False)

    def clean_phone(self) -> str:
        """Return a number in international form, without what people put between digits."""
        number = BETWEEN_DIGITS.sub("", self.cleaned_data["phone"])
        if number.startswith("00"):
            number = "+" + number[2:]
        if number and not PHONE.fullmatch(number):
            raise ValidationError(
                _("Give the number with its country code, such as +33 6 39 98 00 42.")
            )
        return number

    def changes(self) -> dict[str, str | None]:
        """Return the new addresses: None keeps what is recorded, an empty text removes it."""
        asked = self.cleaned_data
        return {
            name: asked[name] or ("" if asked[f"forget_{name}"] else None)
            for name in ("email", "phone")
        }


class HandOverForm(VigieForm):
    """What the next on duty must know."""

    note = forms.CharField(
        label=_("Note to whoever takes over"),
        help_text=_("Open cases, what is awaited, whom to call back. Sealed to the desk."),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
