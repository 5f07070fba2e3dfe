"""The demonstration's figures are those of its sourced targets, year by year."""

import pytest

from vigie.core.realm import DEMO
from vigie.demonstration.targets import Target, YearTargets, load_targets
from vigie.observatory import figures, snapshots

YEARS = load_targets()
TARGETS = [target for year in YEARS for target in year.targets]

Found = dict[tuple[str, str, str | None], figures.Figure]


@pytest.fixture(scope="module")
def found(demonstration: None) -> Found:  # noqa: ARG001 - needed
    with snapshots.fresh(DEMO) as snapshot:
        computed = figures.compute(snapshot, [year.year for year in YEARS])
    return {(figure.period, figure.key, figure.breakdown): figure for figure in computed}


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: f"{t.year}-{t.figure}-{t.breakdown}")
def test_the_figure_equals_its_target(found: Found, target: Target) -> None:
    measure = found[str(target.year), target.figure, target.breakdown].measure

    assert (measure.numerator, measure.denominator) == (target.numerator, target.denominator)


@pytest.mark.parametrize("year", YEARS, ids=lambda year: str(year.year))
def test_nothing_of_a_past_year_is_pending(found: Found, year: YearTargets) -> None:
    assert found[str(year.year), "declarations", None].pending == 0
