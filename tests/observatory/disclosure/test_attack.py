"""What the attack finds is what anybody could find by trying every table."""

from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.observatory.disclosure.tables import grid
from vigie.observatory.disclosure import (
    CellId,
    DoesNotAddUp,
    Edition,
    Relation,
    Rules,
    Sense,
    Table,
    breaches,
    intervals,
    protect,
    relations_of,
)

MOST = 6


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 3), min_size=4, max_size=4),
    st.sets(st.integers(0, 3)),
    st.sets(st.sampled_from(["row", "column", "all"])),
)
def test_intervals_are_those_of_every_table_that_agrees(
    counts: list[int], hidden: set[int], hidden_margins: set[str]
) -> None:
    table, cells = grid([counts[:2], counts[2:]])
    true = {cell.id: cell.count for cell in cells}
    inner = [table.cell(codes) for codes in product(("r0", "r1"), ("k0", "k1"))]
    margins = {
        "row": table.cell(("r0", "")),
        "column": table.cell(("", "k0")),
        "all": table.cell(("", "")),
    }
    suppressed = {inner[place] for place in hidden} | {margins[name] for name in hidden_margins}
    edition = Edition(true, frozenset(suppressed))

    found = intervals(edition, relations_of([table]))

    for cell in suppressed:
        possible = [counts[cell] for counts in agreeing(edition)]
        assert found[cell].lowest == pytest.approx(min(possible))
        # Who reasons that zeros are shown leaves out tables with a nought where none is beside.
        reasoned = [counts[cell] for counts in agreeing(edition, firm(edition, table))]
        # Without bound where the tables that agree are as large as were tried.
        assert max(reasoned) == pytest.approx(found[cell].highest) or max(reasoned) >= MOST


def agreeing(edition: Edition, firm: frozenset[CellId] = frozenset()) -> list[dict[CellId, int]]:
    shown = edition.shown.items()
    return [
        counts
        for counts in every_table()
        if all(counts[c] == n for c, n in shown) and all(counts[c] for c in firm)
    ]


def firm(edition: Edition, table: Table) -> frozenset[CellId]:
    """The suppressed cells with no suppressed zero in their row or column."""
    return frozenset(
        cell
        for cell in edition.suppressed
        if all(
            edition.counts[other]
            for relation in relations_of([table])
            if cell in relation.cells
            for other in {*relation.cells, cell} & edition.suppressed
        )
    )


@cache
def every_table() -> list[dict[CellId, int]]:
    values = product(range(MOST + 1), repeat=4)
    return [{cell.id: cell.count for cell in grid([v[:2], v[2:]])[1]} for v in values]


def test_a_cell_told_by_its_row_is_named_with_what_is_told() -> None:
    table, cells = grid([[2, 9, 30], [8, 7, 40]])
    counts = {cell.id: cell.count for cell in cells}
    alone = table.cell(("r0", "k0"))

    (breach,) = breaches(Edition(counts, frozenset({alone})), relations_of([table]), Rules())

    assert breach.cell == alone
    assert str(breach) == "declarations [kind=k0, region=r0]: 2 to 2"


def test_linked_tables_are_attacked_together() -> None:
    # In the table of kinds two cells hide each other; the table of severities tells one of them.
    south, north = CellId("d", (("region", "south"),)), CellId("d", (("region", "north"),))
    parts = (
        CellId("d", (("region", "south"), ("grave", "yes"))),
        CellId("d", (("region", "south"), ("grave", "no"))),
    )
    total = CellId("d")
    counts = {total: 12, south: 9, north: 3, parts[0]: 4, parts[1]: 5}
    edition = Edition(counts, frozenset({south, north}))
    apart = [Relation(total, (south, north))]

    assert breaches(edition, apart, Rules()) == []
    assert len(breaches(edition, [*apart, Relation(south, parts)], Rules())) == 2


def test_what_is_among_something_else_is_an_attackers_knowledge_too() -> None:
    whole, part = CellId("all"), CellId("grave")
    edition = Edition({whole: 3, part: 2}, frozenset({part}))

    (breach,) = breaches(edition, [Relation(whole, (part,), Sense.AT_LEAST)], Rules())

    assert (breach.interval.lowest, breach.interval.highest) == (0, 3)


def test_counts_that_contradict_each_other_are_refused() -> None:
    table, cells = grid([[2, 9], [8, 7]])

    with pytest.raises(DoesNotAddUp, match="kind=k0"):
        protect(cells[1:], [table])
