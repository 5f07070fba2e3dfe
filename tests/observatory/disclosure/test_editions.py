"""What was published before stays known, and what it kept back stays kept."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.observatory.disclosure.tables import LINKED, counted, drawn, grid
from vigie.observatory.disclosure import (
    CannotProtect,
    Cell,
    Dimension,
    Edition,
    Rules,
    Table,
    breaches,
    intervals,
    protect,
    relations_of,
)

REGIONS = Table("declarations", (Dimension.flat("region", ["11", "84", "76", "94"]),))
BY_REGION = relations_of([REGIONS])


def by_region(**counts: int) -> list[Cell]:
    """One structure a declaration; `total` unless told."""
    named = {code.removeprefix("r"): count for code, count in counts.items()}
    named[""] = sum(named.values())
    return [Cell(REGIONS.cell((code,)), n, n) for code, n in named.items()]


def hidden(edition: Edition) -> set[str]:
    return {dict(cell.where).get("region", "") for cell in edition.suppressed}


def test_what_hid_a_small_cell_and_has_not_changed_stays_hidden() -> None:
    before = protect(by_region(r11=40, r84=12, r76=7, r94=2), [REGIONS]).edition
    assert hidden(before) == {"76", "94"}

    # Region 94 is no longer small: alone, this edition would show everything.
    now = by_region(r11=40, r84=12, r76=7, r94=6)
    assert not protect(now, [REGIONS]).suppressed
    found = protect(now, [REGIONS], earlier=[before]).edition

    assert hidden(found) == {"76", "94"}
    told = intervals(before, BY_REGION, [found])[REGIONS.cell(("94",))]
    assert (told.lowest, told.highest) == (0, 8)


def test_the_attack_finds_what_a_careless_new_edition_tells_of_an_old_one() -> None:
    before = protect(by_region(r11=40, r84=12, r76=7, r94=2), [REGIONS]).edition
    counts = {cell.id: cell.count for cell in by_region(r11=40, r84=12, r76=7, r94=6)}

    (breach,) = [
        each
        for each in breaches(Edition(counts, frozenset()), BY_REGION, Rules(), [before])
        if each.cell == REGIONS.cell(("94",))
    ]

    assert breach.earlier
    assert (breach.interval.lowest, breach.interval.highest) == (2, 2)


def test_what_was_shown_cannot_help_to_hide_as_long_as_it_has_not_changed() -> None:
    before = protect(by_region(r11=40, r84=12, r76=7), [REGIONS]).edition
    assert not before.suppressed

    found = protect(by_region(r11=41, r84=12, r76=7, r94=2), [REGIONS], earlier=[before]).edition

    assert hidden(found) == {"94", "11"}


def test_what_can_no_longer_be_protected_is_said_by_name() -> None:
    before = Edition(
        {cell.id: cell.count for cell in by_region(r11=40, r84=12, r94=2)}, frozenset()
    )

    with pytest.raises(CannotProtect, match=r"region=94") as refused:
        protect(by_region(r11=41, r84=12, r94=2), [REGIONS], earlier=[before])

    assert refused.value.cells == (REGIONS.cell(("94",)),)


def test_a_sum_of_hidden_cells_that_has_not_changed_is_taken_over() -> None:
    # Before, 76, 84 and 94 hid each other; now 84 has grown and could be shown.
    before = Edition(
        {cell.id: cell.count for cell in by_region(r11=40, r84=3, r76=3, r94=4)},
        frozenset(REGIONS.cell((code,)) for code in ("84", "76", "94")),
    )
    careless = Edition(
        {cell.id: cell.count for cell in by_region(r11=40, r84=9, r76=3, r94=4)},
        frozenset(REGIONS.cell((code,)) for code in ("76", "94")),
    )
    assert breaches(careless, BY_REGION, Rules()) == []
    assert [str(each.cell) for each in breaches(careless, BY_REGION, Rules(), [before])] == [
        "declarations [region=84]"
    ]

    found = protect(by_region(r11=40, r84=9, r76=3, r94=4), [REGIONS], earlier=[before]).edition

    assert hidden(found) == {"84", "76", "94"}


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.integers(40, 200), st.lists(st.integers(0, 12), max_size=3))
def test_no_edition_tells_what_another_keeps_back(
    seed: int, declarations: int, changes: list[int]
) -> None:
    chance = random.Random(seed)  # noqa: S311
    facts = drawn(LINKED, declarations, 40, seed)
    relations = relations_of(LINKED)
    editions = [protect(counted(facts, LINKED), LINKED).edition]
    for number in changes:
        moved = drawn(LINKED, number, 40, chance.randrange(10_000))
        facts = [*facts[: len(facts) - number // 2], *moved]
        try:
            editions.append(protect(counted(facts, LINKED), LINKED, earlier=editions).edition)
        except CannotProtect:
            break
    for place, edition in enumerate(editions):
        others = [*editions[:place], *editions[place + 1 :]]
        for cell, interval in intervals(edition, relations, others).items():
            assert interval.lowest <= 1 + 1e-6, cell
            assert interval.highest >= 4 - 1e-6, cell


def test_an_edition_whose_facts_are_lost_keeps_back_what_it_kept() -> None:
    table, cells = grid([[2, 9, 30], [8, 7, 40], [20, 25, 60]])
    before = protect(cells, [table]).edition
    lost = Edition(before.shown, before.suppressed)
    now = [Cell(cell.id, cell.count, max(cell.structures, 5)) for cell in cells]

    assert protect(now, [table], earlier=[lost]).edition.suppressed == before.suppressed
