"""When what is owed was done."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from vigie.taxonomy.codes import DatePrecision
from vigie.taxonomy.regimes.facts import Start
from vigie.taxonomy.regimes.reading import Regime


def when_met(
    each: Regime,
    stage: str,
    *,
    reported: Mapping[str, datetime],
    told: Mapping[str, Sequence[Start]],
) -> Start | None:
    """Return when a stage of a regime was met, None where it is not.

    What is owed to us is met by its report, or by a later one of the same regime: a final
    report says all that a notification would. What is owed to another authority is met when
    the declarant says that it was told: its first stage the first time, its second the second.
    `reported` and `told` are those of `DeclaredFacts`.
    """
    if each.received_here:
        sent = [reported[code] for code in _from(stage, each.in_turn) if code in reported]
        return Start(min(sent), DatePrecision.MINUTE) if sent else None
    times = told.get(each.recipient, ())
    turn = each.in_turn.index(stage) if stage in each.in_turn else 0
    return times[turn] if turn < len(times) else None


def _from(stage: str, in_turn: Sequence[str]) -> Sequence[str]:
    return in_turn[in_turn.index(stage) :] if stage in in_turn else (stage,)
