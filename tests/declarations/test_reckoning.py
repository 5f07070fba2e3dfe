"""Whatever is said in whatever order: clocks are reckoned twice alike, and nothing is lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.declarations import facts
from tests.fixtures.regimes import copied, put_nis2_in_force
from vigie.declarations.models import Clock, Receipt
from vigie.declarations.services.clocks import asked, in_time, next_due
from vigie.declarations.services.reckoning import Reckoning
from vigie.taxonomy import regimes
from vigie.taxonomy.codes import DatePrecision
from vigie.taxonomy.regimes import Start

RECEIVED = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
KIND = "health_establishment"
hours = st.integers(0, 24 * 60)
touched = st.sampled_from(["yes", "no", "unknown"])
answers = st.fixed_dictionaries(
    {
        "origin": st.sampled_from(["malicious", "not_malicious", "unknown"]),
        "care_impact": st.sampled_from(["none", "degraded", "interrupted", "unknown"]),
        "data_confidentiality": touched,
        "data_availability": touched,
        # Around the night that has an hour twice.
        "detected_at": hours.map(lambda before: RECEIVED - timedelta(hours=before)),
    }
)
legal = st.fixed_dictionaries(
    {"origin": st.sampled_from(["malicious", "not_malicious"]), "data_confidentiality": touched}
)


class Case:
    """A declaration without a database: what was said, and the clocks that came of it."""

    def __init__(self) -> None:
        self.receipt = Receipt(received_at=RECEIVED)
        self.clocks: list[Clock] = []
        self.reports = [("early_warning", RECEIVED)]
        self.told: dict[str, list[Start]] = {}
        self.facts = facts()
        self.csirt: dict[str, str] | None = None
        self.at = RECEIVED

    def reckon(self) -> Reckoning:
        def reading(**changes: Any) -> dict[tuple[str, str], regimes.Obligation]:
            return asked(
                self.receipt,
                replace(self.facts, **changes),
                structure_kind=KIND,
                reports=self.reports,
                told=self.told,
            )

        reckoning = Reckoning(self.receipt, self.clocks, self.at)
        csirt = None if self.csirt is None else reading(**self.csirt)
        reckoning.reckon(reading(), csirt, reports=self.reports, told=self.told)
        self.clocks = reckoning.after()
        return reckoning


Step = Callable[[Case], None]


def say(said: dict[str, object]) -> Step:
    return lambda case: setattr(case, "facts", facts(**said))


def read_as(reading: dict[str, str]) -> Step:
    return lambda case: setattr(case, "csirt", reading)


def report(stage: str) -> Step:
    return lambda case: case.reports.append((stage, case.at))


def tell(precision: DatePrecision) -> Step:
    return lambda case: case.told.setdefault("cnil", []).append(Start(case.at, precision))


steps = st.lists(
    st.tuples(
        st.one_of(
            answers.map(say),
            legal.map(read_as),
            st.sampled_from(["notification", "progress", "final", "addendum"]).map(report),
            st.sampled_from(list(DatePrecision)).map(tell),
        ),
        hours,
    ),
    max_size=6,
)


@pytest.fixture(scope="module", autouse=True)
def _staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have staged reports owed too."""
    with pytest.MonkeyPatch.context() as patch:
        for folder in copied(tmp_path_factory.mktemp("data") / "data", patch):
            put_nis2_in_force(folder)
            yield


def played(steps: list[tuple[Step, int]]) -> tuple[Case, list[list[Clock]]]:
    """Play a story, and return it with the clocks after each step."""
    case, seen = Case(), []
    case.reckon()
    for step, later in steps:
        case.at += timedelta(hours=later)
        step(case)
        case.reckon()
        seen.append(list(case.clocks))
    return case, seen


@given(steps)
def test_reckoning_again_changes_nothing(steps: list[tuple[Step, int]]) -> None:
    case, _seen = played(steps)
    case.at += timedelta(days=1)
    again = case.reckon()
    assert again.started == []
    assert list(again.changed) == []


@given(steps)
def test_what_was_shown_once_is_never_removed(steps: list[tuple[Step, int]]) -> None:
    _case, seen = played(steps)
    for before, after in pairwise(seen):
        assert {clock.pk for clock in before} <= {clock.pk for clock in after}


@given(steps)
def test_what_is_met_is_neither_late_nor_withdrawn_afterwards(
    steps: list[tuple[Step, int]],
) -> None:
    case, _seen = played(steps)
    for clock in case.clocks:
        if clock.met_at:
            assert clock.withdrawn_at is None
            done = Start(clock.met_at, DatePrecision(clock.met_precision))
            assert (clock.late_since is None) == in_time(done, clock.due_at)


@given(steps)
def test_one_clock_at_most_runs_for_one_thing(steps: list[tuple[Step, int]]) -> None:
    case, _seen = played(steps)
    running = [(clock.regime, clock.stage) for clock in case.clocks if clock.is_open]
    assert len(running) == len(set(running))


@given(steps)
def test_what_waits_has_no_time_yet(steps: list[tuple[Step, int]]) -> None:
    case, _seen = played(steps)
    for clock in case.clocks:
        assert not (clock.waits_for and clock.due_at)
        assert not (clock.waits_for and clock.met_at)


@given(steps)
def test_the_csirt_alone_withdraws_nothing(steps: list[tuple[Step, int]]) -> None:
    case, _seen = played(steps)
    before = {clock.pk for clock in case.clocks if clock.is_open}
    case.csirt = {"origin": "not_malicious", "data_confidentiality": "no"}
    wanted = {
        (each.regime, each.stage)
        for each in case.clocks
        if each.is_open and each.asked_by != "csirt_alone"
    }
    case.reckon()
    still = {(each.regime, each.stage) for each in case.clocks if each.is_open}
    assert wanted <= still
    assert before


@given(steps)
def test_what_is_due_next_is_open_and_owed_to_us(steps: list[tuple[Step, int]]) -> None:
    case, _seen = played(steps)
    due = next_due(case.clocks)
    ours = [
        clock.due_at
        for clock in case.clocks
        if clock.is_open and clock.status == "owed" and clock.regime == "nis2-23" and clock.due_at
    ]
    assert due == (min(ours) if ours else None)
