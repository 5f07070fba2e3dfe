"""Which case a declaration joins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.declarations.models import Declaration
from vigie.incidents import selectors
from vigie.incidents.models import Incident
from vigie.taxonomy import terms


class JoinForm(VigieForm):
    """Which open case takes a declaration in."""

    into = forms.ModelChoiceField(
        label=_("Open case"),
        queryset=Incident.objects.none(),
        to_field_name="reference",
        empty_label=_("Choose"),
    )

    def __init__(self, declaration: Declaration, *args: Any, **kwargs: Any) -> None:
        """Offer the open cases of the declaration's realm."""
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        into.queryset = selectors.joinable_cases(declaration)  # type: ignore[attr-defined]
        into.label_from_instance = case_label  # type: ignore[attr-defined]


def case_label(incident: selectors.ListedCase) -> str:
    """Return what tells a case from another in a list."""
    kind = terms.label("incident_kind", incident.kind)
    return f"{incident.reference} · {incident.structure_name} · {kind}"
