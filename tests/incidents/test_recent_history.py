"""The last deeds on a case are read without its whole history, however long that is."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import cases
from vigie.core import journal
from vigie.core.ids import new_id
from vigie.declarations.models import Declaration
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident

pytestmark = pytest.mark.django_db
LAST = 30
# The package has a selector of the same name.
history = import_module("vigie.incidents.selectors.history")


@contextmanager
def reading_the_journal() -> Iterator[list[str]]:
    """Collect the statements that read entries of the journal."""
    read: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield read
    read += [each["sql"] for each in captured if "journalentry" in each["sql"].lower()]


def large_case(count: int) -> tuple[Incident, list[Declaration]]:
    incident = cases.open_case(cases.person(name="Ana"))
    more = [cases.waiting() for _ in range(count - 1)]
    services.gather(incident, [each.pk for each in more], actor=cases.person(name="Bob"))
    return incident, list(selectors.declarations_of(incident))


def in_one_act(incident: Incident, declarations: list[Declaration], action: str) -> None:
    """Write of several declarations at once, as a message to all of them is."""
    act = str(new_id())
    for each in declarations:
        journal.record(
            action,
            actor="system",
            incident=str(incident.pk),
            declaration=str(each.pk),
            act=act,
        )


def same(declarations: list[Declaration], most: int = LAST) -> None:
    """Hold the last deeds to the end of the whole history."""
    whole = selectors.history(declarations)
    recent = selectors.recent_history(declarations, most)
    assert list(recent.deeds) == whole[-most:]
    assert recent.more == (len(whole) > most)


def test_of_three_hundred_declarations_only_the_last_deeds_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _incident, declarations = large_case(300)
    monkeypatch.setattr(history, "BATCH", 50)
    with reading_the_journal() as statements:
        recent = selectors.recent_history(declarations, LAST)
    assert len(recent.deeds) == LAST
    assert recent.more
    (statement,) = statements
    assert "LIMIT 50" in statement
    same(declarations)


def test_a_message_to_three_hundred_is_one_deed_that_names_how_many_others() -> None:
    incident, declarations = large_case(300)
    in_one_act(incident, declarations, "message.sent")
    last = selectors.recent_history(declarations, LAST).deeds[-1]
    assert (last.action, last.others) == ("message.sent", 299)
    assert last.declaration == declarations[0].reference
    same(declarations)


@pytest.mark.parametrize("batch", [1, 2, 7, 100])
@pytest.mark.parametrize("most", [1, 3, 5, 40])
def test_acts_are_read_whole_wherever_the_reading_stops(
    monkeypatch: pytest.MonkeyPatch, batch: int, most: int
) -> None:
    monkeypatch.setattr(history, "BATCH", batch)
    incident, declarations = large_case(4)
    for _ in range(3):
        in_one_act(incident, declarations, "message.sent")
        journal.record("incident.lead_assigned", actor="system", incident=str(incident.pk))
    in_one_act(incident, declarations[1:3], "file.sent")
    same(declarations, most)
    for each in declarations:
        same([each], most)


def test_two_acts_at_once_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "BATCH", 1)
    incident, declarations = large_case(3)
    acts = [str(new_id()), str(new_id())]
    for each in declarations:
        for act in acts:
            named = {"incident": str(incident.pk), "declaration": str(each.pk), "act": act}
            journal.record("message.sent", actor="system", **named)
    for most in (1, 2, 3):
        same(declarations, most)
    assert [deed.others for deed in selectors.recent_history(declarations, 2).deeds] == [2, 2]


def test_a_short_history_has_nothing_earlier() -> None:
    incident = cases.open_case()
    declarations = list(selectors.declarations_of(incident))
    assert not selectors.recent_history(declarations, 2).more
    assert selectors.recent_history(declarations, 1).more
    assert list(selectors.recent_history([], LAST).deeds) == []
