"""What does not bind anybody, yet or any more, is never shown as owed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.taxonomy.builders import NOW, facts
from vigie.taxonomy import regimes
from vigie.taxonomy.codes import RegimeStatus
from vigie.taxonomy.regimes import duties

CSP, GDPR = "csp-l1111-8-2", "gdpr-33"
INSURANCE, ESSENTIAL = "assurances-l12-10-1", "loi-2018-133-7"


@pytest.mark.parametrize(
    ("regime", "eve"),
    [
        (CSP, date(2022, 4, 28)),
        (GDPR, date(2018, 5, 24)),
        (INSURANCE, date(2023, 4, 23)),
        (ESSENTIAL, date(2018, 5, 25)),
    ],
)
def test_a_rule_binds_nobody_before_its_day(regime: str, eve: date) -> None:
    assert not regimes.regime(regime).in_force_on(eve)
    assert regimes.regime(regime).in_force_on(eve + timedelta(days=1))


def test_an_incident_of_2020_owed_nothing_of_the_law_of_2022() -> None:
    then = datetime(2020, 5, 1, tzinfo=UTC)
    found = regimes.obligations(facts(care_impact="degraded", origin="malicious"), at=then)
    assert {each.regime for each in found} == {ESSENTIAL}


def test_the_day_a_rule_begins_is_that_of_paris() -> None:
    first_minute = datetime(2022, 4, 28, 22, 0, tzinfo=UTC)
    found = regimes.obligations(facts(others_touched="yes"), at=first_minute)
    assert [each.regime for each in found] == [CSP]
    assert regimes.obligations(facts(others_touched="yes"), at=first_minute - timedelta(1)) == []


def test_nis2_is_announced_with_its_stages_and_never_owed() -> None:
    found = regimes.announced(facts(care_impact="interrupted"), at=NOW)
    known = NOW - timedelta(hours=1)
    assert [(each.regime, each.stage, each.status) for each in found] == [
        ("nis2-23", "early_warning", "announced"),
        ("nis2-23", "notification", "announced"),
        ("nis2-23", "final", "announced"),
    ]
    assert [each.due_at for each in found[:2]] == [known + timedelta(days=n) for n in (1, 3)]
    assert found[2].due_at is not None
    assert found[2].due_at.isoformat() == "2026-12-27T23:59:00+01:00"


def test_a_final_report_is_counted_from_the_notification_once_it_was_sent() -> None:
    reported = {"notification": NOW}
    (*_, final) = regimes.announced(facts(care_impact="interrupted", reported=reported), at=NOW)
    assert final.clock_started_at == NOW
    assert final.due_at is not None
    assert final.due_at.isoformat() == "2026-12-24T23:59:00+01:00"


@pytest.fixture(params=[RegimeStatus.ANNOUNCED, RegimeStatus.VOLUNTARY, "future", "over"])
def changed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put every regime out of force, in one way or another."""
    ways: dict[str, dict[str, Any]] = {
        "future": {"valid_from": date(2027, 1, 1)},
        "over": {"valid_to": date(2026, 11, 23)},
    }
    change = ways.get(request.param, {"status": request.param})
    shelved = {code: replace(each, **change) for code, each in regimes.all_regimes().items()}
    monkeypatch.setattr(duties, "all_regimes", lambda: shelved)
    return str(request.param)


def test_what_is_not_in_force_is_never_owed_nor_to_be_checked(changed: str) -> None:
    touched = facts(care_impact="interrupted", data_confidentiality="yes", origin="malicious")
    assert regimes.obligations(touched, at=NOW) == []
    statuses = {each.status for each in regimes.announced(touched, at=NOW)}
    expected = {"voluntary": {"voluntary"}, "over": set()}
    assert statuses == expected.get(changed, {"announced"})
