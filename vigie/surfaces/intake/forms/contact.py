"""Who declares, how to reach them, and what help they ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.surfaces.intake import rules
from vigie.surfaces.intake.fields import PhoneField, term_select
from vigie.taxonomy.codes import HelpWanted, Urgency


class ContactForm(VigieForm):
    """Whom the CSIRT calls back. Sealed as soon as it is received."""

    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Say whom we should ask for.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_phone = PhoneField(
        label=_("A phone that works"),
        help_text=_(
            "Outside the stricken systems: a mobile, rather than a line that may be cut off."
        ),
        max_length=60,
        error_messages={"required": _("Give a number at which we can call you back.")},
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


class HelpForm(VigieForm):
    """The help that is asked for, and how soon."""

    help_wanted = term_select(
        "help_wanted", preselected=HelpWanted.NONE, label=_("What help do you want?")
    )
    help_urgency = term_select(
        "urgency", preselected=Urgency.NONE, label=_("How soon do you need it?")
    )

    def clean(self) -> dict[str, Any]:
        """Ask which help is so urgent, where none was chosen."""
        cleaned = super().clean() or self.cleaned_data
        if rules.says_not_which_help(cleaned.get("help_wanted"), cleaned.get("help_urgency")):
            self.add_error("help_wanted", rules.URGENT_BUT_WHICH)
        return cleaned
