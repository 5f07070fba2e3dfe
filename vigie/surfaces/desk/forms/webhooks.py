"""What a machine is to be told, and where."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.core.realm import LIVE
from vigie.incidents import selectors
from vigie.subscriptions import access, services
from vigie.subscriptions.enums import Detail, EventKind
from vigie.surfaces.desk.realms import realm_name

LONGEST_URL = 1000


def realm_choices() -> list[tuple[str, str]]:
    """Return the realms of which machines may be told, what is real first."""
    exercises = {realm for realm in selectors.realms() if access.may_be_told(realm)} - {LIVE}
    own = {settings.VIGIE_INTAKE_REALM} - {LIVE}
    exercises |= {realm for realm in own if access.may_be_told(realm)}
    return [(realm, realm_name(realm)) for realm in (LIVE, *sorted(exercises))]


class WebhookForm(VigieForm):
    """A machine that is to be told of events."""

    name = forms.CharField(
        label=_("Name of the program"), max_length=100, help_text=_("For example: ticketing.")
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_URL,
        help_text=_("It begins with https://. It is sealed: only its host is shown afterwards."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What it is told of"),
        choices=EventKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    detail = forms.ChoiceField(
        label=_("How much it is told"),
        choices=Detail.choices,
        initial=Detail.REFERENCES,
        widget=forms.RadioSelect,
    )
    realm = forms.ChoiceField(label=_("Of which records"), choices=realm_choices)

    def clean_url(self) -> str:
        """Refuse what may not be posted to."""
        url: str = self.cleaned_data["url"].strip()
        if not services.sound_host(url) or any(character.isspace() for character in url):
            raise ValidationError(
                _("Give an address of the Internet that begins with https://, without a password.")
            )
        return url

    def asked(self) -> services.Asked:
        """Return what was asked for."""
        given: dict[str, Any] = self.cleaned_data
        return services.Asked(
            name=given["name"],
            url=given["url"],
            realm=given["realm"],
            kinds={EventKind(kind) for kind in given["kinds"]},
            detail=Detail(given["detail"]),
        )
