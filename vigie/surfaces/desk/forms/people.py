"""Who is to have an account, and for what."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.accounts.services import Asked
from vigie.core.forms import VigieForm
from vigie.surfaces.desk.forms.fields import coded
from vigie.taxonomy import terms

COUNTRY = "all"


def region_choices() -> list[tuple[str, Any]]:
    """Return the regions of an officer, the whole country first."""
    return [(COUNTRY, _("The whole country")), *terms.choices("region")]


class RoleForm(VigieForm):
    """What a person is for, and what an officer may see."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    authority = coded(_("Authority, of an authority's officer"), "authority", required=False)
    regions = forms.MultipleChoiceField(
        label=_("Regions, of an authority's officer"),
        choices=region_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask an officer, and nobody else, for an authority and regions."""
        given = super().clean() or self.cleaned_data
        officer = given.get("role") == Role.AUTHORITY
        for name, text in (
            ("authority", _("Say of which authority, for an authority's officer only.")),
            ("regions", _("Say which regions, for an authority's officer only.")),
        ):
            if name in given and bool(given[name]) != officer:
                self.add_error(name, text)
        return given

    def asked(self) -> Asked:
        """Return what was asked for."""
        regions = self.cleaned_data["regions"]
        return Asked(
            role=Role(self.cleaned_data["role"]),
            authority=self.cleaned_data["authority"],
            regions=[] if COUNTRY in regions else regions,
        )


class InvitationForm(RoleForm):
    """A person who is to have an account."""

    field_order = ("email", "name", "role", "authority", "regions")

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("First and last name"), max_length=150)

    def clean_email(self) -> str:
        """Say here and now where there is an account already."""
        address = User.objects.normalize_email(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=address).exists():
            raise ValidationError(_("There is an account under this address already."))
        return address
