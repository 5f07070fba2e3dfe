"""The CSIRT asks a declarant for a report: a clock that starts when somebody asks."""

from datetime import datetime

from django.db import IntegrityError, transaction

from vigie.core import journal, outbox
from vigie.core.pace import clock_speed
from vigie.declarations.enums import AskedBy, Withdrawn
from vigie.declarations.models import Clock, Declaration, Receipt
from vigie.declarations.models.clock import OPEN
from vigie.declarations.services.clocks import next_due, received_here
from vigie.taxonomy import regimes
from vigie.taxonomy.codes import ClockStart, ReportStage
from vigie.taxonomy.regimes.delays import PARIS

STAGE = ReportStage.INTERMEDIATE


class AlreadyRequested(Exception):  # noqa: N818 - reads as the answer it is
    """An intermediate report was asked for already, and has not come. Nothing is changed."""


class NobodyToAsk(Exception):  # noqa: N818 - reads as the answer it is
    """The declaration comes from a history: its declarant has no receipt to come back with."""


class NotRequested(Exception):  # noqa: N818 - reads as the answer it is
    """No request waits for a report: it came, or somebody withdrew the request."""


@transaction.atomic
def request_report(
    declaration: Declaration, *, due_at: datetime | None, actor: str, at: datetime
) -> Clock:
    """Ask for an intermediate report by a time, and return its clock.

    `due_at` None: what the regime's own stage on request says, else without delay. Raises
    AlreadyRequested or NobodyToAsk.
    """
    receipt = Receipt.objects.filter(declaration_id=declaration.pk).first()
    if receipt is None:
        raise NobodyToAsk
    regime = _regime(receipt, at)
    stage = regime.stage(STAGE)
    if due_at is None and stage is not None:
        due_at = stage.delay.due(at, speed=clock_speed())
    clock = Clock(
        receipt=receipt,
        regime=regime.code,
        stage=STAGE,
        status=regimes.OWED,
        started_at=at,
        due_at=due_at,
        asked_by=AskedBy.REQUEST,
    )
    try:
        with transaction.atomic():
            clock.save(force_insert=True)
    except IntegrityError:
        raise AlreadyRequested from None
    _note("report.requested", clock, actor=actor, at=at)
    return clock


@transaction.atomic
def cancel_request(declaration: Declaration, *, actor: str, at: datetime) -> None:
    """Ask no more for the report that was asked for. Raises NotRequested."""
    waiting = Clock.objects.filter(
        OPEN, receipt__declaration_id=declaration.pk, asked_by=AskedBy.REQUEST
    ).select_related("receipt")
    clock = waiting.first()
    withdrawn = {"withdrawn_at": at, "withdrawn_because": Withdrawn.REQUEST_CANCELLED}
    if clock is None or not Clock.objects.filter(OPEN, pk=clock.pk).update(**withdrawn):
        raise NotRequested
    _note("report.request_cancelled", clock, actor=actor, at=at)


def _regime(receipt: Receipt, at: datetime) -> regimes.Regime:
    """Return the regime under which we may ask: one that foresees it, else one that applies."""
    day = at.astimezone(PARIS).date()
    applies = set(receipt.clocks.values_list("regime", flat=True))
    ours = [each for each in regimes.all_regimes().values() if received_here(each.code)]

    def preference(each: regimes.Regime) -> tuple[bool, bool, bool]:
        foreseen = any(stage.clock == ClockStart.REQUEST for stage in each.stages)
        return (not each.in_force_on(day), each.code not in applies, not foreseen)

    return min(ours, key=preference)


def _note(action: str, clock: Clock, *, actor: str, at: datetime) -> None:
    key, due_at = clock.receipt.declaration_id, next_due(clock.receipt.clocks.all())
    Declaration.objects.filter(pk=key).update(
        next_due_at=due_at, late_since=due_at if due_at and due_at < at else None
    )
    outbox.enqueue("declaration.moved", declaration=str(key))
    journal.record(action, actor=actor, declaration=str(key), clock=str(clock.pk))
