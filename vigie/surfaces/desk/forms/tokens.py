"""What a program's token is to be."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vigie.accounts.enums import Scope
from vigie.accounts.services import LONGEST, Wanted
from vigie.core.forms import VigieForm
from vigie.incidents import access, selectors
from vigie.surfaces.desk.realms import realm_name

DAYS = 90


def realm_choices() -> list[tuple[str, str]]:
    """Return the realms that there are, this instance's own first."""
    own = settings.VIGIE_INTAKE_REALM
    others = sorted(set(selectors.realms()) - {own})
    return [(realm, realm_name(realm)) for realm in (own, *others)]


class TokenForm(VigieForm):
    """A program that is to read cases."""

    name = forms.CharField(
        label=_("Name of the program"), max_length=100, help_text=_("For example: ticketing.")
    )
    owner = forms.ModelChoiceField(
        label=_("Person whose sight it has"),
        queryset=access.handlers().none(),
        empty_label=_("Choose"),
        help_text=_("It sees no more than they do, and nothing once their account is closed."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may read"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    realm = forms.ChoiceField(label=_("Of which records"), choices=realm_choices)
    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=LONGEST.days, initial=DAYS
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer those who handle cases now."""
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101
        owner.queryset = access.handlers()

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        given = self.cleaned_data
        return Wanted(
            name=given["name"],
            scopes={Scope(scope) for scope in given["scopes"]},
            lasts=timedelta(days=given["days"]),
            realm=given["realm"],
        )
