"""When a declaration is grave enough to wake somebody: the rule is in `data/grave.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vigie.taxonomy.datafile import DATA, Words, read
from vigie.taxonomy.regimes.conditions import Answers, Condition, Truth, parse
from vigie.taxonomy.terms import scheme

# Each fact that a reason may name, and the scheme of its codes.
SCHEMES = {
    "kind": "incident_kind",
    "origin": "origin",
    "care_impact": "care_impact",
    "endangerment": "endangerment",
    "data_availability": "touched",
    "data_integrity": "touched",
    "data_confidentiality": "touched",
    "others_touched": "touched",
    "help_wanted": "help_wanted",
    "help_urgency": "urgency",
}


@dataclass(frozen=True)
class Reason:
    """One thing that makes a declaration grave."""

    code: str
    label: Words
    when: Condition


def reasons(answers: Answers) -> tuple[str, ...]:
    """Return the codes of what makes a declaration grave; none when it is not.

    Answers are read by the names in `SCHEMES`. What is not known does not suffice.
    """
    return tuple(
        code for code, each in all_reasons().items() if each.when.read(answers) is Truth.TRUE
    )


def read_reasons(path: Path) -> Mapping[str, Reason]:
    """Read the reasons from a data file; raises MalformedDataError."""
    head = read(path)
    head.only(("name", "version", "date", "source", "note", "reasons"))
    vocabulary = {fact: frozenset(scheme(name).codes) for fact, name in SCHEMES.items()}
    found = {}
    for table in head.tables("reasons"):
        table.only(("code", "label", "when"))
        code = table.text("code")
        found[code] = Reason(code, table.words("label"), parse(table.table("when"), vocabulary))
    return found


@cache
def all_reasons() -> Mapping[str, Reason]:
    """Return every reason, by its code."""
    return read_reasons(DATA / "grave.toml")
