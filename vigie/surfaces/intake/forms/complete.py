"""Completing a declaration: every answer again, as it is known now, and what was left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.surfaces.intake.fields import (
    Choices,
    CountField,
    PastDayField,
    PastMomentField,
    TermField,
    TermsField,
    described,
)
from vigie.surfaces.intake.forms.contact import ContactForm
from vigie.surfaces.intake.forms.incident import NARRATIVE_MAX_LENGTH, IncidentForm
from vigie.taxonomy import regimes, terms
from vigie.taxonomy.codes import ReportStage

MOST_PERSONS = 100_000_000
# The first report is made by declaring, never by completing.
NOT_TO_COMPLETE = (ReportStage.EARLY_WARNING,)
LONG_TEXT = {"rows": 4}


class StageForm(VigieForm):
    """Which report this is."""

    stage = TermField(
        "report_stage",
        exclude=lambda: NOT_TO_COMPLETE,
        label=_("What are you sending?"),
        choices=described("report_stage", exclude=NOT_TO_COMPLETE),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you are sending. If unsure: addendum.")},
    )


class CourseForm(IncidentForm):
    """The course of the incident: what was answered before, and what is now known better."""

    ended_at = PastMomentField(label=_("When did it end, if it has?"), required=False)
    degraded_since = PastMomentField(
        label=_("Degraded mode: since when?"),
        help_text=_("Paper, fallback procedures, postponed care."),
        required=False,
    )
    degraded_until = PastMomentField(label=_("Degraded mode: until when?"), required=False)
    systems = TermsField("system", label=_("Which systems are touched?"))
    persons_affected = CountField(
        label=_("How many persons do the data concern?"),
        help_text=_("Patients, residents and staff. An estimate will do; empty if unknown."),
        required=False,
        min_value=0,
        max_value=MOST_PERSONS,
    )

    def clean_systems(self) -> tuple[str, ...]:
        """Return the systems as the facts hold them."""
        return tuple(self.cleaned_data["systems"])


class WordsForm(VigieForm):
    """What is told in one's own words. Sealed as soon as it is received."""

    narrative = forms.CharField(
        label=_("What is new?"),
        required=False,
        max_length=NARRATIVE_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    others_detail = forms.CharField(
        label=_("Which other structures or providers are touched?"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    causes = forms.CharField(
        label=_("What caused it, as far as you know?"),
        required=False,
        max_length=NARRATIVE_MAX_LENGTH,
        widget=forms.Textarea(attrs=LONG_TEXT),
    )
    measures = forms.CharField(
        label=_("Which measures were taken?"),
        help_text=_("To contain it, to repair, to keep it from happening again."),
        required=False,
        max_length=NARRATIVE_MAX_LENGTH,
        widget=forms.Textarea(attrs=LONG_TEXT),
    )


class NewContactForm(ContactForm):
    """Somebody else to call from now on; left empty when nobody changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for nothing unless something is given."""
        super().__init__(*args, **kwargs)
        for name in ("contact_name", "contact_phone"):
            self.fields[name].required = self.is_given

    @property
    def is_given(self) -> bool:
        """Whether anything was typed."""
        return any(self.data.get(name) for name in self.fields)


def told_by_declaring() -> set[str]:
    """Return the authorities that declaring here tells."""
    return {each.recipient for each in regimes.all_regimes().values() if each.received_here}


def other_authorities() -> Choices:
    """Return the authorities but those that declaring here tells."""
    others = terms.choices("authority", exclude=told_by_declaring())
    return [("", _("Choose in the list")), *others]


class AuthorityForm(VigieForm):
    """One other authority that has already been told."""

    authority = TermField(
        "authority",
        label=_("Authority"),
        choices=other_authorities,
        exclude=told_by_declaring,
        required=False,
    )
    told_on = PastDayField(label=_("Told on"), required=False)
    told_reference = forms.CharField(
        label=_("Its reference, if it gave one"), required=False, max_length=100
    )

    @property
    def is_given(self) -> bool:
        """Whether anything was typed in this row."""
        return any(self.data.get(self.add_prefix(name)) for name in self.fields)

    def clean(self) -> dict[str, Any]:
        """Ask which authority a date or a reference speaks of."""
        cleaned = super().clean() or self.cleaned_data
        if self.is_given and cleaned.get("authority") == "":
            self.add_error("authority", _("Choose the authority that was told."))
        return cleaned
