"""Words that come with Vigie: the glossary of the reports, and advice to begin with."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vigie.taxonomy.datafile import Words, read

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the reports, and what it means there."""

    term: Words
    means: Words


@cache
def glossary() -> tuple[Term, ...]:
    """Return the terms of the glossary."""
    head = read(DATA / "report_glossary.toml")
    head.only(("name", "version", "date", "source", "terms"))
    return tuple(Term(each.words("term"), each.words("means")) for each in head.tables("terms"))


@cache
def advice() -> Words:
    """Return the advice that stands in a report until somebody writes theirs, as Markdown."""
    head = read(DATA / "report_advice.toml")
    head.only(("name", "version", "date", "source", "body"))
    return head.words("body")
