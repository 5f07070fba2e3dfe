"""Legal regimes, read from `data/regimes/*.toml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from vigie.taxonomy.codes import ClockStart, RegimeStatus, Section
from vigie.taxonomy.datafile import DATA, Table, Words, read
from vigie.taxonomy.regimes import delays
from vigie.taxonomy.regimes.conditions import Answers, Condition, Maybe, Truth, parse
from vigie.taxonomy.regimes.facts import vocabulary
from vigie.taxonomy.terms import scheme

HEAD_KEYS = ("name", "version", "date", "source", "url", "note")
REGIME_KEYS = (
    "status",
    "valid_from",
    "valid_to",
    "recipient",
    "received_here",
    "citation",
    "label",
    "summary",
    "who",
    "sections",
)


class UnknownRegimeError(LookupError):
    """No regime bears this code."""


@dataclass(frozen=True)
class Trigger:
    """One of the cases in which a regime applies, and why, in words."""

    code: str
    condition: Condition
    because: Words
    because_maybe: Words
    # Makes the incident “significant” in the words of the law.
    significant: bool


@dataclass(frozen=True)
class Stage:
    """One thing to send, with its clock."""

    code: str
    clock: ClockStart
    delay: delays.Delay


@dataclass(frozen=True)
class Who:
    """The structures bound by a regime, and those that may be and must check."""

    bound: frozenset[str]
    maybe: frozenset[str]
    because_maybe: Words

    def read(self, structure_kind: str) -> Truth:
        """Tell whether a structure of this kind is bound."""
        if structure_kind in self.bound:
            return Truth.TRUE
        return Truth.UNKNOWN if structure_kind in self.maybe else Truth.FALSE


@dataclass(frozen=True)
class Regime:
    """A legal duty to report: who, in which cases, to whom, by when, since when."""

    code: str
    version: str
    source: str
    url: str
    citation: str
    name: Words
    summary: Words
    status: RegimeStatus
    valid_from: date | None
    valid_to: date | None
    # A code of the scheme `authority`.
    recipient: str
    # True where declaring to the CSIRT is what the regime asks for.
    received_here: bool
    who: Who
    triggers: tuple[Trigger, ...]
    stages: tuple[Stage, ...]
    # What each authority may be shown of a declaration made under this regime.
    sections: Mapping[str, frozenset[Section]]

    @property
    def in_stages(self) -> bool:
        """Tell whether it takes several reports, so that one must say which."""
        return len(self.stages) > 1

    @property
    def in_turn(self) -> tuple[str, ...]:
        """Return the codes of its stages, in the order in which they are owed.

        What is owed on request alone has no turn.
        """
        return tuple(stage.code for stage in self.stages if stage.clock != ClockStart.REQUEST)

    def stage(self, code: str) -> Stage | None:
        """Return a stage; None where it has none of that code."""
        return next((stage for stage in self.stages if stage.code == code), None)

    def in_force_on(self, day: date) -> bool:
        """Tell whether it binds anybody on that day."""
        begun = self.valid_from is not None and self.valid_from <= day
        return self.status == RegimeStatus.IN_FORCE and begun and not self.ended_by(day)

    def ended_by(self, day: date) -> bool:
        """Tell whether it is over on that day."""
        return self.valid_to is not None and self.valid_to < day

    def outcomes(self, answers: Answers) -> dict[str, Truth]:
        """Return what the answers make of each trigger."""
        return {trigger.code: trigger.condition.read(answers) for trigger in self.triggers}


@cache
def all_regimes() -> Mapping[str, Regime]:
    """Return every regime that ships, by code."""
    paths = sorted(DATA.joinpath("regimes").glob("*.toml"))
    return MappingProxyType({path.stem: read_regime(path) for path in paths})


def regime(code: str) -> Regime:
    """Return a regime; raises UnknownRegimeError."""
    try:
        return all_regimes()[code]
    except KeyError:
        raise UnknownRegimeError(f"no regime is called “{code}”") from None


def read_regime(path: Path) -> Regime:
    """Read a regime from a data file; raises MalformedDataError."""
    head = read(path)
    head.only((*HEAD_KEYS, "regime", "triggers", "stages"))
    body = head.table("regime")
    body.only(REGIME_KEYS)
    status = _status(body)
    return Regime(
        code=path.stem,
        version=head.text("version"),
        source=head.text("source"),
        url=head.text("url"),
        citation=body.text("citation"),
        name=body.words("label"),
        summary=body.words("summary"),
        status=status,
        valid_from=(body.day if status == RegimeStatus.IN_FORCE else body.day_or_none)(
            "valid_from"
        ),
        valid_to=body.day_or_none("valid_to"),
        recipient=_code_of(body, "recipient", "authority"),
        received_here=body.flag("received_here"),
        who=_who(body.table("who")),
        triggers=tuple(_triggers(head)),
        stages=tuple(_stages(head)),
        sections=_sections(body.table("sections")) if "sections" in body.values else {},
    )


def _status(body: Table) -> RegimeStatus:
    try:
        return RegimeStatus(body.text("status"))
    except ValueError:
        raise body.fault(f"“status” must be one of {', '.join(RegimeStatus)}") from None


def _code_of(table: Table, key: str, scheme_name: str) -> str:
    code = table.text(key)
    if code not in scheme(scheme_name):
        raise table.fault(f"“{key}”: {code} is not a code of the scheme {scheme_name}")
    return code


def _who(table: Table) -> Who:
    table.only(("bound", "maybe", "because_maybe"))
    bound, maybe = frozenset(table.texts("bound")), frozenset(table.texts("maybe"))
    if unknown := sorted((bound | maybe) - vocabulary()["structure_kind"]):
        raise table.fault(f"{', '.join(unknown)} is not a kind of structure")
    if bound & maybe:
        raise table.fault(f"{', '.join(sorted(bound & maybe))} cannot be both bound and maybe")
    return Who(bound, maybe, table.words("because_maybe", required=bool(maybe)))


def _triggers(head: Table) -> Iterator[Trigger]:
    seen = set()
    for table in head.tables("triggers"):
        table.only(("code", "when", "because", "because_maybe", "significant"))
        code = table.text("code")
        if code in seen:
            raise table.fault(f"“{code}” is there twice")
        seen.add(code)
        condition = parse(table.table("when"), vocabulary())
        yield Trigger(
            code=code,
            condition=condition,
            because=table.words("because", required=not isinstance(condition, Maybe)),
            because_maybe=table.words("because_maybe"),
            significant=table.flag("significant"),
        )
    if not seen:
        raise head.fault("a regime needs one trigger at least")


def _stages(head: Table) -> Iterator[Stage]:
    tables = head.tables("stages")
    if not tables:
        raise head.fault("a regime needs one stage at least")
    for number, table in enumerate(tables):
        table.only(("code", "clock", "delay"))
        try:
            clock, delay = ClockStart(table.text("clock")), delays.parse(table.text("delay"))
        except ValueError as error:
            raise table.fault(str(error)) from error
        if clock == ClockStart.PREVIOUS and number == 0:
            raise table.fault("the first stage has no previous one")
        yield Stage(_code_of(table, "code", "report_stage"), clock, delay)


def _sections(table: Table) -> Mapping[str, frozenset[Section]]:
    table.only(scheme("authority").codes)
    try:
        return MappingProxyType(
            {
                authority: frozenset(Section(name) for name in table.texts(authority))
                for authority in table.values
            }
        )
    except ValueError as error:
        raise table.fault(str(error)) from error
