"""Indicators as lines to read: defanged, with where else they were seen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vigie.incidents.indicators import Candidate, defanged
from vigie.incidents.indicators.values import digest
from vigie.incidents.models import Indicator
from vigie.incidents.selectors import Elsewhere
from vigie.incidents.services import Comment

Opened = Mapping[str, Sequence[Comment]]
NOWHERE = Elsewhere()


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as a person reads it."""

    indicator: Indicator
    value: str
    elsewhere: Elsewhere
    # What was said of it, once opened.
    comments: Sequence[Comment]
    # Something is said of it that is not opened.
    sealed: bool


@dataclass(frozen=True)
class CandidateLine:
    """One candidate, with the number of its box."""

    place: int
    candidate: Candidate
    value: str
    elsewhere: Elsewhere
    # The case has it already.
    had: bool
    checked: bool


def lines(
    indicators: Iterable[Indicator],
    elsewhere: Mapping[str, Elsewhere],
    *,
    said: Collection[str],
    opened: Opened | None = None,
) -> list[IndicatorLine]:
    """Return indicators in words.

    `said`: the digests of which something sealed is said; `opened`: what was unsealed for this
    one answer.
    """
    return [
        IndicatorLine(
            each,
            defanged(each.kind, each.value),
            elsewhere.get(each.digest, NOWHERE),
            comments := (opened or {}).get(each.digest, ()),
            sealed=not comments and each.digest in said,
        )
        for each in indicators
    ]


def candidate_lines(
    candidates: Sequence[Candidate],
    elsewhere: Mapping[str, Elsewhere],
    *,
    had: Iterable[str],
    checked: Iterable[Candidate],
) -> list[CandidateLine]:
    """Return candidates as a form offers them; `had`: digests that the case has already."""
    known, wanted = set(had), set(checked)
    return [
        CandidateLine(
            place,
            each,
            defanged(each.kind, each.value),
            elsewhere.get(key := digest(each.kind, each.value), NOWHERE),
            had=key in known,
            checked=each in wanted and key not in known,
        )
        for place, each in enumerate(candidates)
    ]
