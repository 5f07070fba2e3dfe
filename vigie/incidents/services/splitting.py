"""One case turns out to be two incidents."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.incidents.enums import CaseOperationKind
from vigie.incidents.models import CaseOperation, Incident, IncidentDeclaration, Qualification
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.following import holds_more_than, move_with_declarations, put_back
from vigie.incidents.services.opening import open_case
from vigie.incidents.services.operations import (
    begin_undoing,
    bring_in_step,
    hold,
    hold_two_open,
    note,
    refuse_empty,
    refuse_unless_open,
)
from vigie.incidents.services.refusals import CannotUndo, NothingLeft, NotOfTheCase


@transaction.atomic
def split(
    source: Incident,
    declarations: Collection[uuid.UUID],
    *,
    actor: User | None,
    into: Incident | None = None,
    at: datetime | None = None,
) -> CaseOperation:
    """Take declarations out of an open case into another open one, or into a new one.

    All that hangs on the case by one of these declarations goes with it. A new case is led by
    `actor` and is yet to be qualified. Raises NotOfTheCase, NothingLeft (a case keeps one
    declaration at least: merge it instead), SameCase, OtherRealm, CaseMerged or CaseClosed,
    and changes nothing then.
    """
    at = at or timezone.now()
    if into is None:
        (source,) = hold(source)
        refuse_unless_open(source)
        target = open_case(source.realm, actor=actor, at=at)
    else:
        source, target = hold_two_open(source, into)
    _refuse_wrong(source, declarations)
    operation = CaseOperation(
        kind=CaseOperationKind.SPLIT,
        source=source,
        target=target,
        done_at=at,
        done_by=actor,
        moved=move_with_declarations(source, target, declarations),
        opened_target=into is None,
    )
    operation.save(force_insert=True)
    note("incident.split", source, target, actor=actor)
    _note_moves(declarations, target, actor)
    bring_in_step(source, target)
    return operation


def _refuse_wrong(source: Incident, declarations: Collection[uuid.UUID]) -> None:
    taken = IncidentDeclaration.objects.filter(incident=source)
    chosen = taken.filter(declaration_id__in=declarations).count()
    if not declarations or chosen != len(set(declarations)):
        raise NotOfTheCase(f"not all of them are in {source.reference}")
    if chosen == taken.count():
        raise NothingLeft(f"{source.reference} would be left without any declaration")


def _note_moves(declarations: Collection[uuid.UUID], target: Incident, actor: User | None) -> None:
    for each in declarations:
        journal.record(
            "declaration.moved",
            actor=journal_name(actor),
            declaration=str(each),
            incident=str(target.pk),
        )


@transaction.atomic
def undo_split(
    operation: CaseOperation, *, actor: User | None, at: datetime | None = None
) -> Incident:
    """Bring split declarations back into the case that they came from, and return it.

    A case that the splitting opened stays as a trace that leads to it, and must hold nothing
    but what was moved: once somebody has worked on it, it is merged instead. Raises CannotUndo,
    CaseMerged or CaseClosed, and changes nothing then.
    """
    at = at or timezone.now()
    source, target = hold(operation.source, operation.target)
    begin_undoing(operation, actor=actor, at=at)
    for each in (source, target):
        refuse_unless_open(each)
    if operation.opened_target and _was_worked_on(operation, target):
        raise CannotUndo(CannotUndo.WORKED_ON)
    put_back(operation.moved, source=source, target=target)
    if operation.opened_target:
        target.merged_into, target.closed_at = source, max(at, target.opened_at)
        target.save(update_fields=["merged_into", "closed_at"])
    else:
        refuse_empty((target,))
    note("incident.split_undone", source, target, actor=actor)
    bring_in_step(source)
    if not operation.opened_target:
        bring_in_step(target)
    return source


def _was_worked_on(operation: CaseOperation, target: Incident) -> bool:
    qualified = Qualification.objects.filter(incident=target).exists()
    return qualified or holds_more_than(operation.moved, target)
