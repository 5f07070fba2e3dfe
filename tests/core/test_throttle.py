"""Who fails again and again waits longer and longer; who mistypes does not notice."""

from datetime import timedelta

import pytest

from tests.fixtures.clock import Later
from vigie.core import throttle
from vigie.core.models import FailedAttempt

pytestmark = pytest.mark.django_db

SUBJECT = "192.0.2.7"


def fail(times: int, subject: str = SUBJECT) -> None:
    for _ in range(times):
        throttle.note_failure("follow", subject)


def wait() -> timedelta:
    return throttle.wait_before_next("follow", SUBJECT)


def test_a_few_slips_cost_nothing() -> None:
    fail(throttle.FREE_ATTEMPTS - 1)

    assert wait() == timedelta(0)


def test_each_further_failure_doubles_the_wait() -> None:
    fail(throttle.FREE_ATTEMPTS + 2)

    assert timedelta(seconds=3) < wait() <= timedelta(seconds=4)


def test_the_wait_has_a_limit() -> None:
    fail(100)

    assert timedelta(minutes=14) < wait() <= throttle.LONGEST_WAIT


def test_a_scope_may_ask_for_a_shorter_limit() -> None:
    fail(100)

    assert throttle.wait_before_next("follow", SUBJECT, longest=timedelta(seconds=5)) <= timedelta(
        seconds=5
    )


def test_the_wait_passes(later: Later) -> None:
    fail(throttle.FREE_ATTEMPTS + 2)
    later(timedelta(seconds=4))

    assert wait() == timedelta(0)


def test_another_subject_and_another_scope_are_not_slowed() -> None:
    fail(100, subject="198.51.100.1")

    assert wait() == timedelta(0)
    assert throttle.wait_before_next("sign_in", "198.51.100.1") == timedelta(0)


def test_the_subject_is_not_readable_in_the_table() -> None:
    fail(1)

    assert SUBJECT not in FailedAttempt.objects.get().subject


def test_old_failures_are_forgotten(later: Later) -> None:
    fail(3)
    later(throttle.KEPT + timedelta(minutes=1))

    assert throttle.prune() == 3
