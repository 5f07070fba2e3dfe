"""What hangs on a case goes where its case goes, and comes back."""

import pytest

from tests.factories import cases
from tests.incidents.test_merging import opened
from vigie.core.models import JournalEntry
from vigie.incidents import services
from vigie.incidents.models import Incident, SupportRequest, Task

pytestmark = pytest.mark.django_db


def a_task(incident: Incident, *, playbook: str = "", code: str = "") -> Task:
    return Task.objects.create(
        incident=incident,
        playbook=playbook,
        code=code,
        words=None if playbook else b"sealed",
        role="analyst",
        position=0,
        added_at=cases.RECEIVED,
        changed_at=cases.RECEIVED,
    )


def where(*tasks: Task) -> list[Incident]:
    return [Task.objects.get(pk=each.pk).incident for each in tasks]


def test_tasks_follow_a_merging_but_those_that_the_survivor_has_already() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    written, other_written = a_task(merged), a_task(survivor)
    planned, own = (a_task(each, playbook="any", code="call") for each in (merged, survivor))
    only_there = a_task(merged, playbook="any", code="isolate")

    operation = services.merge(merged, survivor, actor=None)
    assert where(written, only_there, other_written, own) == [survivor] * 4
    assert where(planned) == [merged]
    assert services.bring_what_was_left_behind() == 0

    services.undo_merge(operation, actor=None)
    assert where(written, planned, only_there) == [merged] * 3
    assert where(other_written, own) == [survivor] * 2


def test_a_task_written_while_somebody_merged_is_brought_to_the_survivor() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    operation = services.merge(merged, survivor, actor=None)
    late = a_task(merged)
    assert services.bring_what_was_left_behind() == 1
    assert JournalEntry.objects.filter(action="incident.followed", actor="system").count() == 1
    assert where(late) == [survivor]
    services.undo_merge(operation, actor=None)
    assert where(late) == [merged]


def test_support_goes_with_the_declaration_that_it_is_for() -> None:
    stays, leaves = (cases.waiting(help_wanted="remote", help_urgency="today") for _ in range(2))
    source = opened(stays, leaves)
    task = a_task(source)

    operation = services.split(source, [leaves.pk], actor=None)

    support = dict(SupportRequest.objects.values_list("declaration_id", "incident_id"))
    assert support == {stays.pk: source.pk, leaves.pk: operation.target_id}
    assert where(task) == [source]

    services.undo_split(operation, actor=None)
    assert set(SupportRequest.objects.values_list("incident_id", flat=True)) == {source.pk}


def test_a_task_written_on_a_case_that_was_split_out_keeps_it_from_being_undone() -> None:
    stays, leaves = cases.waiting(), cases.waiting()
    operation = services.split(opened(stays, leaves), [leaves.pk], actor=None)
    a_task(operation.target)
    with pytest.raises(services.CannotUndo) as refusal:
        services.undo_split(operation, actor=None)
    assert refusal.value.reason == services.CannotUndo.WORKED_ON
