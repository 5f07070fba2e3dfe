"""A log says where a fault happened, and not a word of what was being handled."""

import logging
import sys

from vigie.core.logs import PlacesOnly


def fail(narrative: str) -> None:
    raise ValueError(f"cannot read {narrative}")


def logged(narrative: str) -> str:
    try:
        fail_because_of_another(narrative)
    except RuntimeError:
        fault = sys.exc_info()
        record = logging.LogRecord("vigie", logging.ERROR, __file__, 1, "It failed", None, fault)
        return PlacesOnly("%(message)s").format(record)
    raise AssertionError


def fail_because_of_another(narrative: str) -> None:
    try:
        fail(narrative)
    except ValueError as error:
        raise RuntimeError(narrative) from error


def test_the_fault_and_its_cause_are_placed() -> None:
    text = logged("canary")

    assert text.startswith("It failed\nRuntimeError\n")
    assert "caused by:\nValueError\n" in text
    assert "test_logs.py:" in text
    assert text.rstrip().endswith(" fail")


def test_what_was_handled_is_not_told() -> None:
    assert "canary" not in logged("canary")
