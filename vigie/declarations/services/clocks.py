"""The legal clocks of a declaration, started from regime data."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from vigie.core import journal
from vigie.core.pace import clock_speed
from vigie.declarations.enums import AskedBy
from vigie.declarations.models import Clock, Receipt
from vigie.declarations.services.submissions import PlainFacts
from vigie.taxonomy import regimes
from vigie.taxonomy.codes import DatePrecision
from vigie.taxonomy.regimes.delays import PARIS

# What is owed: under which regime, at which stage.
Key = tuple[str, str]
Told = Mapping[str, Sequence[regimes.Start]]
# Stage and time of each report, oldest first.
Reports = Sequence[tuple[str, datetime]]


def asked(  # noqa: PLR0913 - each is something that the law looks at
    receipt: Receipt,
    facts: PlainFacts,
    *,
    structure_kind: str,
    reports: Reports,
    told: Told,
    aware_at: datetime | None = None,
) -> dict[Key, regimes.Obligation]:
    """Return what the law in force at reception asks, if these are the facts."""
    legal_facts = regimes.DeclaredFacts(
        structure_kind=structure_kind,
        received_at=receipt.received_at,
        detected_at=facts.detected_at,
        detected_precision=facts.detected_precision,
        aware_at=aware_at,
        kind=facts.kind,
        origin=facts.origin,
        care_impact=facts.care_impact,
        endangerment=facts.endangerment,
        data_availability=facts.data_availability,
        data_integrity=facts.data_integrity,
        data_confidentiality=facts.data_confidentiality,
        others_touched=facts.others_touched,
        systems=facts.systems,
        reported=first_reported(reports),
        told=told,
    )
    found = regimes.obligations(legal_facts, at=receipt.received_at, speed=clock_speed())
    return {(obligation.regime, obligation.stage): obligation for obligation in found}


def first_reported(reports: Reports) -> dict[str, datetime]:
    """Return when each stage was first reported."""
    first: dict[str, datetime] = {}
    for stage, at in reports:
        first.setdefault(stage, at)
    return first


def start_clocks(
    receipt: Receipt, facts: PlainFacts, *, structure_kind: str, reports: Reports, told: Told
) -> list[Clock]:
    """Insert the clocks that these facts start and that there are not yet; return them.

    `note_started` then says so in the journal. Under the front's database rights, which do not
    let a clock be changed: what the facts end or correct is for the desk's process, a moment
    later (`refresh_current_facts`).
    """
    known = [clock for clock in receipt.clocks.all() if clock.withdrawn_at is None]
    running = {(clock.regime, clock.stage, clock.status) for clock in known}
    done = {(clock.regime, clock.stage) for clock in known if clock.met_at}
    found = asked(receipt, facts, structure_kind=structure_kind, reports=reports, told=told)
    started = [
        new_clock(receipt, obligation)
        for key, obligation in found.items()
        if key not in done and (*key, obligation.status) not in running
    ]
    # Somebody else may be completing the same declaration: one of the two starts it.
    Clock.objects.bulk_create(started, ignore_conflicts=True)
    ours = set(receipt.clocks.values_list("pk", flat=True))
    return [clock for clock in started if clock.pk in ours]


def note_started(clocks: Iterable[Clock]) -> None:
    """Write in the journal that these clocks run, and which of them were met as they began."""
    clocks = list(clocks)
    note("clock.started", clocks)
    note("clock.met", [clock for clock in clocks if clock.met_at])


def note(action: str, clocks: Iterable[Clock]) -> None:
    """Write in the journal what became of each of these clocks, computed by nobody."""
    touched = [
        {"declaration": str(clock.receipt.declaration_id), "clock": str(clock.pk)}
        | ({"because": clock.withdrawn_because} if clock.withdrawn_because else {})
        for clock in clocks
    ]
    journal.record_all(action, actor="system", objects=touched)


def new_clock(
    receipt: Receipt, obligation: regimes.Obligation, *, asked_by: AskedBy = AskedBy.ANSWERS
) -> Clock:
    """Return the clock of an obligation, not yet saved; met, where it is."""
    clock = Clock(
        receipt=receipt,
        regime=obligation.regime,
        stage=obligation.stage,
        status=obligation.status,
        started_at=obligation.clock_started_at,
        due_at=None if obligation.waits_for else obligation.due_at,
        waits_for=obligation.waits_for,
        reasons=list(obligation.reasons),
        asked_by=asked_by,
    )
    if obligation.met:
        meet(clock, obligation.met)
    return clock


def meet(clock: Clock, met: regimes.Start) -> None:
    """Note on a clock, without saving it, that what it is about was done, and whether late."""
    clock.met_at, clock.met_precision = met
    clock.waits_for = ""
    clock.late_since = None if in_time(met, clock.due_at) else clock.due_at


def in_time(met: regimes.Start, due_at: datetime | None) -> bool:
    """Tell whether what was done then was done in time; who cannot be sure is not accused."""
    if due_at is None or met.precision == DatePrecision.UNKNOWN:
        return True
    if met.precision == DatePrecision.DAY:
        return met.moment.astimezone(PARIS).date() <= due_at.astimezone(PARIS).date()
    return met.moment <= due_at


def next_due(clocks: Iterable[Clock]) -> datetime | None:
    """Return when the next thing that is owed to us, for sure and not yet done, is due."""
    due = (
        clock.due_at
        for clock in clocks
        if clock.is_open and clock.status == regimes.OWED and received_here(clock.regime)
    )
    return min(filter(None, due), default=None)


def received_here(code: str) -> bool:
    """Tell whether declaring to us is what a regime asks for."""
    each = regimes.all_regimes().get(code)
    return each is not None and each.received_here
