"""The life of a request for support: asked, offered, accepted, under way, ended, declined."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.core.pace import as_lived
from vigie.declarations import services as declarations
from vigie.declarations.models import Declaration
from vigie.declarations.models.standing import ANSWERED_WITHIN
from vigie.incidents import access
from vigie.incidents.models import Incident, SupportRequest, SupportTime
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.operations import hold, refuse_unless_open
from vigie.incidents.services.refusals import (
    CannotLead,
    ImpossibleMove,
    StaleSupport,
    SupportOpen,
)
from vigie.taxonomy.codes import HelpWanted, SupportKind, SupportRefusal, SupportState

KIND_OF_HELP: Mapping[str, SupportKind] = {
    HelpWanted.ADVICE: SupportKind.ADVICE,
    HelpWanted.REMOTE: SupportKind.REMOTE_INVESTIGATION,
    HelpWanted.ON_SITE: SupportKind.ON_SITE,
    HelpWanted.COORDINATION: SupportKind.COORDINATION,
}
# From each state, where an analyst may take a request.
MOVES: Mapping[str, tuple[SupportState, ...]] = {
    SupportState.ASKED: (SupportState.OFFERED, SupportState.UNDER_WAY, SupportState.DECLINED),
    SupportState.OFFERED: (SupportState.ACCEPTED, SupportState.UNDER_WAY, SupportState.DECLINED),
    SupportState.ACCEPTED: (SupportState.UNDER_WAY, SupportState.DECLINED),
    SupportState.UNDER_WAY: (SupportState.ENDED,),
    SupportState.ENDED: (SupportState.UNDER_WAY,),
    SupportState.DECLINED: (SupportState.OFFERED, SupportState.UNDER_WAY),
}


@dataclass(frozen=True, kw_only=True)
class Move:
    """Where to take a request, from the revision that its author has read."""

    to: SupportState
    revision: int
    # Why, when it is declined: a code of the scheme support_refusal.
    refusal: str = ""


def open_support(  # noqa: PLR0913 - each is one thing to know of it
    incident: Incident,
    declaration_id: uuid.UUID,
    kind: str,
    *,
    offered: bool,
    actor: User | None,
    at: datetime | None = None,
) -> SupportRequest:
    """Open a request: the structure asked for it by phone, or the CSIRT offers it of itself.

    Raises SupportOpen when the same support for the same structure is open already, and
    CaseMerged or CaseClosed.
    """
    at = at or timezone.now()
    request = SupportRequest(
        incident=incident,
        declaration_id=declaration_id,
        kind=kind,
        state=SupportState.OFFERED if offered else SupportState.ASKED,
        asked_by_structure=not offered,
        asked_at=at,
        # Who records a call or makes an offer is answering.
        answered_at=at,
        offers=1 if offered else 0,
        responsible=actor,
    )
    try:
        with transaction.atomic():
            # Held, so that nobody closes or merges it meanwhile.
            (current,) = hold(incident)
            refuse_unless_open(current)
            request.save(force_insert=True)
            _record(request, "support.offered" if offered else "support.asked", actor)
            _show(request, at)
    except IntegrityError:
        raise SupportOpen(f"{kind} is open for {declaration_id}") from None
    return request


def open_what_was_asked(
    incident: Incident, declaration: Declaration, *, asked_at: datetime
) -> None:
    """Open a request for the help that a declarant wants, unless that was done before.

    What an imported history says was wanted in its time asks nothing of anybody.
    """
    kind = KIND_OF_HELP.get(declaration.help_wanted)
    if kind is None or declaration.import_key:
        return
    if SupportRequest.objects.filter(declaration=declaration, kind=kind).exists():
        return
    request = SupportRequest(
        incident=incident,
        declaration=declaration,
        kind=kind,
        asked_at=asked_at,
        answer_due_at=asked_at + as_lived(ANSWERED_WITHIN),
    )
    try:
        with transaction.atomic():
            request.save(force_insert=True)
            journal.record(
                "support.asked",
                actor="declarant",
                incident=str(incident.pk),
                declaration=str(declaration.pk),
                support=str(request.pk),
            )
            _show(request, asked_at)
    except IntegrityError:
        # The worker and an analyst came upon it at the same moment.
        return


@transaction.atomic
def move_support(
    request: SupportRequest, move: Move, *, actor: User | None, at: datetime | None = None
) -> None:
    """Take a request to another state, and show it to the declarant.

    Raises StaleSupport when somebody changed it since, ImpossibleMove when no step leads there
    or when a refusal has no reason.
    """
    at = at or timezone.now()
    declines = move.to == SupportState.DECLINED
    if declines != bool(move.refusal) or (declines and move.refusal not in set(SupportRefusal)):
        raise ImpossibleMove(f"{move.to} with the reason “{move.refusal}”")
    current = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if current.revision != move.revision:
        raise StaleSupport(current)
    if move.to not in MOVES[current.state]:
        raise ImpossibleMove(f"{current.state} to {move.to}")
    _refuse_if_open_elsewhere(current)
    for column, value in _changes(current, move, at).items():
        setattr(current, column, value)
    current.save()
    _record(current, f"support.{move.to}", actor)
    _show(current, at)


@transaction.atomic
def note_answer(request: SupportRequest, *, actor: User, at: datetime | None = None) -> None:
    """Record that the structure was answered, by phone or otherwise; the first answer stands."""
    unanswered = SupportRequest.objects.filter(pk=request.pk, answered_at=None)
    if unanswered.update(answered_at=at or timezone.now()):
        _record(request, "support.answered", actor)


@transaction.atomic
def assign_support(request: SupportRequest, person: User, *, actor: User | None) -> None:
    """Name who takes care of a request. Raises CannotLead."""
    if not access.can_handle(person):
        raise CannotLead(f"{person.pk} does not handle cases")
    SupportRequest.objects.filter(pk=request.pk).update(responsible=person)
    _record(request, "support.assigned", actor, person=str(person.pk))


@transaction.atomic
def spend_time(
    request: SupportRequest, *, person: User, minutes: int, on: date, actor: User | None
) -> SupportTime:
    """Record time spent, in minutes (1 to 1440), by one person on one day."""
    spent = SupportTime(support=request, person=person, minutes=minutes, spent_on=on)
    spent.full_clean(exclude=["support", "person"])
    spent.save(force_insert=True)
    _record(request, "support.time_spent", actor, time=str(spent.pk))
    return spent


@transaction.atomic
def void_time(spent: SupportTime, *, actor: User) -> None:
    """Take back a time recorded by mistake; it stays in the records, counted nowhere."""
    standing = SupportTime.objects.filter(pk=spent.pk, voided_at=None)
    if standing.update(voided_at=timezone.now()):
        _record(spent.support, "support.time_voided", actor, time=str(spent.pk))


def take_reply(request: SupportRequest, *, accepts: bool, offer: int, at: datetime) -> None:
    """Move a request as its declarant answered, unless the desk has moved it meanwhile."""
    if request.state != SupportState.OFFERED or request.offers != offer:
        return
    move = Move(
        to=SupportState.ACCEPTED if accepts else SupportState.DECLINED,
        refusal="" if accepts else SupportRefusal.BY_STRUCTURE,
        revision=request.revision,
    )
    move_support(request, move, actor=None, at=at)


def _refuse_if_open_elsewhere(current: SupportRequest) -> None:
    if current.state not in {SupportState.ENDED, SupportState.DECLINED}:
        return
    others = SupportRequest.objects.filter(declaration=current.declaration_id, kind=current.kind)
    ended = [SupportState.ENDED, SupportState.DECLINED]
    if others.exclude(pk=current.pk).exclude(state__in=ended).exists():
        raise SupportOpen(f"{current.kind} is open for {current.declaration_id}")


def _changes(current: SupportRequest, move: Move, at: datetime) -> dict[str, Any]:
    changes: dict[str, Any] = {
        "state": move.to,
        "refusal": move.refusal,
        "revision": current.revision + 1,
        "answered_at": current.answered_at or at,
    }
    if move.to == SupportState.OFFERED:
        changes["offers"] = current.offers + 1
    if move.to == SupportState.UNDER_WAY:
        changes |= {"started_at": current.started_at or at, "ended_at": None}
    if move.to in {SupportState.ENDED, SupportState.DECLINED}:
        changes["ended_at"] = at
    return changes


def _record(request: SupportRequest, action: str, actor: User | None, **ids: str) -> None:
    journal.record(
        action,
        actor=journal_name(actor),
        incident=str(request.incident_id),
        declaration=str(request.declaration_id),
        support=str(request.pk),
        **ids,
    )


def _show(request: SupportRequest, at: datetime) -> None:
    standing = declarations.SupportStanding(
        kind=request.kind, state=request.state, refusal=request.refusal, offers=request.offers
    )
    declarations.show_support(request.pk, request.declaration_id, standing, at=at)
