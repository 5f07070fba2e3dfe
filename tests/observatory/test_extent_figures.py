"""How far an incident went: systems that ransomware touched, and the length of degraded mode."""

from datetime import timedelta

import pytest

from tests.observatory.builders import NOON, declared, figures_of, measure
from vigie.observatory.measures import Count, Share

pytestmark = pytest.mark.django_db


def test_the_extent_of_ransomware_is_told_by_the_systems_declared() -> None:
    for systems in (["network"], ["network", "imaging"], ["network", "imaging", "laboratory"], []):
        declared(kind="ransomware", systems=systems)
    declared(kind="phishing", systems=["messaging"])

    extents = {
        each.breakdown: each.measure.numerator
        for each in figures_of()
        if each.key == "declarations_by_ransomware_extent"
    }

    assert extents == {
        "ransomware_extent=one": 1,
        "ransomware_extent=two_or_three": 2,
        "ransomware_extent=four_or_more": 0,
        "ransomware_extent=not_told": 1,
        "ransomware_extent=no_ransomware": 1,
    }


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (23, "under_a_day"),
        (24, "under_a_week"),
        (24 * 7, "a_week_or_more"),
        (None, "ongoing"),
    ],
)
def test_degraded_mode_is_told_by_its_length(hours: int | None, code: str) -> None:
    until = None if hours is None else NOON + timedelta(hours=hours)
    declared(care_impact="degraded", degraded_since=NOON, degraded_until=until)
    declared(care_impact="none", degraded_since=NOON, degraded_until=NOON + timedelta(hours=1))

    assert measure("declarations_by_degraded_time", f"degraded_time={code}") == Count(1)
    assert measure("declarations_by_degraded_time", "degraded_time=not_degraded") == Count(1)


def test_degraded_mode_of_which_no_beginning_was_told_has_no_length() -> None:
    declared(care_impact="degraded", degraded_until=NOON)

    assert measure("declarations_by_degraded_time", "degraded_time=not_told") == Count(1)


def test_interrupted_care_is_a_share_of_what_is_in_scope() -> None:
    declared(care_impact="interrupted")

    assert measure("share_interrupted") == Share(0, 0)
