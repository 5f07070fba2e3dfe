"""What merging and splitting have in common: two cases held still, what moved, who did it."""

from collections.abc import Iterable
from datetime import datetime

from vigie.accounts.models import User
from vigie.core import journal
from vigie.incidents.models import (
    CaseOperation,
    Incident,
    IncidentDeclaration,
    Qualification,
)
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.legal_reading import tell_clocks
from vigie.incidents.services.public_state import state_of, tell_declarants
from vigie.incidents.services.refusals import (
    CannotUndo,
    CaseClosed,
    CaseMerged,
    OtherRealm,
    SameCase,
)
from vigie.incidents.services.standing import refresh_standing


def hold(*incidents: Incident) -> list[Incident]:
    """Hold these cases until COMMIT and return them as they are now, in the order asked.

    Held in one order by everybody, so that two analysts who merge two cases into each other
    wait for one another and never for ever.
    """
    keys = {each.pk for each in incidents}
    held = {
        each.pk: each
        for each in Incident.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    }
    return [held[each.pk] for each in incidents]


def hold_two_open(source: Incident, target: Incident) -> tuple[Incident, Incident]:
    """Hold two open cases of one realm. Raises SameCase, OtherRealm, CaseMerged, CaseClosed."""
    if source.pk == target.pk:
        raise SameCase(f"{source.reference} is one case")
    source, target = hold(source, target)
    if source.realm != target.realm:
        raise OtherRealm(f"{source.reference} and {target.reference} are of two realms")
    for each in (source, target):
        refuse_unless_open(each)
    return source, target


def refuse_unless_open(incident: Incident) -> None:
    """Raise CaseMerged or CaseClosed unless the case is open."""
    if incident.merged_into_id is not None:
        raise CaseMerged(incident)
    if incident.closed_at is not None:
        raise CaseClosed(incident)


def note(action: str, incident: Incident, other: Incident, *, actor: User | None) -> None:
    """Write in the journal what was done on two cases."""
    journal.record(
        action, actor=journal_name(actor), incident=str(incident.pk), other=str(other.pk)
    )


def bring_in_step(*incidents: Incident) -> None:
    """Have all that follows from what a case gathers follow: after it has changed.

    Declarants are told where their case stands, clocks what the CSIRT reads, lists how to sort.
    """
    for each in incidents:
        tell_declarants(each, state_of(each))
        if qualification := Qualification.objects.filter(incident=each).first():
            tell_clocks(qualification)
        refresh_standing(each)


def begin_undoing(operation: CaseOperation, *, actor: User | None, at: datetime) -> None:
    """Mark an operation as undone. Raises CannotUndo when somebody has undone it before."""
    standing = CaseOperation.objects.filter(pk=operation.pk, undone_at=None)
    if not standing.update(undone_at=at, undone_by=actor):
        raise CannotUndo(CannotUndo.ALREADY)
    operation.undone_at, operation.undone_by = at, actor


def refuse_empty(incidents: Iterable[Incident]) -> None:
    """Raise CannotUndo where a case would hold no declaration any more."""
    for each in incidents:
        if not IncidentDeclaration.objects.filter(incident=each).exists():
            raise CannotUndo(CannotUndo.NOTHING_LEFT)
