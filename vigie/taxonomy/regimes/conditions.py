"""Conditions over answers, with three values: a thing that is not known may still apply.

A data file writes a condition as a table with one operator:

    { fact = "care_impact", in = ["degraded", "interrupted"] }
    { any = [ ... ] }   { all = [ ... ] }   { not = { ... } }
    { maybe = { ... } }     true becomes unknown: the answers suggest it, they cannot settle it

Nothing in a data file is ever run.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from vigie.taxonomy.datafile import Table

# None: the question was not asked, and decides nothing. Several answers: a tuple.
Answers = Mapping[str, str | tuple[str, ...] | None]
# The codes that each fact may take.
Vocabulary = Mapping[str, frozenset[str]]

NOT_KNOWN = "unknown"


class Truth(IntEnum):
    """False, unknown, true, in this order: “any” is the greatest, “all” the least (Kleene)."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


class Condition(ABC):
    """Something that answers make true, false or unknown."""

    @abstractmethod
    def read(self, answers: Answers) -> Truth:
        """Return what these answers make of the condition."""


@dataclass(frozen=True)
class IsOneOf(Condition):
    """The answer, or one of the answers, is one of these codes."""

    fact: str
    codes: frozenset[str]

    def read(self, answers: Answers) -> Truth:
        """Unknown only where the answer is “unknown”, and that is not what is looked for."""
        answer = answers.get(self.fact)
        if isinstance(answer, tuple):
            return Truth.TRUE if self.codes.intersection(answer) else Truth.FALSE
        if answer in self.codes:
            return Truth.TRUE
        return Truth.UNKNOWN if answer == NOT_KNOWN else Truth.FALSE


@dataclass(frozen=True)
class AnyOf(Condition):
    """One part at least holds."""

    parts: tuple[Condition, ...]

    def read(self, answers: Answers) -> Truth:
        """As true as the truest part."""
        return max(part.read(answers) for part in self.parts)


@dataclass(frozen=True)
class AllOf(Condition):
    """Every part holds."""

    parts: tuple[Condition, ...]

    def read(self, answers: Answers) -> Truth:
        """As true as the least true part."""
        return min(part.read(answers) for part in self.parts)


@dataclass(frozen=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition

    def read(self, answers: Answers) -> Truth:
        """Unknown stays unknown."""
        return Truth(Truth.TRUE - self.part.read(answers))


@dataclass(frozen=True)
class Maybe(Condition):
    """The part holds, and that is not enough to be sure."""

    part: Condition

    def read(self, answers: Answers) -> Truth:
        """Never true."""
        return min(self.part.read(answers), Truth.UNKNOWN)


def parse(table: Table, vocabulary: Vocabulary) -> Condition:
    """Read a condition; raises MalformedDataError, naming what is wrong and where."""
    keys = set(table.values)
    if keys == {"fact", "in"}:
        return _is_one_of(table, vocabulary)
    if keys in ({"any"}, {"all"}):
        (operator,) = keys
        parts = tuple(parse(part, vocabulary) for part in table.tables(operator))
        if not parts:
            raise table.fault(f"“{operator}” needs one condition at least")
        return AnyOf(parts) if operator == "any" else AllOf(parts)
    if keys == {"not"}:
        return Not(parse(table.table("not"), vocabulary))
    if keys == {"maybe"}:
        return Maybe(parse(table.table("maybe"), vocabulary))
    raise table.fault("a condition is “fact” and “in”, or one of any, all, not, maybe")


def _is_one_of(table: Table, vocabulary: Vocabulary) -> IsOneOf:
    fact, codes = table.text("fact"), frozenset(table.texts("in"))
    if fact not in vocabulary:
        raise table.fault(f"“{fact}” is not a fact; there are {', '.join(sorted(vocabulary))}")
    if not codes:
        raise table.fault("“in” needs one code at least")
    if unknown := sorted(codes - vocabulary[fact]):
        raise table.fault(f"{fact} is never {', '.join(unknown)}")
    return IsOneOf(fact, codes)
