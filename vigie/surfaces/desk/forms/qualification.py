"""What the CSIRT decides of a case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.core.forms.in_clear import clean_line_in_clear
from vigie.declarations.models import Declaration
from vigie.incidents.models import Incident, Qualification
from vigie.incidents.services import QualificationValues
from vigie.surfaces.desk.forms.fields import NO, YES, coded, yes_or_no
from vigie.taxonomy import terms
from vigie.taxonomy.companies import NAME_MAX_LENGTH

# Where the declarant and the analyst answer the same question with the same codes.
SHARED = (
    "origin",
    "kind",
    "care_impact",
    "endangerment",
    "data_availability",
    "data_integrity",
    "data_confidentiality",
)


def rsit_choices() -> list[tuple[str, Any]]:
    """Return the classes of the RSIT by group, after the one that the kind suggests."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, label in terms.choices("rsit"):
        predicate, _colon, _class = code.partition(":")
        groups.setdefault(terms.label("rsit_predicate", predicate), []).append((code, label))
    return [("", _("The class suggested by the kind")), *groups.items()]


def suggested_class(kind: str) -> str:
    """Return the class of the RSIT that a kind of incident suggests."""
    return str(terms.term("incident_kind", kind).extra["rsit"])


class QualificationForm(VigieForm):
    """What the CSIRT decides of a case."""

    in_scope = yes_or_no(_("In the scope of the CSIRT"), _("In scope"), _("Out of scope"))
    kind = coded(_("Kind of incident"), "incident_kind")
    rsit = forms.ChoiceField(label=_("RSIT class"), choices=rsit_choices, required=False)
    origin = coded(_("Origin"), "origin")
    care_impact = coded(_("Effect on care"), "care_impact")
    endangerment = coded(_("Danger to patients"), "endangerment")
    data_availability = coded(_("Health data unavailable"), "touched")
    data_integrity = coded(_("Health data altered"), "touched")
    data_confidentiality = coded(_("Health data disclosed"), "touched")
    severity = coded(_("Severity"), "severity")
    significant = yes_or_no(
        _("Significant incident"),
        _("Significant"),
        _("Not significant"),
        help_text=_(
            "Public health code, L. 1111-8-2: it touches how care is organised in a region or "
            "the country (d), or may touch other structures (e)."
        ),
    )
    support_given = coded(_("Support given"), "support_given")
    provider = forms.CharField(
        label=_("Provider at the origin, stored in clear"),
        help_text=_(
            "Name of the company whose failure or compromise is the cause. Declarations that "
            "name it too are suggested for this case."
        ),
        max_length=NAME_MAX_LENGTH,
        required=False,
    )
    summary = forms.CharField(
        label=_("Summary, stored in clear: no name, no personal data"),
        help_text=_("200 characters at most. Anybody who can read the database can read it."),
        max_length=200,
        required=False,
    )
    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say which class of the RSIT the kind suggests."""
        super().__init__(*args, **kwargs)
        kind = self["kind"].value()
        if kind in terms.scheme("incident_kind"):
            self.fields["rsit"].help_text = _("For “%(kind)s”: %(class)s.") % {
                "kind": terms.label("incident_kind", kind),
                "class": terms.label("rsit", suggested_class(kind)),
            }

    def clean_summary(self) -> str:
        """Keep one line, and stop what is plainly personal before it is stored in clear."""
        return clean_line_in_clear(self.cleaned_data["summary"])

    def clean_provider(self) -> str:
        """Keep the name of a company, never somebody's address."""
        return clean_line_in_clear(self.cleaned_data["provider"])

    def values(self) -> QualificationValues:
        """Return what was decided; a class left to the kind is the one it suggests."""
        decided = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        decided["rsit"] = decided["rsit"] or suggested_class(decided["kind"])
        return QualificationValues(**decided)


def saved_answers(incident: Incident, qualification: Qualification) -> dict[str, Any]:
    """Return a qualification as the form's answers."""
    answers = {name: getattr(qualification, name) for name in (*SHARED, "severity")}
    own_class = qualification.rsit != suggested_class(qualification.kind)
    return {
        **answers,
        "in_scope": YES if qualification.in_scope else NO,
        "significant": YES if qualification.significant else NO,
        "rsit": qualification.rsit if own_class else "",
        "support_given": qualification.support_given,
        "provider": incident.provider,
        "summary": incident.summary,
        "revision": qualification.revision,
    }


def proposed_answers(declarations: Sequence[Declaration]) -> dict[str, Any]:
    """Return what was first declared as the answers to begin with, for the analyst to judge."""
    answers = {name: getattr(declarations[0], name) for name in SHARED}
    providers = (each.provider for each in declarations if each.provider)
    return {**answers, "provider": next(providers, "")}
