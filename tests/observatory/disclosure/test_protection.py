"""After protection nothing small can be told, and no more is suppressed than it takes."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.observatory.disclosure.tables import LINKED, counted, drawn, grid
from vigie.observatory.disclosure import (
    Cell,
    Dimension,
    Edition,
    Protected,
    Relation,
    Rules,
    Sense,
    Table,
    intervals,
    protect,
    relations_of,
)

RELATIONS = relations_of(LINKED)
K = 5


def suppressed(found: Protected, table: Table) -> set[tuple[str, ...]]:
    names = [each.name for each in table.dimensions]
    return {tuple(dict(cell.where).get(name, "") for name in names) for cell in found.suppressed}


def assert_nothing_is_told(found: Protected, relations: list[Relation], k: int = K) -> None:
    for cell, interval in intervals(found.edition, relations).items():
        assert interval.lowest <= 1 + 1e-6, cell
        assert interval.highest >= k - 1 - 1e-6, cell


@settings(max_examples=25, deadline=None)
@given(st.integers(6, 300), st.integers(5, 60), st.integers(0, 10_000), st.integers(2, 7))
def test_nothing_is_told_by_linked_tables_with_groups(
    declarations: int, structures: int, seed: int, k: int
) -> None:
    cells = counted(drawn(LINKED, declarations, structures, seed), LINKED)
    rules = Rules(k=k, dominant_share=0.6)

    found = protect(cells, LINKED, rules=rules)

    assert_nothing_is_told(found, RELATIONS, k)
    shown = found.edition.shown
    for cell in cells:
        assert cell.id in (found.suppressed if rules.forbid(cell) else found.edition.counts)
    for relation in RELATIONS:
        if all(cell in shown for cell in relation.cells):
            assert relation.holds(shown)


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 10_000))
def test_the_same_tables_give_the_same_answer_in_whatever_order(
    shuffler: random.Random, seed: int
) -> None:
    cells = counted(drawn(LINKED, 120, 25, seed), LINKED)
    shuffled, tables = list(cells), list(LINKED)
    shuffler.shuffle(shuffled)
    shuffler.shuffle(tables)

    assert protect(cells, LINKED) == protect(shuffled, tables)


def test_a_small_cell_is_suppressed_with_the_cheapest_that_hide_it() -> None:
    table, cells = grid([[2, 5, 30], [5, 8, 40], [20, 25, 60]])

    found = protect(cells, [table])

    assert len(found.forbidden) == 1
    assert suppressed(found, table) >= {("r0", "k0"), ("r0", "k1"), ("r1", "k0"), ("r1", "k1")}
    assert not {("", ""), ("r0", "k2"), ("r1", "k2"), ("r2", "k2")} & suppressed(found, table)


def test_nobody_can_tell_the_small_cell_from_those_that_hide_it() -> None:
    # Were only these four suppressed, the 7 could be 5 at least: so it would be none of the small.
    table, cells = grid([[2, 9, 30], [8, 7, 40], [20, 25, 60]])
    square = {table.cell((r, k)) for r in ("r0", "r1") for k in ("k0", "k1")}
    counts = {cell.id: cell.count for cell in cells}
    told = intervals(Edition(counts, frozenset(square)), relations_of([table]))
    assert told[table.cell(("r1", "k1"))].lowest == 5

    assert_nothing_is_told(protect(cells, [table]), relations_of([table]))


def test_structures_are_counted_and_not_declarations() -> None:
    table, cells = grid([[30, 40], [50, 60]], structures=4)

    assert len(protect(cells, [table]).forbidden) == len(cells)


def test_a_cell_that_one_structure_dominates_is_suppressed() -> None:
    region = Dimension.flat("region", ["11", "84", "76"])
    table = Table("declarations", (region,))
    cells = [
        Cell(table.cell(("11",)), 30, 6, 25 / 30),
        Cell(table.cell(("84",)), 20, 9, 4 / 20),
        Cell(table.cell(("76",)), 10, 9, 2 / 10),
        Cell(table.cell(("",)), 60, 20, 25 / 60),
    ]

    assert suppressed(protect(cells, [table]), table) == {("11",), ("76",)}
    assert not protect(cells, [table], rules=Rules(dominant_share=0.9)).suppressed


def by_region(*counts: int) -> tuple[Table, list[Cell]]:
    codes = [f"r{number}" for number in range(len(counts))]
    table = Table("declarations", (Dimension.flat("region", codes),))
    named = zip((*codes, ""), (*counts, sum(counts)), strict=True)
    return table, [Cell(table.cell((code,)), count, count) for code, count in named]


def test_zeros_are_shown_unless_they_are_needed_to_hide_another() -> None:
    free, large = by_region(5, 0, 6)
    needed, small = by_region(1, 1, 1, 1, 1, 0)

    assert not protect(large, [free]).suppressed
    assert suppressed(protect(small, [needed]), needed) == {(f"r{n}",) for n in range(6)}


def test_a_zero_that_could_be_nothing_else_hides_nothing() -> None:
    table, cells = by_region(1, 1, 1, 1, 1, 0)
    impossible = table.cell(("r5",))
    cells = [replace(cell, impossible=cell.id == impossible) for cell in cells]

    found = protect(cells, [table])

    assert impossible in found.edition.shown
    assert ("",) in suppressed(found, table)
    assert_nothing_is_told(found, relations_of([table]))


def test_a_total_that_everybody_knows_stays_and_what_it_tells_is_not_held_against_anyone() -> None:
    region = Dimension.flat("region", ["11", "84", "76"])
    table = Table("declarations", (region,))
    total = Cell(table.cell(("",)), 2, 2, anyway=True)
    cells = [total, Cell(table.cell(("11",)), 1, 1), Cell(table.cell(("84",)), 1, 1)]

    found = protect(cells, [table])

    assert total.id in found.edition.shown
    left = intervals(found.edition, relations_of([table]))
    assert {(each.lowest, each.highest) for each in left.values()} == {(0, 2)}


def test_what_is_left_of_a_share_is_protected_by_the_cells_beside_it() -> None:
    # 30 of 32 were malicious: so 2 were not.
    origin = Dimension.flat("origin", ["malicious", "not_malicious", "unknown"])
    table = Table("declarations", (origin,))
    counts = {"": 32, "malicious": 30, "not_malicious": 2}
    cells = [Cell(table.cell((code,)), count, count) for code, count in counts.items()]

    found = protect(cells, [table])

    assert suppressed(found, table) >= {("malicious",), ("not_malicious",)}
    assert_nothing_is_told(found, relations_of([table]))


def test_distinct_structures_do_not_add_up_and_are_protected_all_the_same() -> None:
    region = Dimension.flat("region", ["11", "84", "76"])
    table = Table("structures", (region,), adds_up=False)
    counts = {"11": 3, "84": 9, "76": 20, "": 30}
    cells = [Cell(table.cell((code,)), count, count) for code, count in counts.items()]

    found = protect(cells, [table])

    assert suppressed(found, table) >= {("11",)}
    assert_nothing_is_told(found, relations_of([table]))
    assert Relation(table.cell(("",)), (table.cell(("11",)),), Sense.AT_LEAST) in relations_of(
        [table]
    )


@pytest.mark.parametrize("rules", [{"k": 1}, {"dominant_share": 0.0}, {"dominant_share": 1.2}])
def test_rules_that_protect_nobody_are_refused(rules: dict) -> None:
    with pytest.raises(ValueError, match="protects nobody"):
        Rules(**rules)
