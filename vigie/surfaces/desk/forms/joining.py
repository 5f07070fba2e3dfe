"""Which case a declaration joins."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models import User
from vigie.core.forms import VigieForm
from vigie.declarations.models import Declaration
from vigie.incidents import selectors
from vigie.incidents.models import Incident
from vigie.surfaces.desk.forms.grouping import CaseReferenceField, case_of_register
from vigie.taxonomy import terms


class JoinForm(VigieForm):
    """Which open case takes a declaration in: one of those offered, or any by its reference."""

    into = CaseReferenceField(
        label=_("Open case"), required=False, max_length=40, widget=forms.Select
    )
    reference = CaseReferenceField(
        label=_("Or the reference of another case"),
        help_text=_("For example INC-K7QF-M3XD."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, user: User, declaration: Declaration, *args: Any, **kwargs: Any) -> None:
        """Take the declaration, and who looks for its case."""
        super().__init__(*args, **kwargs)
        self.user, self.declaration = user, declaration

    def offer(self, suggested: Sequence[Incident]) -> "JoinForm":
        """Offer the open cases that were found alike, then the newest; no more however many."""
        offered = selectors.joinable_cases(self.declaration, suggested)
        alike = {each.pk for each in suggested}
        groups = [
            (_("May be the same incident"), [each for each in offered if each.pk in alike]),
            (_("Newest"), [each for each in offered if each.pk not in alike]),
        ]
        self.offers = bool(offered)
        self.fields["into"].widget.choices = [
            ("", _("Choose")),
            *((name, [choice(each) for each in group]) for name, group in groups if group),
        ]
        return self

    def clean_into(self) -> Incident | None:
        """Return the case that was chosen, still open."""
        return self._open_case("into")

    def clean_reference(self) -> Incident | None:
        """Return the case whose reference was typed, where it is open."""
        return self._open_case("reference")

    def clean(self) -> None:
        """Ask for one case, and one alone."""
        if self.errors:
            return
        into, typed = self.cleaned_data.get("into"), self.cleaned_data.get("reference")
        if into is None and typed is None:
            self.add_error("into", _("Choose a case, or type the reference of one."))
        elif into and typed and into != typed:
            self.add_error("reference", _("Choose a case or type a reference, not both."))

    @property
    def incident(self) -> Incident:
        """The case that takes the declaration in."""
        found: Incident = self.cleaned_data["into"] or self.cleaned_data["reference"]
        return found

    def _open_case(self, field: str) -> Incident | None:
        reference = self.cleaned_data[field]
        if not reference:
            return None
        found = case_of_register(self.user, self.declaration.realm, reference)
        if found.closed_at is not None:
            raise ValidationError(_("This case is closed. Reopen it first, or choose another."))
        return found


def choice(incident: selectors.ListedCase) -> tuple[str, str]:
    """Return what tells a case from another in a list."""
    kind = terms.label("incident_kind", incident.kind)
    return incident.reference, f"{incident.reference} · {incident.structure_name} · {kind}"
