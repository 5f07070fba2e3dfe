"""A playbook gives a case its tasks, once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from tests.factories import cases
from vigie.core.models import JournalEntry
from vigie.incidents import services
from vigie.incidents.models import Task
from vigie.taxonomy.playbooks import UnknownPlaybookError, playbook

pytestmark = pytest.mark.django_db


def test_applying_one_makes_its_tasks_in_its_order_each_due_in_its_time() -> None:
    incident = cases.open_case()
    plan = playbook("ransomware")

    made = services.apply_playbook(incident, "ransomware", actor=None, at=cases.RECEIVED)

    tasks = list(Task.objects.filter(incident=incident).order_by("position"))
    assert made == len(tasks) == len(plan.tasks)
    assert [(task.code, task.role) for task in tasks] == [
        (task.code, task.role) for task in plan.tasks.values()
    ]
    assert [task.due_at for task in tasks] == [
        cases.RECEIVED + task.delay for task in plan.tasks.values()
    ]
    assert {(task.state, task.assignee, task.words) for task in tasks} == {("to_do", None, None)}


def test_applied_twice_it_doubles_nothing_and_keeps_what_was_done() -> None:
    analyst = cases.person()
    incident = cases.open_case()
    services.apply_playbook(incident, "ransomware", actor=analyst)
    first = Task.objects.order_by("position")[0]
    services.set_task_state(first, services.TaskState.DONE, revision=1, actor=analyst)

    assert services.apply_playbook(incident, "ransomware", actor=analyst) == 0

    first.refresh_from_db()
    assert first.state == "done"
    assert Task.objects.count() == len(playbook("ransomware").tasks)
    assert JournalEntry.objects.filter(action="playbook.applied").count() == 1


def test_what_a_newer_playbook_holds_more_is_added_after_the_rest() -> None:
    incident = cases.open_case()
    services.apply_playbook(incident, "ransomware", actor=None)
    Task.objects.filter(code="isolate").delete()

    assert services.apply_playbook(incident, "ransomware", actor=None) == 1

    last = Task.objects.order_by("position").last()
    assert last is not None
    assert last.code == "isolate"


def test_several_may_be_applied_one_after_the_other() -> None:
    incident = cases.open_case()
    services.apply_playbook(incident, "ransomware", actor=None)
    services.apply_playbook(incident, "phishing", actor=None)
    in_order = list(Task.objects.order_by("position").values_list("playbook", flat=True))
    assert in_order == sorted(in_order, reverse=True)
    assert set(in_order) == {"ransomware", "phishing"}
    assert len(set(Task.objects.values_list("position", flat=True))) == len(in_order)


@pytest.mark.django_db(transaction=True)
def test_two_analysts_who_apply_it_together_double_nothing() -> None:
    incident = cases.open_case()
    ready = threading.Barrier(2)
    made: list[int] = []

    def apply() -> None:
        try:
            ready.wait()
            made.append(services.apply_playbook(incident, "ransomware", actor=None))
        finally:
            connection.close()

    threads = [threading.Thread(target=apply) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(made) == [0, len(playbook("ransomware").tasks)]


def test_a_closed_case_is_given_no_task() -> None:
    with pytest.raises(services.CaseClosed):
        services.apply_playbook(cases.closed_case(), "ransomware", actor=None)
    assert not Task.objects.exists()


def test_a_playbook_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(UnknownPlaybookError):
        services.apply_playbook(cases.open_case(), "../ransomware", actor=None)


def test_the_journal_says_who_applied_which() -> None:
    analyst = cases.person()
    incident = cases.open_case()
    services.apply_playbook(incident, "ransomware", actor=analyst)
    entry = JournalEntry.objects.get(action="playbook.applied")
    assert entry.actor == f"user:{analyst.pk}"
    assert entry.objects_touched == {"incident": str(incident.pk), "playbook": "ransomware"}


def test_where_people_train_hours_pass_as_minutes(settings: Settings) -> None:
    settings.VIGIE_CLOCK_SPEED = 60
    services.apply_playbook(cases.open_case(), "ransomware", actor=None, at=cases.RECEIVED)
    assert Task.objects.get(code="isolate").due_at == cases.RECEIVED + timedelta(minutes=1)
