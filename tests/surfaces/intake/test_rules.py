"""What holds between answers, whoever gives them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.surfaces.intake import rules

START = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.none() | st.integers(0, 500).map(lambda hours: START + timedelta(hours=hours))
NAMES = ("started_at", "detected_at", "ended_at", "degraded_since", "degraded_until")


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, MOMENTS)))
def test_what_is_named_does_come_after_what_it_cannot(answers: dict[str, datetime | None]) -> None:
    named = rules.disorder(answers)
    for first, last, _words in rules.ORDER:
        before, after = answers[first], answers[last]
        if before and after and before > after:
            assert first in named
    for name in named:
        laters = [answers[last] for first, last, _words in rules.ORDER if first == name]
        assert any(later and later < (answers[name] or later) for later in laters)


def test_of_two_faults_the_first_is_told() -> None:
    late, early = datetime(2025, 3, 2, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC)
    answers = {"started_at": late, "detected_at": early, "ended_at": early}
    assert rules.disorder(answers) == {"started_at": rules.NOTICED_BEFORE_IT_BEGAN}


@pytest.mark.parametrize(
    ("wanted", "urgency", "expected"),
    [
        ("none", "immediate", True),
        ("none", "none", False),
        ("none", None, False),
        ("on_site", "immediate", False),
        (None, "immediate", False),
    ],
)
def test_urgent_help_must_be_named(wanted: str | None, urgency: str | None, expected: bool) -> None:
    assert rules.says_not_which_help(wanted, urgency) is expected
