"""What makes two declarations look like one incident: rules as data, with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from vigie.taxonomy.datafile import DATA, Table, Words, read

HIGHEST_SCORE = 100


class Alike(StrEnum):
    """What two declarations have in common. A test holds it equal to the data file."""

    SAME_STRUCTURE = "same_structure"
    SAME_PROVIDER = "same_provider"
    SAME_KIND_AND_REGION = "same_kind_and_region"


@dataclass(frozen=True)
class SuggestionRule:
    """One thing in common, within what time it counts, and how much."""

    code: str
    window: timedelta
    # Of 100, when both were received at the same moment.
    score: int
    why: Words

    def weigh(self, gap: timedelta) -> int:
        """Return the score of two declarations received `gap` apart; 0 outside of the window."""
        if gap > self.window:
            return 0
        return round(self.score * (1 - gap / self.window / 2))


@cache
def suggestion_rules() -> Mapping[str, SuggestionRule]:
    """Return the rules that ship, by code. Raises MalformedDataError."""
    head = read(DATA / "suggestions.toml")
    head.only(("name", "version", "date", "source", "note", "rules"))
    tables = head.table("rules")
    return MappingProxyType({code: _rule(code, tables.table(code)) for code in tables.values})


def _rule(code: str, table: Table) -> SuggestionRule:
    table.only(("hours", "score", "why"))
    hours, score = table.values.get("hours"), table.values.get("score")
    if not isinstance(hours, int) or hours < 1:
        raise table.fault("“hours” must be a number of hours, 1 at least")
    if not isinstance(score, int) or not 1 <= score <= HIGHEST_SCORE:
        raise table.fault(f"“score” must be between 1 and {HIGHEST_SCORE}")
    return SuggestionRule(code, timedelta(hours=hours), score, table.words("why"))
