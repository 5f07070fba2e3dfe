"""Who declares, how to reach them, and what help they ask for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.surfaces.portal.forms.fields import term_select
from vigie.taxonomy.codes import HelpWanted, Urgency

FEWEST_DIGITS = 6


class ContactForm(VigieForm):
    """Whom the CSIRT calls back. Sealed as soon as it is received."""

    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Say whom we should ask for.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_phone = forms.CharField(
        label=_("A phone that works"),
        help_text=_(
            "Outside the stricken systems: a mobile, rather than a line that may be cut off."
        ),
        max_length=60,
        error_messages={"required": _("Give a number at which we can call you back.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    contact_function = forms.CharField(
        label=_("Your function"),
        help_text=_("For example: director, head of security, manager on duty."),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    contact_email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "Outside the stricken systems if you can. We only write that your declaration has "
            "been received, never what it says."
        ),
        required=False,
        max_length=254,
        error_messages={"invalid": _("This is not an e-mail address. Example: name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_contact_phone(self) -> str:
        """Refuse what nobody could dial; leave extensions and remarks alone."""
        phone = str(self.cleaned_data["contact_phone"])
        if sum(character.isdecimal() for character in phone) < FEWEST_DIGITS:
            raise ValidationError(_("This number is too short. Example: 06 12 34 56 78."))
        return phone


class HelpForm(VigieForm):
    """The help that is asked for, and how soon."""

    help_wanted = term_select(
        "help_wanted", preselected=HelpWanted.NONE, label=_("What help do you want?")
    )
    help_urgency = term_select(
        "urgency", preselected=Urgency.NONE, label=_("How soon do you need it?")
    )

    def clean(self) -> dict[str, Any]:
        """Ask which help is so urgent, where none was chosen: it must not be overlooked."""
        cleaned = super().clean() or self.cleaned_data
        urgent = cleaned.get("help_urgency") not in {None, Urgency.NONE}
        if urgent and cleaned.get("help_wanted") == HelpWanted.NONE:
            self.add_error(
                "help_wanted", _("You say that it is urgent: choose which help you want.")
            )
        return cleaned
