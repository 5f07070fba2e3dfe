"""A form on paper, or a fax, was received when it arrived, not when somebody typed it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.surfaces.desk.calls import call, typed
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from tests.surfaces.portal.pages import errors
from vigie.core.models import JournalEntry
from vigie.declarations.models import Clock, Declaration, Receipt

pytestmark = pytest.mark.django_db


def moment(at: datetime) -> dict[str, str]:
    """Return a moment as the form takes it, in the desk's zone."""
    local = timezone.localtime(at)
    return {"arrived_at_0": f"{local:%Y-%m-%d}", "arrived_at_1": f"{local:%H:%M}"}


def detected(at: datetime) -> dict[str, str]:
    local = timezone.localtime(at)
    return {"detected_at_0": f"{local:%Y-%m-%d}", "detected_at_1": f"{local:%H:%M}"}


def days_ago(days: int) -> datetime:
    """Return a moment to the minute: no form says more."""
    return timezone.now().replace(second=0, microsecond=0) - timedelta(days=days)


def on_paper(arrived_at: datetime, **changed: Any) -> dict[str, Any]:
    """Return what is typed of a form that arrived then, of an incident of the day before."""
    before = detected(arrived_at - timedelta(days=1))
    return typed(channel="paper", **{**before, **moment(arrived_at), **changed})


def refused(who: SignedIn, answers: dict[str, Any]) -> str:
    """Send a form that is refused at its arrival; return why."""
    answer = who.post(page("declare"), answers)
    assert answer.status_code == 422
    assert not Declaration.objects.exists()
    found = errors(answer)
    assert list(found) == ["arrived_at"]
    assert answers["arrived_at_0"] in text(answer)
    return found["arrived_at"]


def test_it_was_received_when_it_arrived_and_the_journal_says_so(analyst: SignedIn) -> None:
    arrived_at = days_ago(2)
    row = call(analyst, **on_paper(arrived_at))
    assert row.received_at == Receipt.objects.get().received_at == arrived_at
    assert row.reports.get().submitted_at == arrived_at
    entry = JournalEntry.objects.get(action="declaration.received")
    assert entry.objects_touched == {
        "declaration": str(row.pk),
        "arrived": f"{arrived_at:%Y-%m-%dT%H:%MZ}",
    }
    assert timezone.now() - entry.at < timedelta(hours=1)


def test_what_it_fulfils_was_fulfilled_when_it_arrived(analyst: SignedIn) -> None:
    # Seventy-two hours are over since: it came in time, and was typed late.
    arrived_at = days_ago(4)
    row = call(analyst, **on_paper(arrived_at))
    met = Clock.objects.filter(receipt__declaration_id=row.pk).exclude(met_at=None)
    assert met
    assert {each.met_at for each in met} == {arrived_at}
    assert not met.exclude(late_since=None).exists()


def test_left_empty_it_is_received_as_it_is_typed(analyst: SignedIn) -> None:
    row = call(analyst, channel="paper", arrived_at_0="", arrived_at_1="")
    assert timezone.now() - row.received_at < timedelta(hours=1)
    assert "arrived" not in JournalEntry.objects.get(action="declaration.received").objects_touched


@pytest.mark.parametrize("days", [-1, -400])
def test_nothing_arrives_in_the_future(analyst: SignedIn, days: int) -> None:
    answers = on_paper(days_ago(days), **detected(days_ago(3)))
    assert "in the future" in refused(analyst, answers)


def test_a_year_that_was_mistyped_is_stopped(analyst: SignedIn) -> None:
    assert "more than 90 days ago" in refused(analyst, on_paper(days_ago(365)))


def test_a_call_does_not_arrive_before_it_is_typed(analyst: SignedIn) -> None:
    answers = on_paper(days_ago(1)) | {"channel": "phone"}
    assert "empty for a call" in refused(analyst, answers)


def test_it_cannot_tell_of_what_was_noticed_after_it_arrived(analyst: SignedIn) -> None:
    answers = on_paper(days_ago(2), **detected(days_ago(1)))
    assert "detected after this moment" in refused(analyst, answers)


@pytest.mark.parametrize(
    "half", [{"arrived_at_1": ""}, {"arrived_at_0": "x"}, {"arrived_at_1": "99:99"}]
)
def test_half_a_moment_is_refused(analyst: SignedIn, half: dict[str, str]) -> None:
    answer = analyst.post(page("declare"), on_paper(days_ago(1), **half))
    assert answer.status_code == 422
    assert any(name.startswith("arrived_at") for name in errors(answer))
    assert not Declaration.objects.exists()


def test_a_double_click_reads_its_code_out_still(analyst: SignedIn) -> None:
    answers = on_paper(days_ago(3))
    for _ in range(2):
        answer = analyst.post(page("declare"), answers)
        assert answers["receipt_code"][:4] in text(analyst.get(answer["Location"]))
    assert Declaration.objects.count() == 1
    assert Declaration.objects.get().reports.count() == 1


def test_what_is_changed_and_sent_again_is_added_to_it(analyst: SignedIn) -> None:
    answers = on_paper(days_ago(3))
    analyst.post(page("declare"), answers)
    analyst.post(page("declare"), answers | {"care_impact": "interrupted"})
    row = Declaration.objects.get()
    assert row.reports.count() == 2
    assert row.received_at == Receipt.objects.get().received_at
