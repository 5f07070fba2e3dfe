"""What is asked of whoever tells an authority, and of whoever is told."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.core.forms.in_clear import clean_line_in_clear
from vigie.core.forms.moments import DATE_FORMATS, FIRST_YEAR
from vigie.directory.models import Structure
from vigie.incidents.selectors import Proposal
from vigie.surfaces.desk.forms.fields import coded
from vigie.taxonomy import terms


def regions() -> list[tuple[str, str]]:
    """Return the regions to choose from, none chosen at first."""
    return [("", str(_("Choose"))), *terms.choices("region")]


class SendForm(VigieForm):
    """One proposal, sent or set aside; which region's authority, where nobody knows yet."""

    region = forms.ChoiceField(label=_("Which region’s?"), choices=regions)

    def __init__(self, proposal: Proposal, *args: Any, **kwargs: Any) -> None:
        """Ask for the region only where it lacks."""
        super().__init__(*args, prefix=f"p{proposal.once[:12]}", **kwargs)
        self.proposal = proposal
        if not proposal.lacks_region:
            del self.fields["region"]

    @property
    def region_chosen(self) -> str:
        """The region, empty where it was not asked."""
        return str(self.cleaned_data.get("region", ""))


class AcknowledgeForm(VigieForm):
    """What the authority calls the notice, and since when."""

    authority_reference = forms.CharField(
        label=_("Your reference"),
        help_text=_("The number of your own file. It is stored in clear."),
        max_length=80,
        error_messages={"required": _("Give the reference under which you handle it.")},
    )
    authority_date = forms.DateField(
        label=_("Received on"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a date. Example: 2025-03-28.")},
    )

    def clean_authority_reference(self) -> str:
        """Keep one line, and stop what is plainly personal before it is stored in clear."""
        return clean_line_in_clear(self.cleaned_data["authority_reference"])

    def clean_authority_date(self) -> date:
        """Refuse a day that is yet to come."""
        day: date = self.cleaned_data["authority_date"]
        if day.year < FIRST_YEAR:
            raise ValidationError(_("Check the year."))
        if day > timezone.localdate():
            raise ValidationError(_("This is in the future. Check the date."))
        return day


class OperatorForm(VigieForm):
    """What the law makes of a structure."""

    status = coded(_("Operator status"), "operator_status")

    def __init__(self, structure: Structure, *args: Any, **kwargs: Any) -> None:
        """Show what is known of it."""
        known = getattr(structure, "operator_status", None)
        initial = {"status": known.status if known else ""}
        super().__init__(*args, prefix=f"s{structure.finess}", initial=initial, **kwargs)
        self.structure = structure


class AddressForm(VigieForm):
    """Where an authority is told that a notice waits."""

    authority = coded(_("Authority"), "authority")
    region = forms.ChoiceField(
        label=_("Region"),
        help_text=_("Leave it empty for the whole country."),
        choices=lambda: [("", str(_("The whole country"))), *terms.choices("region")],
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "An address of the authority, not of a person. It only learns that a notice waits."
        ),
        max_length=254,
    )
