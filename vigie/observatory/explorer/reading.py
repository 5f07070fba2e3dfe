"""A choice answered from publications: lines and columns of numbers, in the active language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vigie.observatory import wording
from vigie.observatory.catalogue import Dimension, Table
from vigie.observatory.explorer import words
from vigie.observatory.explorer.choices import Choice, holds
from vigie.observatory.measures import Count, Measure, Share, Suppressed
from vigie.observatory.publications import Publication


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in one place of a table; without a measure, it was not counted."""

    measure: Measure | None

    @property
    def is_suppressed(self) -> bool:
        """Whether it is counted, and not published."""
        return isinstance(self.measure, Suppressed)

    @property
    def text(self) -> str:
        """The number, or the words that stand for it."""
        if self.measure is None:
            return pgettext("a cell", "not counted")
        return wording.value(self.measure)

    @property
    def fraction(self) -> str:
        """Numerator and denominator of a share; empty for a number."""
        return wording.fraction(self.measure) if self.measure else ""


@dataclass(frozen=True, slots=True)
class Place:
    """One code of a dimension where it is read: a group stands before its members."""

    code: str
    label: str
    is_group: bool = False
    # The name of the group above it that it is a member of; empty for none.
    group: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A line or a column: its name, and the choice that keeps it only, where there is one."""

    place: Place
    closer: Choice | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table."""

    head: Head
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One table as it is read; `year` where all of it is of one."""

    title: str
    stub: str
    columns: tuple[Head, ...]
    lines: tuple[Line, ...]
    total: Line
    # The names of lines in which all is zero, which would only lengthen the table.
    empty: tuple[str, ...] = ()
    year: int | None = None
    # Whether the last column is the total of the others.
    has_total_column: bool = False

    @property
    def charted(self) -> tuple[Line, ...]:
        """The lines that a chart sets side by side: groups would stand beside their members."""
        return tuple(line for line in self.lines if not line.head.place.is_group)


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer to a choice."""

    choice: Choice
    title: str
    panels: tuple[Panel, ...]
    # The publications it comes from, and the years of which the table was not published.
    publications: tuple[Publication, ...]
    missing: tuple[int, ...]
    # The years of which no share can be told, since their total is not published.
    without_total: tuple[int, ...]

    @property
    def limits(self) -> list[int]:
        """The fewest structures behind a published cell: one number, unless it has changed."""
        return sorted({each.k for each in self.publications})


def read(choice: Choice, published: Iterable[Publication]) -> Reading:
    """Answer a choice from the last publications of its years."""
    chosen = [each for each in published if each.year in choice.years]
    held = [each for each in chosen if holds(each, choice.table)]
    kept = {each.year for each in held}
    if len(choice.free) > 1:
        panels = [_crossed(choice, each) for each in held]
    else:
        panels = [_side_by_side(choice, held)] if held else []
    return Reading(
        choice=choice,
        title=words.choice_title(choice),
        panels=tuple(panels),
        publications=tuple(held),
        missing=tuple(each.year for each in chosen if each.year not in kept),
        without_total=tuple(
            each.year for each in held if choice.shares and not _base(choice, each)
        ),
    )


def places(choice: Choice, dimension: Dimension, published: Iterable[Publication]) -> list[Place]:
    """Return the codes of a dimension in the order of reading, each group before its members.

    Codes that were published and that the catalogue no longer knows come last.
    """
    parents, titles = dimension.parents, {each.code for each in dimension.groups}
    found: dict[str, Place] = {}
    for code in (code for code in parents if code not in titles or dimension.is_coarse):
        group = parents[code]
        if group and group not in found:
            name = dimension.label(group)
            found[group] = Place(group, name, is_group=True)
            for member in (each for each in parents if parents[each] == group):
                found[member] = Place(member, dimension.label(member), group=name)
        elif not group:
            found[code] = Place(code, dimension.label(code))
    for code in sorted(_published_codes(choice, dimension, published) - found.keys()):
        found[code] = Place(code, dimension.label(code))
    return list(found.values())


def cells_of(publication: Publication, table: Table) -> Iterator[tuple[dict[str, str], int | None]]:
    """Yield the cells of a table as published, totals and groups too; None: suppressed.

    Each with the codes of its dimensions; one that is totalled is not named.
    """
    if not holds(publication, table):
        return
    choice = Choice(table, (publication.year,))
    named = [
        [("", ""), *((each.name, place.code) for place in places(choice, each, [publication]))]
        for each in table.dimensions
    ]
    for combined in product(*named):
        codes = {name: code for name, code in combined if name}
        cell = choice.cell(publication.year, codes)
        if cell in publication.cells:
            yield codes, publication.cells[cell]


