"""What happens: the answers that are counted and compared, and the declarant's own words."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.surfaces.intake import rules, zones
from vigie.surfaces.intake.fields import (
    NOT_IN_THE_LIST,
    Choices,
    CompanyField,
    PastMomentField,
    TermField,
    term_radios,
    term_select,
)
from vigie.taxonomy import terms
from vigie.taxonomy.codes import DeclarationNature, Origin, Touched
from vigie.taxonomy.companies import NAME_MAX_LENGTH

NARRATIVE_MAX_LENGTH = 20_000
KINDS_BY_ORIGIN = [
    (Origin.MALICIOUS, _("Somebody seems to mean it")),
    (Origin.NOT_MALICIOUS, _("Nobody seems to mean it")),
    (Origin.UNKNOWN, _("It may be either")),
]
KIND_UNKNOWN = "unknown"


def kinds() -> Choices:
    """Return the kinds of incident, those that resemble each other together."""
    known = list(terms.scheme("incident_kind").terms.values())
    groups: Choices = [
        (
            name,
            [
                (term.code, term.label)
                for term in known
                if term.extra.get("origin_hint") == origin and term.code != KIND_UNKNOWN
            ],
        )
        for origin, name in KINDS_BY_ORIGIN
    ]
    return [
        ("", _("Choose in the list")),
        (KIND_UNKNOWN, terms.label("incident_kind", KIND_UNKNOWN)),
        *groups,
    ]


class IncidentForm(VigieForm):
    """The plain answers on an incident, in its first report as in the following ones."""

    kind = TermField(
        "incident_kind",
        label=_("What kind of incident is it?"),
        help_text=_("The nearest will do; it can be changed later."),
        choices=kinds,
        error_messages={"required": _("Choose the nearest kind, or “Not known yet”.")},
    )
    detected_at = PastMomentField(
        label=_("When was it noticed?"),
        help_text=_("Your best estimate. Some legal delays are counted from this time."),
        error_messages={"required": _("Say when it was noticed, even roughly.")},
    )
    started_at = PastMomentField(
        label=_("When did it begin, if you know?"),
        required=False,
    )
    zone = forms.TypedChoiceField(
        label=_("Time zone of the times you give"),
        choices=zones.choices,
        required=False,
        error_messages={"invalid_choice": NOT_IN_THE_LIST},
    )
    care_impact = term_radios(
        "care_impact",
        label=_("Is care affected?"),
        required_message=_("Say whether care is affected, or “Not known yet”."),
    )
    endangerment = term_radios(
        "endangerment",
        label=_("Are patients or residents in danger?"),
        required_message=_("Say whether anybody is in danger, or “Not known yet”."),
    )
    data_availability = term_select(
        "touched",
        preselected=Touched.UNKNOWN,
        label=_("Health data: can they no longer be reached?"),
        help_text=_("Records locked, encrypted, lost or out of reach."),
    )
    data_integrity = term_select(
        "touched",
        preselected=Touched.UNKNOWN,
        label=_("Health data: may they be wrong?"),
        help_text=_("Records altered, mixed up or incomplete."),
    )
    data_confidentiality = term_select(
        "touched",
        preselected=Touched.UNKNOWN,
        label=_("Health data: may somebody have seen or taken them?"),
        help_text=_("Records read, copied or published without authorisation."),
    )
    origin = term_select("origin", preselected=Origin.UNKNOWN, label=_("Did somebody mean it?"))
    others_touched = term_select(
        "touched",
        preselected=Touched.UNKNOWN,
        label=_("Are other structures or providers touched?"),
    )
    provider = CompanyField(
        label=_("Does it come from a provider? Which company?"),
        help_text=_(
            "Hosting company, software vendor, maintenance or network provider that failed or was "
            "attacked. Its name alone, never a person’s: it is stored in clear, so that the CSIRT "
            "sees at once who else is touched."
        ),
        required=False,
        max_length=NAME_MAX_LENGTH,
    )
    cross_border = term_select(
        "touched",
        preselected=Touched.UNKNOWN,
        label=_("Is another country touched, or could it be?"),
        help_text=_("Structures or patients abroad, as with a shared provider or near a border."),
    )

    # What “local time” means; the declare page knows better once it knows the structure.
    local_zone = settings.TIME_ZONE
    # The order of the page, which the list of errors and the list of questions follow.
    field_order = (
        "kind",
        "narrative",
        "detected_at",
        "zone",
        "care_impact",
        "endangerment",
    )

    @property
    def zone_meant(self) -> str:
        """The zone in which the moments are given."""
        chosen = self.data.get("zone", zones.LOCAL)
        return chosen if chosen in dict(zones.named()) else self.local_zone

    def full_clean(self) -> None:
        """Read every moment in the zone that is meant."""
        with timezone.override(self.zone_meant):
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        """See that nothing was noticed before it began, nor ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        for name, words in rules.disorder(cleaned).items():
            self.add_error(name, str(words))
        return cleaned


class FirstIncidentForm(IncidentForm):
    """What is asked of an incident only once, when it is declared."""

    narrative = forms.CharField(
        label=_("What is happening?"),
        help_text=_("In your own words: what you see, what stopped, what you have already done."),
        max_length=NARRATIVE_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Tell us in a few words what is happening.")},
    )
    others_detail = forms.CharField(
        label=_("Which ones?"),
        help_text=_("Other structures, hosting company, software vendor, shared service."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    nature = term_select(
        "declaration_nature",
        preselected=DeclarationNature.MANDATORY,
        label=_("Is this declaration mandatory?"),
        help_text=_(
            "Voluntary declarations and near misses are welcome. If unsure, leave “Mandatory”."
        ),
    )
