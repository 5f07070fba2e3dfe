"""From when, and until when, each thing is owed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.taxonomy.builders import NOW, facts, obligation
from vigie.taxonomy import regimes
from vigie.taxonomy.codes import DatePrecision

CSP, GDPR, PERSONS = "csp-l1111-8-2", "gdpr-33", "gdpr-34"
INSURANCE = "assurances-l12-10-1"


def test_data_are_told_to_the_authority_within_72_hours_of_knowing() -> None:
    found = obligation(GDPR, data_confidentiality="yes", aware_at=NOW - timedelta(hours=10))
    assert found.due_at == NOW + timedelta(hours=62)
    assert found.clock_started_at == NOW - timedelta(hours=10)
    assert found.start_precision == DatePrecision.MINUTE


def test_without_a_word_on_awareness_the_clock_runs_from_detection() -> None:
    found = obligation(GDPR, data_confidentiality="yes")
    assert found.clock_started_at == NOW - timedelta(hours=1)


def test_a_day_without_a_time_counts_from_its_first_hour_in_paris() -> None:
    day = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    found = obligation(
        GDPR, data_integrity="yes", detected_at=day, detected_precision=DatePrecision.DAY
    )
    assert found.clock_started_at.isoformat() == "2026-11-24T00:00:00+01:00"
    assert found.start_precision == DatePrecision.DAY


@pytest.mark.parametrize(
    "unknown", [{"detected_at": None}, {"detected_precision": DatePrecision.UNKNOWN}]
)
def test_without_a_date_of_detection_the_clock_runs_from_reception(unknown: dict[str, Any]) -> None:
    found = obligation(GDPR, data_integrity="yes", **unknown)
    assert (found.clock_started_at, found.start_precision) == (NOW, DatePrecision.UNKNOWN)


def test_without_delay_has_no_time_and_comes_first() -> None:
    found = regimes.obligations(facts(data_confidentiality="yes", origin="malicious"), at=NOW)
    assert [each.regime for each in found] == [CSP, GDPR, PERSONS, INSURANCE]
    assert [each.due_at is None for each in found] == [True, False, True, False]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="must carry its zone"):
        facts(detected_at=NOW.replace(tzinfo=None))
