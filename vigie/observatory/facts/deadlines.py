"""One fact for each clock: what was owed to whom, and whether it was done in time."""

import uuid
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from typing import Annotated, Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from vigie.declarations.models import Clock, Declaration
from vigie.observatory.facts.columns import code, listed, maker, seconds
from vigie.observatory.facts.pulling import CHUNK, WHO, Pull, seconds_between, when
from vigie.observatory.facts.shared import (
    InScope,
    Month,
    Realm,
    Region,
    Structure,
    StructureKind,
    Year,
)
from vigie.taxonomy import regimes
from vigie.taxonomy.codes import DatePrecision


class DeadlineFact(NamedTuple):
    """What the observatory keeps of one thing owed to one authority by one time."""

    realm: Realm
    year: Year
    month: Month
    structure: Structure
    structure_kind: StructureKind
    region: Region
    in_scope: InScope
    regime: Annotated[
        str,
        listed(
            _("The law that asks for it: a file of `vigie/taxonomy/data/regimes/`."),
            *regimes.all_regimes(),
        ),
    ]
    stage: Annotated[str, code(_("Which report is owed."), "report_stage")]
    status: Annotated[
        str,
        listed(
            _(
                "`owed`: the law asks for it. `check`: it would, if a condition that is not "
                "known is met."
            ),
            regimes.OWED,
            regimes.CHECK,
        ),
    ]
    outcome: Annotated[str, code(_("What became of it."), "deadline_outcome")]
    seconds_late: Annotated[
        int | None,
        seconds(
            _(
                "How long after its time it was done. Missing unless it was done late, and where "
                "only the day is known."
            )
        ),
    ]


OF_CLOCK = (
    "regime",
    "stage",
    "status",
    "due_at",
    "waits_for",
    "met_at",
    "met_precision",
    "late_since",
    "withdrawn_at",
)


def pull_deadlines(pull: Pull) -> Iterator[DeadlineFact]:
    """Yield the clocks of a realm, streamed beside their declarations: two queries."""
    make = maker(DeadlineFact)
    # Closed even where one of the two fails: a cursor left open is closed in another transaction.
    with closing(_clocks(pull.realm)) as clocks, closing(_declarations(pull.realm)) as declared:
        for clock, declaration in _joined(clocks, declared):
            yield make(
                realm=pull.realm,
                **when(declaration["received_at"]),
                **pull.who(declaration),
                in_scope=declaration["in_scope"],
                regime=clock["regime"],
                stage=clock["stage"],
                status=clock["status"],
                outcome=outcome_of(clock),
                seconds_late=_seconds_late(clock),
            )


def outcome_of(clock: Mapping[str, Any]) -> str:
    """Return the code of what became of a clock: of the scheme deadline_outcome.

    An open clock is late since the moment that was noted on it, not since now: the same data
    tell the same whenever they are read.
    """
    if clock["withdrawn_at"]:
        return "withdrawn"
    if clock["met_at"]:
        return _met(clock)
    if clock["late_since"]:
        return "late"
    if clock["due_at"]:
        return "running"
    return "waiting" if clock["waits_for"] else "running_no_time"


def _met(clock: Mapping[str, Any]) -> str:
    if clock["late_since"]:
        return "met_late"
    if clock["met_precision"] == DatePrecision.UNKNOWN:
        return "met_moment_unknown"
    return "met_in_time" if clock["due_at"] else "met_no_time"


def _seconds_late(clock: Mapping[str, Any]) -> int | None:
    if outcome_of(clock) != "met_late" or clock["met_precision"] != DatePrecision.MINUTE:
        return None
    return seconds_between(clock["due_at"], clock["met_at"])


def _clocks(realm: str) -> Generator[dict[str, Any], None, None]:
    of_receipt = F("receipt__declaration_id")
    found: QuerySet[Any] = Clock.objects.filter(receipt__realm=realm)
    rows = found.values(*OF_CLOCK, declaration_id=of_receipt)
    yield from rows.order_by("receipt__declaration_id").iterator(chunk_size=CHUNK)


def _declarations(realm: str) -> Generator[dict[str, Any], None, None]:
    in_scope = F("incident_link__incident__qualification__in_scope")
    found: QuerySet[Any] = Declaration.objects.filter(realm=realm)
    rows = found.values("pk", "received_at", *WHO, in_scope=in_scope)
    yield from rows.order_by("pk").iterator(chunk_size=CHUNK)


def _joined(
    clocks: Iterable[dict[str, Any]], declarations: Iterator[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each clock with its declaration; both come in the order of the declarations' keys.

    A receipt names its declaration without a foreign key, so the database cannot join them.
    """
    last: uuid.UUID | None = None
    declaration: dict[str, Any] = {}
    for clock in clocks:
        while last is None or last < clock["declaration_id"]:
            declaration = next(declarations, {})
            if not declaration:
                return
            last = declaration["pk"]
        if last == clock["declaration_id"]:
            yield clock, declaration
