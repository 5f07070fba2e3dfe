"""How much is suppressed, beside the least that would do."""

from itertools import combinations
from unittest.mock import patch

import pytest

from tests.observatory.disclosure.tables import LINKED, counted, drawn, grid
from vigie.observatory.disclosure import (
    Edition,
    Rules,
    breaches,
    optimum,
    protect,
    relations_of,
)
from vigie.observatory.disclosure.puzzle import Puzzle

CHOOSE = optimum.choose


def test_at_most_a_tenth_more_than_the_least_is_suppressed_on_small_tables() -> None:
    found = least = proven = 0

    def both(puzzle: Puzzle, *, rounds: int, nodes: int) -> optimum.Choice | None:
        nonlocal found, least, proven
        choice = CHOOSE(puzzle, rounds=rounds, nodes=nodes)
        exact = CHOOSE(puzzle, rounds=200, nodes=10_000)
        assert choice is not None
        assert exact is not None
        proven += exact.cheapest
        found += puzzle.cost(choice.hidden)
        least += puzzle.cost(exact.hidden)
        return choice

    tables = [
        grid([[2, 5, 30], [5, 8, 40], [20, 25, 60]]),
        grid([[1, 9, 9, 9], [7, 2, 8, 30], [9, 8, 7, 6]]),
    ]
    with patch.object(optimum, "choose", both):
        for table, cells in tables:
            protect(cells, [table])
        for seed in range(4):
            protect(counted(drawn(LINKED, 150, 50, seed), LINKED), LINKED)

    assert proven >= 4
    assert found <= 1.1 * least


@pytest.mark.parametrize("rows", [[[2, 5], [6, 9]], [[1, 0], [7, 30]], [[3, 8], [0, 5]]])
def test_no_choice_that_withstands_the_attack_costs_less(rows: list[list[int]]) -> None:
    table, cells = grid(rows)
    relations, rules = relations_of([table]), Rules()
    prices = {cell.id: cell.price for cell in cells}
    counts = {cell.id: cell.count for cell in cells}
    must = {cell.id for cell in cells if rules.forbid(cell)}
    others = sorted(prices.keys() - must)

    safe = [
        chosen
        for number in range(len(others) + 1)
        for chosen in combinations(others, number)
        if not breaches(Edition(counts, frozenset({*must, *chosen})), relations, rules)
    ]

    found = protect(cells, [table])
    assert found.cost == min(sum(prices[cell] for cell in chosen) for chosen in safe)
