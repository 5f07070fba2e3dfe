"""What an analyst says of support: opened, moved on, time spent."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models import User
from vigie.core.forms import VigieForm
from vigie.declarations.models import Declaration
from vigie.incidents import selectors
from vigie.incidents.models import Incident, SupportRequest
from vigie.incidents.services import MOVES, Move
from vigie.surfaces.desk.forms.fields import coded
from vigie.taxonomy import terms
from vigie.taxonomy.codes import SupportState

ASKED, OFFERED = "asked", "offered"
MINUTES_AN_HOUR = 60
# Structures offered at once; beyond, one searches.
MOST_OFFERED = 300
QUARTER = Decimal("0.25")


class OpenSupportForm(VigieForm):
    """A support that a structure asks for by phone, or that the CSIRT offers."""

    declaration = forms.ModelChoiceField(
        label=_("For the structure"),
        queryset=Declaration.objects.none(),
        to_field_name="reference",
        empty_label=None,
    )
    kind = coded(_("Kind of support"), "support_kind")
    origin = forms.ChoiceField(
        label=_("Who speaks first"),
        choices=[
            (OFFERED, _("We offer it: the declarant accepts or declines")),
            (ASKED, _("The structure has asked for it, by phone for instance")),
        ],
        initial=OFFERED,
        widget=forms.RadioSelect,
    )

    def __init__(self, incident: Incident, *args: Any, structure: str = "", **kwargs: Any) -> None:
        """Offer the structures of the case that were searched for; as many as one reads through.

        Any of the case is taken. `structure`: what was searched for.
        """
        super().__init__(*args, **kwargs)
        offered, self.left_out = selectors.declarations_offered(
            incident, structure, most=MOST_OFFERED
        )
        self.searched, self.found = structure, len(offered)
        chosen = self.fields["declaration"]
        chosen.queryset = selectors.declarations_of(incident)  # type: ignore[attr-defined]
        chosen.widget.choices = [(each.reference, in_list(each)) for each in offered]
        self._keep_what_was_chosen([each.reference for each in offered])

    def _keep_what_was_chosen(self, offered: list[str]) -> None:
        """Offer first what was chosen from another list: nothing typed is lost."""
        chosen = self["declaration"].value()
        if self.is_bound and chosen and chosen not in offered:
            field: Any = self.fields["declaration"]
            if kept := field.queryset.filter(reference=chosen).first():
                field.widget.choices = [(kept.reference, in_list(kept)), *field.widget.choices]


def in_list(declaration: Declaration) -> str:
    """Return what tells a structure of the case from another in a list."""
    return f"{declaration.structure_name} ({declaration.reference})"


class MoveForm(VigieForm):
    """The next step of a request; a refusal says why."""

    to = forms.ChoiceField(label=_("Next step"), widget=forms.RadioSelect)
    refusal = coded(_("Reason, if it is declined"), "support_refusal", required=False)
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, request: SupportRequest, *args: Any, **kwargs: Any) -> None:
        """Show the steps that lead on from where the request stands.

        Any other is let through to the service, which tells a stale page from a strange one.
        """
        kwargs.setdefault("initial", {"revision": request.revision})
        super().__init__(*args, prefix=f"move-{request.pk.hex}", **kwargs)
        to = self.fields["to"]
        to.choices = terms.choices("support_state")  # type: ignore[attr-defined]
        to.widget.choices = [
            (state.value, terms.label("support_state", state)) for state in MOVES[request.state]
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where there is a refusal, and leave none elsewhere."""
        given = super().clean() or self.cleaned_data
        declines = given.get("to") == SupportState.DECLINED
        if declines and not given.get("refusal"):
            self.add_error("refusal", _("Say why: the declarant reads it."))
        if not declines:
            given["refusal"] = ""
        return given

    def move(self) -> Move:
        """Return the step that was asked for."""
        given = self.cleaned_data
        return Move(
            to=SupportState(given["to"]), refusal=given["refusal"], revision=given["revision"]
        )


class TimeForm(VigieForm):
    """Time that somebody spent on a request."""

    who = forms.ChoiceField(label=_("Who"))
    spent_on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    hours = forms.DecimalField(
        label=_("Hours"),
        help_text=_("By the quarter of an hour: 1.5 is an hour and a half."),
        min_value=QUARTER,
        max_value=24,
        decimal_places=2,
        localize=True,
    )

    def __init__(
        self,
        request: SupportRequest,
        *args: Any,
        myself: User,
        people: Sequence[User],
        **kwargs: Any,
    ) -> None:
        """Offer `people`, who handle cases; begin with oneself, today."""
        first = {"who": myself.pk, "spent_on": timezone.localdate().isoformat()}
        super().__init__(*args, prefix=f"time-{request.pk.hex}", initial=first, **kwargs)
        self.people = {str(each.pk): each for each in people}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (key, str(each)) for key, each in self.people.items()
        ]

    @property
    def person(self) -> User:
        """Who spent the time."""
        return self.people[self.cleaned_data["who"]]

    def clean_spent_on(self) -> date:
        """Refuse what has not happened yet."""
        day: date = self.cleaned_data["spent_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean_hours(self) -> Decimal:
        """Keep to quarters of an hour."""
        hours: Decimal = self.cleaned_data["hours"]
        if hours % QUARTER:
            raise ValidationError(_("Count by the quarter of an hour: 0.25, 0.5, 0.75, 1..."))
        return hours

    @property
    def minutes(self) -> int:
        """The time spent, in minutes."""
        return int(self.cleaned_data["hours"] * MINUTES_AN_HOUR)
