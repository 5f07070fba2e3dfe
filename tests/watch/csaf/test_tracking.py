"""Tests 6.1.14, 6.1.16 to 6.1.22 and 6.1.30: versions and their history."""

import pytest

from tests.factories import advisories
from tests.factories.advisories import revision
from vigie.watch.csaf import findings

FIRST, SECOND, THIRD = (f"2026-11-0{day}T10:00:00Z" for day in (1, 2, 3))


def found(version: str, status: str, *history: tuple[str, str]) -> set[str]:
    tracking = "/document/tracking"
    changes = {
        f"{tracking}/version": version,
        f"{tracking}/status": status,
        f"{tracking}/revision_history": [revision(*each) for each in history],
    }
    return {each.test for each in findings(advisories.document(changes))}


BROKEN = [
    ("6.1.14", "1", "final", [("2", FIRST), ("1", SECOND)]),
    ("6.1.14", "1", "final", [("2", FIRST), ("1", "2026-11-01T10:00:00.0000001Z")]),
    ("6.1.16", "1", "final", [("1", FIRST), ("2", SECOND)]),
    ("6.1.16", "1", "final", [("1", FIRST), ("2", FIRST)]),
    ("6.1.16", "1.9.0", "final", [("1.9.0", FIRST), ("1.10.0", FIRST)]),
    ("6.1.17", "0.9.0", "final", [("0.9.0", FIRST)]),
    ("6.1.17", "1.0.0-rc1", "final", [("1.0.0-rc1", FIRST)]),
    ("6.1.18", "1", "final", [("0", FIRST), ("1", SECOND)]),
    ("6.1.19", "1.0.0", "draft", [("1.0.0-rc1", FIRST), ("1.0.0", SECOND)]),
    ("6.1.20", "1.0.0-alpha", "interim", [("1.0.0", FIRST)]),
    ("6.1.21", "3", "final", [("1", FIRST), ("3", SECOND)]),
    ("6.1.21", "2", "final", [("2", FIRST)]),
    ("6.1.22", "1", "final", [("1", FIRST), ("1", SECOND)]),
    ("6.1.30", "2", "final", [("1.0.0", FIRST), ("2", SECOND)]),
]
RIGHT = [
    ("3", "final", [("2", SECOND), ("3", THIRD), ("1", FIRST)]),
    ("2", "final", [("1", "2026-11-01T12:00:00+02:00"), ("2", "2026-11-01T10:00:00.5Z")]),
    ("1.10.0", "final", [("1.9.0", FIRST), ("1.10.0", FIRST)]),
    ("1.0.0+build.2", "final", [("1.0.0+build.1", FIRST)]),
    ("1.0.0-rc1", "draft", [("1.0.0", FIRST)]),
    ("0.2.0", "draft", [("0.1.0", FIRST), ("0.2.0", SECOND)]),
    ("1.2.0", "interim", [("1.0.0", FIRST), ("1.2.0", SECOND)]),
    ("1", "final", [("1", "2016-12-31T23:59:60Z")]),
]


@pytest.mark.parametrize(("test", "version", "status", "history"), BROKEN)
def test_a_broken_history_is_found(
    test: str, version: str, status: str, history: list[tuple[str, str]]
) -> None:
    assert test in found(version, status, *history)


@pytest.mark.parametrize(("version", "status", "history"), RIGHT)
def test_a_right_history_is_accepted(
    version: str, status: str, history: list[tuple[str, str]]
) -> None:
    assert found(version, status, *history) == set()


def test_pre_releases_are_in_the_order_of_semantic_versioning() -> None:
    names = ["alpha", "alpha.1", "alpha.beta", "beta", "beta.2", "beta.11", "rc.1"]
    numbers = [*(f"1.0.0-{name}" for name in names), "1.0.0"]
    history = [(number, f"2026-11-{day:02}T10:00:00Z") for day, number in enumerate(numbers, 1)]
    assert found("1.0.0", "draft", *history) == {"6.1.19"}
    swapped = [(numbers[5], history[4][1]), (numbers[4], history[5][1])]
    assert "6.1.14" in found("1.0.0", "draft", *history[:4], *swapped, *history[6:])
