"""What a table and a figure are made of, said once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import product
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext, pgettext

from vigie.observatory.disclosure import CellId
from vigie.taxonomy.codes import UNKNOWN
from vigie.taxonomy.datafile import Words
from vigie.taxonomy.terms import scheme

YEAR = "year"
DAY = 86_400


class Unit(StrEnum):
    """What is counted."""

    DECLARATIONS = "declarations"
    STRUCTURES = "structures"
    INCIDENTS = "incidents"
    REQUESTS = "requests"
    SUPPORT_HOURS = "support_hours"
    DEADLINES = "deadlines"
    NOTICES = "notices"
    # Those of the public register, whether they declared or not.
    DIRECTORY = "directory"


class Scope(StrEnum):
    """Among which declarations."""

    ALL = "all"
    IN_SCOPE = "in_scope"


# What gettext_lazy gives, which its stubs call a str; and the words of a data file.
Text = str | Promise | Words

SCOPE_NAMES: dict[str, Text] = {
    Scope.ALL: _("all declarations"),
    Scope.IN_SCOPE: _("declarations qualified as in scope"),
}


def unit_name(unit: str, number: int) -> str:
    """Return the word for what is counted, as it stands after `number`."""
    names: dict[str, str] = {
        Unit.DECLARATIONS: npgettext("after a number", "declaration", "declarations", number),
        Unit.STRUCTURES: npgettext("after a number", "structure", "structures", number),
        Unit.INCIDENTS: npgettext("after a number", "incident", "incidents", number),
        Unit.REQUESTS: npgettext(
            "after a number", "request for support", "requests for support", number
        ),
        Unit.SUPPORT_HOURS: npgettext(
            "after a number", "hour of support", "hours of support", number
        ),
        Unit.DEADLINES: npgettext("after a number", "report owed", "reports owed", number),
        Unit.NOTICES: npgettext("after a number", "notice", "notices", number),
        Unit.DIRECTORY: npgettext(
            "after a number", "structure of the directory", "structures of the directory", number
        ),
    }
    return names[unit]


@dataclass(frozen=True, slots=True)
class Group:
    """Codes of a dimension that are also counted together."""

    code: str
    title: Text
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """What a dimension divides further: one code of another; the rest has the code `otherwise`."""

    dimension: str
    code: str
    otherwise: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Dimension:
    """One way to group what is counted.

    `sql` gives one code for each row of the relation of a unit (`counting`), never null.
    `labels` names every code that gets a cell, zero or not, in the order of reading: those of the
    reference terms `scheme` where there is one. `groups` gather some of them; no code is in two.
    `by` heads a table of this dimension, and `method` says how its codes are told. `details` says
    which code of another dimension this one divides further, if any.
    """

    name: str
    title: Text
    by: Text
    method: Text
    sql: str
    scheme: str | None = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    details: Detail | None = None
    # Whether its codes are steps of a scale, read in their order: a gap would mislead.
    is_scale: bool = False
    # Whether only groups are shown, with the codes that have none.
    is_coarse: bool = False

    @property
    def coarse(self) -> Self:
        """The same dimension by its groups: what is crossed with others would be too small."""
        return replace(self, is_coarse=True)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that a fact may have here, in the order of reading."""
        if not self.scheme:
            return tuple(self.labels)
        return tuple(dict.fromkeys((*scheme(self.scheme).codes, UNKNOWN)))

    @property
    def group_of(self) -> dict[str, str]:
        """The group of each code that has one."""
        return {code: group.code for group in self.groups for code in group.codes}

    @property
    def parents(self) -> dict[str, str | None]:
        """Every code that has a cell, groups included, each with the group that it adds up to."""
        group_of = self.group_of
        groups: dict[str, str | None] = {group_of.get(code, code): None for code in self.codes}
        return (
            groups
            if self.is_coarse
            else {code: group_of.get(code) for code in self.codes}
            | {group.code: None for group in self.groups}
        )

    def label(self, code: str) -> str:
        """Return the name of a code or group, in the active language; a code that has none."""
        named = {**self.labels, **{group.code: group.title for group in self.groups}}
        terms = scheme(self.scheme).terms if self.scheme else {}
        if code in named:
            return str(named[code])
        if code in terms:
            return terms[code].label
        return pgettext("a cell", "unknown") if code == UNKNOWN else code


@dataclass(frozen=True, slots=True)
class Table:
    """What is counted of a year, by at most two dimensions at once, groups and totals included."""

    unit: Unit
    dimensions: tuple[Dimension, ...]

    @property
    def key(self) -> str:
        """The name of the table in files and addresses."""
        names = "_and_".join(each.name for each in self.dimensions)
        return f"{self.unit}_by_{names}" if names else str(self.unit)

    def cells(self, year: str) -> Iterator[CellId]:
        """Yield the cells of a year, margins first."""
        for codes in product(*(("", *each.parents) for each in self.dimensions)):
            yield self.cell(year, codes)

    def cell(self, year: str, codes: Iterable[str]) -> CellId:
        """Return the cell of one code of each dimension, in their order; empty for all."""
        named = zip((each.name for each in self.dimensions), codes, strict=True)
        return CellId.of(self.unit, {YEAR: year} | {name: code for name, code in named if code})


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """A figure: one cell, or a share of one cell in another; told for each code of `by`, if any.

    `counted` and `out_of` say, by the names of dimensions, which cell of the tables of `unit`;
    what is counted is among what it is out of. A key that says “share” has an `out_of`. One that
    says “rate” is out of another unit, `of`, and read per `per`.
    """

    key: str
    title: Text
    method: Text
    counted: Mapping[str, str] = field(default_factory=dict)
    out_of: Mapping[str, str] | None = None
    unit: Unit = Unit.DECLARATIONS
    of: Unit | None = None
    per: int = 1000
    by: Dimension | None = None

    @property
    def scope(self) -> Scope:
        """Among which declarations it counts."""
        return Scope.IN_SCOPE if self.counted.get("scope") == Scope.IN_SCOPE else Scope.ALL

    @property
    def is_rate(self) -> bool:
        """Whether it is out of something else than what it counts."""
        return self.of is not None

    def cells(self, year: str, code: str = "") -> Iterator[CellId]:
        """Yield its cell, then the one that it is a share of, if any; both for a code of `by`."""
        of_code = {self.by.name: code} if self.by else {}
        yield CellId.of(self.unit, {**self.counted, **of_code, YEAR: year})
        if self.out_of is not None:
            yield CellId.of(self.of or self.unit, {**self.out_of, **of_code, YEAR: year})


@dataclass(frozen=True, slots=True)
class Chapter:
    """Definitions read together, under one heading; its key names it whatever it holds."""

    key: str
    title: Text
    definitions: tuple[Definition, ...]
