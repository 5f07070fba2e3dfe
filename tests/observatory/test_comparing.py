"""Is a figure higher than that of the year before, or is it chance?"""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.observatory.comparing import LARGE, Verdict, change
from vigie.observatory.measures import Count, Measure, Rate, Share, Suppressed


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (Count(327), Count(392), Verdict.ROSE),
        (Count(392), Count(369), Verdict.NOT_CLEAR),
        (Count(733), Count(592), Verdict.FELL),
        (Count(1), Count(9), Verdict.TOO_FEW),
        (Count(0), Count(20), Verdict.ROSE),
        (Count(100_000), Count(101_000), Verdict.ROSE),
        (Count(100_000), Count(100_200), Verdict.NOT_CLEAR),
        (Share(134, 327), Share(169, 392), Verdict.NOT_CLEAR),
        (Share(169, 392), Share(221, 369), Verdict.ROSE),
        (Share(221, 369), Share(169, 392), Verdict.FELL),
        (Share(1, 5), Share(200, 400), Verdict.TOO_FEW),
    ],
)
def test_what_is_said_of_two_years(before: Measure, after: Measure, verdict: Verdict) -> None:
    found = change(after, before)

    assert found is not None
    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, Count(5)),
        (Suppressed(), Count(5)),
        (Count(5), Suppressed()),
        (Share(0, 0), Share(1, 2)),
        (Count(5), Share(1, 2)),
        (Rate(1, 2, 1000), Rate(1, 2, 1000)),
    ],
)
def test_nothing_is_said_where_nothing_can_be(before: Measure | None, after: Measure) -> None:
    assert change(after, before) is None


def test_percent_is_told_of_large_counts_alone() -> None:
    large, small = change(Count(60), Count(40)), change(Count(40), Count(29))

    assert large is not None
    assert large.ratio == pytest.approx(0.5)
    assert small is not None
    assert small.ratio is None


@given(st.integers(0, 400), st.integers(0, 400))
def test_chance_is_that_of_a_fair_coin(one: int, other: int) -> None:
    both = one + other
    tail = sum(comb(both, each) for each in range(min(one, other) + 1)) / 2**both
    clear = both >= 20 and one != other and 2 * tail < 0.05

    found = change(Count(other), Count(one))

    assert found is not None
    assert (found.verdict in {Verdict.ROSE, Verdict.FELL}) == clear


@given(st.integers(1, LARGE), st.integers(1, LARGE), st.integers(0, LARGE), st.integers(0, LARGE))
def test_told_backwards_it_is_the_contrary(first: int, second: int, one: int, other: int) -> None:
    before, after = Share(min(one, first), first), Share(min(other, second), second)
    opposite = {Verdict.ROSE: Verdict.FELL, Verdict.FELL: Verdict.ROSE}

    forward, backward = change(after, before), change(before, after)

    assert forward is not None
    assert backward is not None
    assert backward.verdict is opposite.get(forward.verdict, forward.verdict)
