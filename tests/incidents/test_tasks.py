"""Tasks of a case: written, given, done, dropped, put in order; the slower of two is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from vigie.accounts.enums import Role
from vigie.core.models import JournalEntry
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident, Task
from vigie.incidents.services import TaskPlan, TaskState, TaskWords

pytestmark = pytest.mark.django_db

WORDS = TaskWords("Call Dr Canari back", "06 39 98 00 42, after the round")
PLAN = TaskPlan(kind="contact", role="analyst")


def written(incident: Incident | None = None) -> Task:
    """Return a task that an analyst wrote."""
    return services.add_task(incident or cases.open_case(), WORDS, PLAN, actor=cases.person())


def deeds(task: Task) -> list[str]:
    """Return what was done to a task, as the journal has it."""
    entries = JournalEntry.objects.filter(objects_touched__task=str(task.pk)).order_by("id")
    return list(entries.values_list("action", flat=True))


def test_what_is_typed_is_sealed_and_opened_for_who_handles_the_case() -> None:
    task = written()
    analyst = cases.person()

    assert b"Canari" not in bytes(Task.objects.get().words or b"")
    assert services.open_tasks(task.incident, actor=analyst) == {task.pk: WORDS}

    opened = JournalEntry.objects.get(action="task.opened")
    assert opened.actor == f"user:{analyst.pk}"
    assert opened.objects_touched == {"incident": str(task.incident_id)}


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_nobody_else_opens_it(role: Role) -> None:
    task = written()
    with pytest.raises(services.CannotOpen):
        services.open_tasks(task.incident, actor=cases.person(role))
    assert not JournalEntry.objects.filter(action="task.opened").exists()


def test_a_task_goes_its_way_and_the_journal_says_each_step() -> None:
    analyst = cases.person()
    task = written()

    services.set_task_state(task, TaskState.DOING, revision=1, actor=analyst)
    services.set_task_state(task, TaskState.DONE, revision=2, actor=analyst)
    services.set_task_state(task, TaskState.TO_DO, revision=3, actor=analyst)
    services.set_task_state(task, TaskState.DROPPED, revision=4, actor=None, because="duplicate")

    task.refresh_from_db()
    assert (task.state, task.dropped_because, task.revision) == ("dropped", "duplicate", 5)
    assert deeds(task) == [
        "task.added",
        "task.started",
        "task.done",
        "task.reopened",
        "task.dropped",
    ]


def test_who_begins_a_task_of_nobody_has_it() -> None:
    analyst, colleague = cases.person(), cases.person()
    task = written()
    services.set_task_state(task, TaskState.DOING, revision=1, actor=analyst)
    services.set_task_state(task, TaskState.DONE, revision=2, actor=colleague)
    task.refresh_from_db()
    assert task.assignee == analyst


def test_a_task_is_dropped_for_a_reason_or_not_at_all() -> None:
    with pytest.raises(IntegrityError):
        services.set_task_state(written(), TaskState.DROPPED, revision=1, actor=None)


@pytest.mark.parametrize(
    "change",
    [
        lambda task, who: services.take_task(task, revision=1, actor=who),
        lambda task, who: services.set_task_state(task, TaskState.DONE, revision=1, actor=who),
        lambda task, who: services.edit_task(task, PLAN, None, revision=1, actor=who),
    ],
)
def test_the_slower_of_two_is_told_by_whom_and_changes_nothing(
    change: Callable[[Task, object], None],
) -> None:
    first = cases.person(name="First")
    task = written()
    services.set_task_state(task, TaskState.DOING, revision=1, actor=first)

    with pytest.raises(services.StaleTask) as refusal:
        change(Task.objects.get(), cases.person(name="Second"))

    assert refusal.value.current.changed_by == first
    task.refresh_from_db()
    assert (task.state, task.assignee, task.revision) == ("doing", first, 2)
    assert len(deeds(task)) == 2


def test_words_left_closed_stay_as_they_are() -> None:
    task = written()
    due = timezone.now()
    services.edit_task(
        task, TaskPlan(kind="analysis", role="duty_lead", due_at=due), None, revision=1, actor=None
    )
    task.refresh_from_db()
    assert (task.kind, task.role, task.due_at) == ("analysis", "duty_lead", due)
    assert services.open_tasks(task.incident, actor=cases.person())[task.pk] == WORDS


def test_what_a_playbook_planned_may_be_said_otherwise_for_one_case() -> None:
    incident = cases.open_case()
    services.apply_playbook(incident, "ransomware", actor=None)
    task = Task.objects.get(code="isolate")
    mine = TaskWords("Isolate the backup robot first")
    services.edit_task(task, TaskPlan(kind="", role="analyst"), mine, revision=1, actor=None)
    assert services.open_tasks(incident, actor=cases.person()) == {task.pk: mine}


def test_a_task_is_given_to_who_handles_cases_only() -> None:
    officer = cases.person(Role.AUTHORITY)
    plan = TaskPlan(kind="contact", role="analyst", assignee=officer)
    with pytest.raises(services.CannotLead):
        services.add_task(cases.open_case(), WORDS, plan, actor=None)
    with pytest.raises(services.CannotLead):
        services.edit_task(written(), plan, None, revision=1, actor=None)


def test_a_closed_case_keeps_its_tasks_as_they_are() -> None:
    task = written(incident := cases.open_case())
    services.qualify(incident, cases.values(), revision=None, actor=None)
    services.close(incident, actor=None)
    for refused in (
        lambda: services.add_task(incident, WORDS, PLAN, actor=None),
        lambda: services.set_task_state(task, TaskState.DONE, revision=1, actor=None),
        lambda: services.move_task(task, up=True, actor=None),
    ):
        with pytest.raises(services.CaseClosed):
            refused()
    task.refresh_from_db()
    assert (task.state, task.revision) == ("to_do", 1)


def test_tasks_change_places_past_those_that_are_settled() -> None:
    incident = cases.open_case()
    first, done, last = (written(incident) for _ in range(3))
    services.set_task_state(done, TaskState.DONE, revision=1, actor=None)

    services.move_task(last, up=True, actor=None)
    assert [task.pk for task in selectors.tasks_of(incident)] == [last.pk, done.pk, first.pk]

    services.move_task(last, up=True, actor=None)
    services.move_task(done, up=False, actor=None)
    assert [task.pk for task in selectors.tasks_of(incident)] == [last.pk, done.pk, first.pk]
    services.move_task(last, up=False, actor=None)
    assert [task.pk for task in selectors.tasks_of(incident)] == [first.pk, done.pk, last.pk]


def test_what_is_left_to_do_comes_late_first_and_without_a_term_last() -> None:
    now = timezone.now()
    for hours in (None, 5, -5, 1):
        plan = TaskPlan(
            kind="other",
            role="analyst",
            due_at=None if hours is None else now + timedelta(hours=hours),
        )
        services.add_task(cases.open_case(), WORDS, plan, actor=None)
    written(cases.open_case(realm="demo"))
    done = written()
    services.set_task_state(done, TaskState.DONE, revision=1, actor=None)
    closed = written()
    services.qualify(closed.incident, cases.values(), revision=None, actor=None)
    services.close(closed.incident, actor=None)

    found = selectors.tasks_to_do(cases.person(), "live")

    assert [task.due_at and round((task.due_at - now) / timedelta(hours=1)) for task in found] == [
        -5,
        1,
        5,
        None,
    ]
    assert not selectors.tasks_to_do(cases.person(Role.AUTHORITY), "live").exists()


def test_tasks_of_many_cases_are_read_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(20):
        services.apply_playbook(cases.open_case(cases.person()), "phishing", actor=None)
    reader = cases.person()
    with django_assert_num_queries(1):
        read = [
            (task.structure_name, task.incident.reference, task.assignee)
            for task in selectors.tasks_to_do(reader, "live")
        ]
    assert len(read) > 100
