"""The drawing is reproducible, and says no when it cannot keep its promises."""

from datetime import timedelta

import pytest

from vigie.demonstration.drawing import draw_year
from vigie.demonstration.structures import DirectoryTooSmallError, Pool
from vigie.demonstration.targets import load_targets
from vigie.directory.models import Structure

REGIONS = ("11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94")
YEARS = {year.year: year for year in load_targets()}


def a_pool(per_cell: int = 60) -> Pool:
    structures = [
        Structure(finess=f"{region}{kind[0]}{number:06d}", name="S", kind=kind, region=region)
        for region in REGIONS
        for kind in ("health_establishment", "medico_social")
        for number in range(per_cell)
    ]
    return Pool.of(structures)


def test_the_same_seed_draws_the_same_year() -> None:
    pool = a_pool()

    assert draw_year(YEARS[2019], pool, seed=7) == draw_year(YEARS[2019], pool, seed=7)


def test_another_seed_draws_another_year() -> None:
    pool = a_pool()

    assert draw_year(YEARS[2019], pool, seed=7) != draw_year(YEARS[2019], pool, seed=8)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("year", YEARS)
def test_whatever_the_seed_no_case_breaks_the_order_of_time(year: int, seed: int) -> None:
    for case in draw_year(YEARS[year], a_pool(), seed=seed):
        assert case.detected_at < case.received_at
        assert case.started_at is None or case.started_at <= case.detected_at


def test_a_failure_of_a_provider_is_told_by_several_within_days() -> None:
    cases = draw_year(YEARS[2021], a_pool(), seed=7)
    failures: dict[int, list[timedelta]] = {}
    first: dict[int, object] = {}
    for case in cases:
        if case.failure is not None:
            start = first.setdefault(case.failure, case.received_at)
            failures.setdefault(case.failure, []).append(case.received_at - start)  # type: ignore[operator]

    assert failures
    assert all(len(delays) > 1 for delays in failures.values())
    assert all(max(delays) < timedelta(days=3) for delays in failures.values())


def test_a_directory_that_is_too_small_is_refused() -> None:
    with pytest.raises(DirectoryTooSmallError):
        draw_year(YEARS[2024], a_pool(per_cell=2), seed=7)
