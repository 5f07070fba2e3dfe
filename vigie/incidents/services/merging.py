"""Two cases turn out to be one incident."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.incidents.enums import CaseOperationKind
from vigie.incidents.models import CaseOperation, Incident
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.following import bring_all, cases_left_behind, take_apart
from vigie.incidents.services.indexing import reindex
from vigie.incidents.services.operations import (
    begin_undoing,
    bring_in_step,
    hold,
    hold_two_open,
    note,
    refuse_empty,
    refuse_unless_open,
)
from vigie.incidents.services.refusals import CannotUndo

# What the survivor takes over where it has nothing of its own; the first of a group decides.
TAKEN_OVER = (("lead_id",), ("provider", "provider_key"))
# How the journal names what both cases had, where that changed what the survivor says.
JOINED = {"incidents.Indicator": "indicator.joined", "incidents.Task": "task.joined"}


@transaction.atomic
def merge(
    source: Incident, into: Incident, *, actor: User | None, at: datetime | None = None
) -> CaseOperation:
    """Merge an open case into another open one of its realm, and return what to undo it by.

    Its declarations, and all else that follows a case, go to the survivor, whose lead,
    qualification and reference stand. What both have is there once: an indicator with the
    strictest marking of both, a task at its furthest. The merged case stays as a closed trace
    that says where it went. Raises SameCase, OtherRealm, CaseMerged or CaseClosed, and changes
    nothing then.
    """
    at = at or timezone.now()
    source, into = hold_two_open(source, into)
    operation = CaseOperation(
        kind=CaseOperationKind.MERGED,
        source=source,
        target=into,
        done_at=at,
        done_by=actor,
        filled=_take_over(source, into),
    )
    bring_all(operation)
    operation.save(force_insert=True)
    # No case closes before it was opened, whatever the clock of a history says.
    source.merged_into, source.closed_at = into, max(at, source.opened_at)
    source.save(update_fields=["merged_into", "closed_at"])
    note("incident.merged", into, source, actor=actor)
    _note_joined(operation, actor)
    bring_in_step(into)
    reindex(source)
    return operation


def _note_joined(operation: CaseOperation, actor: User | None) -> None:
    for label, deed in JOINED.items():
        if changed := sum("after" in pair for pair in operation.joined.get(label, [])):
            journal.record(
                deed,
                actor=journal_name(actor),
                incident=str(operation.target_id),
                other=str(operation.source_id),
                number=str(changed),
            )


def _take_over(source: Incident, into: Incident) -> dict[str, Any]:
    filled = {
        name: getattr(source, name)
        for names in TAKEN_OVER
        for name in names
        if not getattr(into, names[0]) and getattr(source, names[0])
    }
    for name, value in filled.items():
        setattr(into, name, value)
    if filled:
        into.save(update_fields=[name.removesuffix("_id") for name in filled])
    return filled


@transaction.atomic
def undo_merge(
    operation: CaseOperation, *, actor: User | None, at: datetime | None = None
) -> Incident:
    """Make two cases again of what was merged, as they were, and return the one that is back.

    What was received, written or decided on the survivor since stays there. Raises CannotUndo,
    CaseMerged or CaseClosed (of the survivor), and changes nothing then.
    """
    source, target = hold(operation.source, operation.target)
    begin_undoing(operation, actor=actor, at=at or timezone.now())
    refuse_unless_open(target)
    if source.merged_into_id != target.pk:
        raise CannotUndo(CannotUndo.MOVED_ON)
    operation.refresh_from_db(fields=["moved", "joined", "filled"])
    later = _later(operation)
    take_apart(operation, later)
    CaseOperation.objects.bulk_update(later, ["moved", "joined"])
    refuse_empty((source, target))
    _give_back(operation.filled, target)
    source.merged_into, source.closed_at = None, None
    source.save(update_fields=["merged_into", "closed_at"])
    note("incident.merge_undone", target, source, actor=actor)
    bring_in_step(source, target)
    return source


def _later(operation: CaseOperation) -> list[CaseOperation]:
    """Return the mergings into the same case since, oldest first."""
    standing = CaseOperation.objects.select_for_update(of=("self",)).select_related(
        "source", "target"
    )
    return list(
        standing.filter(
            kind=CaseOperationKind.MERGED,
            target=operation.target,
            undone_at=None,
            pk__gt=operation.pk,
        ).order_by("pk")
    )


def _give_back(filled: dict[str, Any], target: Incident) -> None:
    """Empty again what the survivor took over, unless somebody has changed it since."""
    kept = {name for names in TAKEN_OVER for name in names if _changed(names, filled, target)}
    emptied = [name for name in filled if name not in kept]
    for name in emptied:
        setattr(target, name, None if name == "lead_id" else "")
    if emptied:
        target.save(update_fields=[name.removesuffix("_id") for name in emptied])


def _changed(names: tuple[str, ...], filled: dict[str, Any], target: Incident) -> bool:
    return any(name in filled and getattr(target, name) != filled[name] for name in names)


def bring_what_was_left_behind(*, lately: timedelta | None = None) -> int:
    """Bring to the survivors what was hung on a case while somebody merged it; return how many.

    Idempotent. It is added to what the merging moved, so that undoing puts it back too.
    `lately`: look only at cases merged since then; without it, at all.
    """
    brought = 0
    for key in cases_left_behind(timezone.now() - lately if lately is not None else None):
        with transaction.atomic():
            (source,) = hold(Incident(pk=key))
            operation = (
                CaseOperation.objects.select_for_update(of=("self",))
                .select_related("source", "target")
                .filter(source=source, kind=CaseOperationKind.MERGED, undone_at=None)
                .last()
            )
            if operation is None:
                continue
            moved = bring_all(operation)
            operation.save(update_fields=["moved", "joined"])
            if moved:
                note("incident.followed", operation.target, source, actor=None)
            brought += moved
    return brought
