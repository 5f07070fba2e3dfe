"""Tables that share cells, and what must add up in them: everybody knows that it does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import product

from vigie.observatory.disclosure.cells import Cell, CellId

# The code that stands for all of a dimension.
TOTAL = ""


class Sense(Enum):
    """How a whole stands to the sum of its parts."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Relation:
    """What is known of a whole and its parts before any count is read.

    A part that is named twice counts twice.
    """

    whole: CellId
    parts: tuple[CellId, ...]
    sense: Sense = Sense.EQUAL

    @property
    def cells(self) -> tuple[CellId, ...]:
        """The whole, then its parts."""
        return (self.whole, *self.parts)

    @property
    def signs(self) -> dict[CellId, int]:
        """How often each cell counts in the whole less its parts."""
        signs = {self.whole: 1}
        for part in self.parts:
            signs[part] = signs.get(part, 0) - 1
        return signs

    def holds(self, counts: Mapping[CellId, int]) -> bool:
        """Tell whether counts agree with this relation; a cell without a count is zero."""
        rest = sum(counts.get(cell, 0) * sign for cell, sign in self.signs.items())
        if self.sense is Sense.EQUAL:
            return rest == 0
        return rest >= 0 if self.sense is Sense.AT_LEAST else rest <= 0


class DoesNotAddUp(ValueError):  # noqa: N818 - reads as the answer it is
    """Counts contradict each other: they come from different facts, or a cell is missing."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to group: its codes, each under the code that contains it, if any.

    Without a `total` its codes are never added up: years stand beside each other.
    """

    name: str
    codes: Mapping[str, str | None]
    total: bool = True

    @classmethod
    def flat(cls, name: str, codes: Iterable[str], *, total: bool = True) -> "Dimension":
        """Return a dimension without groups."""
        return cls(name, dict.fromkeys(codes), total=total)

    @property
    def values(self) -> list[str]:
        """Every code that a cell may have here, the total included."""
        return [*([TOTAL] if self.total else []), *self.codes]

    def sums(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each code that contains others, with those."""
        children: dict[str, list[str]] = {}
        for code, parent in self.codes.items():
            if parent is not None or self.total:
                children.setdefault(TOTAL if parent is None else parent, []).append(code)
        yield from children.items()


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of every combination of codes of some dimensions.

    `within` holds for all its cells ({"year": "2019"}). Declarations and incidents add up; distinct
    structures do not: the same one may stand behind several cells. A whole then has at least
    what each of its parts has, and at most their sum.
    """

    counted: str
    dimensions: tuple[Dimension, ...]
    within: Mapping[str, str] = field(default_factory=dict)
    adds_up: bool = True

    def cell(self, codes: Sequence[str]) -> CellId:
        """Return the cell of one code of each dimension, in their order."""
        named = zip((each.name for each in self.dimensions), codes, strict=True)
        return CellId.of(
            self.counted, {**self.within, **{name: code for name, code in named if code}}
        )

    def cells(self) -> Iterator[CellId]:
        """Yield every cell, margins included."""
        return (self.cell(codes) for codes in product(*(each.values for each in self.dimensions)))

    def relations(self) -> Iterator[Relation]:
        """Yield what each margin and each group says of its parts."""
        for place, dimension in enumerate(self.dimensions):
            others = [each.values for each in self.dimensions]
            for whole, parts in dimension.sums():
                others[place] = [whole]
                for codes in product(*others):
                    yield from self._summed(codes, place, parts)

    def _summed(
        self, codes: tuple[str, ...], place: int, parts: Sequence[str]
    ) -> Iterator[Relation]:
        whole = self.cell(codes)
        cells = tuple(self.cell((*codes[:place], part, *codes[place + 1 :])) for part in parts)
        if self.adds_up:
            yield Relation(whole, cells)
        else:
            yield Relation(whole, cells, Sense.AT_MOST)
            yield from (Relation(whole, (cell,), Sense.AT_LEAST) for cell in cells)


def relations_of(tables: Iterable[Table], others: Iterable[Relation] = ()) -> list[Relation]:
    """Return the relations of linked tables and others, each once, in a settled order."""
    found = {*others, *(relation for table in tables for relation in table.relations())}
    return sorted(found, key=lambda each: (each.whole, each.sense.value, each.parts))


def complete(
    cells: Iterable[Cell], tables: Iterable[Table], relations: Iterable[Relation]
) -> dict[CellId, Cell]:
    """Return every cell that the tables and relations name; one that is not given is zero.

    Raises:
        DoesNotAddUp: the counts contradict a relation, or a cell is given twice.
    """
    given: dict[CellId, Cell] = {}
    for cell in cells:
        if given.setdefault(cell.id, cell) != cell:
            raise DoesNotAddUp(f"{cell.id} is given twice, and differently")
    relations = list(relations)
    named = {
        *(each for table in tables for each in table.cells()),
        *(each for relation in relations for each in relation.cells),
    }
    whole = {each: given.get(each) or Cell(each, 0, 0) for each in sorted(named | given.keys())}
    counts = {each: cell.count for each, cell in whole.items()}
    for relation in relations:
        if not relation.holds(counts):
            parts = sum(counts[part] for part in relation.parts)
            raise DoesNotAddUp(
                f"{relation.whole}: {counts[relation.whole]} is not {relation.sense.value} {parts}"
            )
    return whole