def count(choice: Choice, publication: Publication, codes: Mapping[str, str]) -> Measure | None:
    """Return what a publication says of these codes; None where it does not count them."""
    cell = choice.cell(publication.year, codes)
    if cell not in publication.cells:
        return None
    number = publication.cells[cell]
    return Suppressed() if number is None else Count(number)


def base(choice: Choice, publication: Publication) -> int | None:
    """Return the total that shares are out of, where it is published."""
    return publication.cells.get(choice.cell(publication.year, {}))


def _base(choice: Choice, publication: Publication) -> int:
    return base(choice, publication) or 0


def _value(choice: Choice, publication: Publication, codes: Mapping[str, str]) -> Value:
    measure, whole = count(choice, publication, codes), _base(choice, publication)
    if choice.shares and isinstance(measure, Count) and measure.numerator <= whole and whole:
        return Value(Share(measure.numerator, whole))
    return Value(measure)


def _side_by_side(choice: Choice, held: Sequence[Publication]) -> Panel:
    """Read one dimension, a column a year."""

    def line(head: Head, codes: Mapping[str, str]) -> Line:
        return Line(head, tuple(_value(choice, each, codes) for each in held))

    lines: list[Line] = []
    empty: tuple[str, ...] = ()
    stub = _("What is counted")
    for dimension in choice.free:
        every = [
            line(Head(place), {dimension.name: place.code})
            for place in places(choice, dimension, held)
        ]
        lines, empty = _without_zeros(dimension, every)
        stub = str(dimension.title)
    names = {"title": words.choice_title(choice), "year": ", ".join(str(p.year) for p in held)}
    return Panel(
        title=pgettext("a table and its year", "{title}, {year}").format(**names),
        stub=stub,
        columns=tuple(Head(Place(str(each.year), str(each.year))) for each in held),
        lines=tuple(lines),
        total=line(_total(), {}),
        empty=empty,
    )


def _crossed(choice: Choice, publication: Publication) -> Panel:
    """Read two dimensions of one year: the longer one down, the other across."""
    down, across = sorted(choice.free, key=lambda each: -len(each.parents))
    columns = list(_heads(choice, across, publication))

    def line(head: Head, codes: Mapping[str, str]) -> Line:
        inner = ({**codes, across.name: each.place.code} for each in columns)
        return Line(head, tuple(_value(choice, publication, each) for each in (*inner, codes)))

    every = [line(head, {down.name: head.place.code}) for head in _heads(choice, down, publication)]
    lines, empty = _without_zeros(down, every)
    names = {"title": words.choice_title(choice), "year": publication.year}
    return Panel(
        title=pgettext("a table and its year", "{title}, {year}").format(**names),
        stub=str(down.title),
        columns=(*columns, _total()),
        lines=tuple(lines),
        total=line(_total(), {}),
        empty=empty,
        year=publication.year,
        has_total_column=True,
    )


def _heads(choice: Choice, dimension: Dimension, publication: Publication) -> Iterator[Head]:
    for place in places(choice, dimension, [publication]):
        yield Head(place, choice.keeping(dimension.name, place.code))


def _total() -> Head:
    return Head(Place("", pgettext("of a table", "Total")))


def _without_zeros(
    dimension: Dimension, lines: Sequence[Line]
) -> tuple[list[Line], tuple[str, ...]]:
    """Part the lines in which all is zero from the others.

    A scale, such as months, is kept whole.
    """
    if dimension.is_scale:
        return list(lines), ()
    zero = [all(each.measure and each.measure.numerator == 0 for each in li.values) for li in lines]
    kept = [line for line, is_zero in zip(lines, zero, strict=True) if not is_zero]
    empty = [li.head.place.label for li, is_zero in zip(lines, zero, strict=True) if is_zero]
    return kept, tuple(empty)


def _published_codes(
    choice: Choice, dimension: Dimension, published: Iterable[Publication]
) -> set[str]:
    names = {each.name for each in choice.table.dimensions}
    found = set()
    for publication in published:
        for cell in publication.cells:
            if cell.counted != choice.table.unit or len(cell.where) != len(names) + 1:
                continue
            where = dict(cell.where)
            if names <= where.keys():
                found.add(where[dimension.name])
    return found
