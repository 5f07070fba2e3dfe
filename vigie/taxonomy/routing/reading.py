"""Routing rules, read from `data/routing/*.toml`.

A new rule or a changed one is a data file. A file holds what one text asks for: its source, its
validity, and rules that each name an authority, a condition and what may be seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from vigie.taxonomy.codes import RegimeStatus, Section
from vigie.taxonomy.datafile import DATA, Table, Words, read
from vigie.taxonomy.regimes import all_regimes
from vigie.taxonomy.regimes.conditions import Condition, Truth, parse
from vigie.taxonomy.routing.facts import RoutedFacts, vocabulary
from vigie.taxonomy.terms import scheme

HEAD_KEYS = ("name", "version", "date", "source", "url", "note", "routing", "rules")
RULE_KEYS = (
    "code",
    "authority",
    "scope",
    "from",
    "send",
    "how",
    "regime",
    "when",
    "sections",
    "facts",
    "because",
)


class Scope(StrEnum):
    """Which officers of an authority: those of the structure's region, or of the country."""

    REGION = "region"
    NATION = "nation"


class Moment(StrEnum):
    """From when on a rule applies: once the case is taken, qualified or closed."""

    RECEIVED = "received"
    QUALIFIED = "qualified"
    CLOSED = "closed"


class Send(StrEnum):
    """Whether an analyst sends the notice, or Vigie at once."""

    ANALYST = "analyst"
    AUTOMATIC = "automatic"


class How(StrEnum):
    """The authority's officers read at the desk, or are handed a document."""

    DESK = "desk"
    BY_HAND = "by_hand"


Choice = TypeVar("Choice", Scope, Moment, Send, How)


@dataclass(frozen=True)
class Rule:
    """One authority told in one case, of what and why."""

    # Unique among all files: “file.code”.
    key: str
    # Codes of the schemes authority and fact_group.
    authority: str
    facts: frozenset[str]
    scope: Scope
    moment: Moment
    send: Send
    how: How
    # None: in every case.
    condition: Condition | None
    sections: frozenset[Section]
    because: Words

    def read(self, facts: RoutedFacts) -> Truth:
        """Tell whether these facts call for it; whether its moment has come is not asked."""
        return Truth.TRUE if self.condition is None else self.condition.read(facts.answers)


@dataclass(frozen=True)
class Ruling:
    """What one text says of whom to tell."""

    code: str
    version: str
    source: str
    url: str
    citation: str
    name: Words
    status: RegimeStatus
    valid_from: date | None
    valid_to: date | None
    rules: tuple[Rule, ...]

    def certainty_on(self, day: date) -> Truth:
        """Tell how much it binds on that day: what is announced is only to be considered."""
        if self.valid_to is not None and self.valid_to < day:
            return Truth.FALSE
        if self.status != RegimeStatus.IN_FORCE:
            return Truth.UNKNOWN
        begun = self.valid_from is not None and self.valid_from <= day
        return Truth.TRUE if begun else Truth.FALSE


@cache
def all_rulings() -> Mapping[str, Ruling]:
    """Return every ruling that ships, by code."""
    paths = sorted(DATA.joinpath("routing").glob("*.toml"))
    return MappingProxyType({path.stem: read_ruling(path) for path in paths})


def because(key: str) -> str:
    """Return why a rule tells, in the active language; its key where no file has it any more."""
    code, _dot, _rule = key.partition(".")
    ruling = all_rulings().get(code)
    found = (rule for rule in ruling.rules if rule.key == key) if ruling else iter(())
    return next((str(rule.because) for rule in found), key)


def read_ruling(path: Path) -> Ruling:
    """Read the rules of a data file; raises MalformedDataError."""
    head = read(path)
    head.only(HEAD_KEYS)
    body = head.table("routing")
    body.only(("status", "valid_from", "valid_to", "citation", "label"))
    try:
        status = RegimeStatus(body.text("status"))
    except ValueError:
        raise body.fault(f"“status” must be one of {', '.join(RegimeStatus)}") from None
    in_force = status == RegimeStatus.IN_FORCE
    return Ruling(
        code=path.stem,
        version=head.text("version"),
        source=head.text("source"),
        url=head.text("url"),
        citation=body.text("citation"),
        name=body.words("label"),
        status=status,
        valid_from=(body.day if in_force else body.day_or_none)("valid_from"),
        valid_to=body.day_or_none("valid_to"),
        rules=tuple(_rules(head)),
    )


def _rules(head: Table) -> Iterator[Rule]:
    seen = set()
    for table in head.tables("rules"):
        table.only(RULE_KEYS)
        code = table.text("code")
        if code in seen:
            raise table.fault(f"“{code}” is there twice")
        seen.add(code)
        yield _rule(table, key=f"{head.path.stem}.{code}")
    if not seen:
        raise head.fault("a file of routing needs one rule at least")


def _rule(table: Table, *, key: str) -> Rule:
    authority = table.text("authority")
    if authority not in scheme("authority"):
        raise table.fault(f"“authority”: {authority} is not a code of the scheme authority")
    facts = frozenset(table.texts("facts"))
    if not facts:
        raise table.fault("“facts” needs one group at least")
    if unknown := sorted(facts - set(scheme("fact_group").codes)):
        raise table.fault(f"{', '.join(unknown)} is not a code of the scheme fact_group")
    return Rule(
        key=key,
        authority=authority,
        facts=facts,
        scope=_one_of(table, "scope", Scope),
        moment=_one_of(table, "from", Moment),
        send=_one_of(table, "send", Send),
        how=_one_of(table, "how", How),
        condition=parse(table.table("when"), vocabulary()) if "when" in table.values else None,
        sections=_sections(table, authority),
        because=table.words("because"),
    )


def _one_of(table: Table, key: str, kind: type[Choice]) -> Choice:
    try:
        return kind(table.text(key))
    except ValueError:
        raise table.fault(f"“{key}” must be one of {', '.join(kind)}") from None


def _sections(table: Table, authority: str) -> frozenset[Section]:
    """Return the sealed sections granted: never more than the legal regime lets it see."""
    try:
        sections = frozenset(Section(name) for name in table.texts("sections"))
    except ValueError as error:
        raise table.fault(str(error)) from error
    code = table.text("regime", default="")
    if code and code not in all_regimes():
        raise table.fault(f"“regime”: no regime is called {code}")
    allowed = all_regimes()[code].sections.get(authority, frozenset()) if code else frozenset()
    if beyond := sorted(sections - allowed):
        raise table.fault(f"{', '.join(beyond)}: no regime named here lets {authority} see it")
    return sections
