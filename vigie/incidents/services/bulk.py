"""One deed on several rows of a list: what was refused is said row by row, the others are done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from vigie.accounts.models import User
from vigie.declarations.models import Declaration
from vigie.incidents.models import Incident
from vigie.incidents.services.closing import close
from vigie.incidents.services.operations import hold, refuse_unless_open
from vigie.incidents.services.refusals import Refusal
from vigie.incidents.services.triage import assign_lead, take, take_into


@dataclass(frozen=True)
class Outcome:
    """What became of one row: the case that it is in or is, or why nothing was done."""

    reference: str
    incident: Incident | None = None
    refusal: Refusal | None = None


def take_each(declarations: Iterable[Declaration], *, actor: User) -> list[Outcome]:
    """Open a case for each of these declarations, led by whoever takes them."""
    return [_outcome(each.reference, _taking(each, actor)) for each in declarations]


@transaction.atomic
def take_together(declarations: Iterable[Declaration], *, actor: User) -> list[Outcome]:
    """Open one case for all of these declarations that still wait: one event, told by many."""
    outcomes: list[Outcome] = []
    incident: Incident | None = None
    for each in declarations:
        done = _outcome(each.reference, _taking(each, actor, into=incident))
        incident = incident or done.incident
        outcomes.append(done)
    return outcomes


def assign_each(incidents: Iterable[Incident], lead: User, *, actor: User) -> list[Outcome]:
    """Name who leads each of these open cases."""

    def assigning(incident: Incident) -> Callable[[], Incident]:
        def assign() -> Incident:
            (current,) = hold(incident)
            refuse_unless_open(current)
            assign_lead(current, lead, actor=actor)
            return current

        return assign

    return [_outcome(each.reference, assigning(each)) for each in incidents]


def close_each(incidents: Iterable[Incident], *, actor: User) -> list[Outcome]:
    """Close those of these cases that are qualified."""

    def closing(incident: Incident) -> Callable[[], Incident]:
        def end() -> Incident:
            close(incident, actor=actor)
            return incident

        return end

    return [_outcome(each.reference, closing(each)) for each in incidents]


def _taking(
    declaration: Declaration, actor: User, *, into: Incident | None = None
) -> Callable[[], Incident]:
    def taking() -> Incident:
        if into is None:
            return take(declaration.pk, actor=actor)
        take_into(into, declaration.pk, actor=actor)
        return into

    return taking


def _outcome(reference: str, deed: Callable[[], Incident]) -> Outcome:
    try:
        with transaction.atomic():
            return Outcome(reference, incident=deed())
    except Refusal as refusal:
        return Outcome(reference, refusal=refusal)
