"""What two merged cases both had is there once, never looser or less done; and comes back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cases
from vigie.accounts.models import User
from vigie.core.models import JournalEntry
from vigie.incidents import selectors, services
from vigie.incidents.models import CaseOperation, Incident, Indicator, Task
from vigie.incidents.services import Comment, Marking, TaskState
from vigie.taxonomy.terms import scheme

pytestmark = pytest.mark.django_db

EVIL = ("domain", "evil-host.net")
TLP, PAP = scheme("tlp").codes, scheme("pap").codes
MARKINGS = st.tuples(st.sampled_from(TLP), st.sampled_from(PAP))
STATES = st.sampled_from(list(TaskState))
# Each example writes into one transaction, and looks only at its own cases.
SHARED = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def marked(tlp: str, pap: str = "AMBER", **said: Any) -> Incident:
    """Return an open case that has the indicator, so marked."""
    incident = cases.open_case()
    services.add_indicators(incident, [EVIL], Marking(tlp=tlp, pap=pap, **said), actor=None)
    return incident


def marking(incident: Incident) -> tuple[str, str]:
    kept = Indicator.objects.get(incident=incident)
    return kept.tlp, kept.pap


def as_strict(codes: tuple[str, ...], *marks: str) -> str:
    return codes[min(codes.index(each) for each in marks)]


def planned(state: TaskState = TaskState.TO_DO, actor: User | None = None) -> Incident:
    """Return an open case with the tasks of a playbook, of which the first has come so far."""
    incident = cases.open_case()
    services.apply_playbook(incident, "phishing", actor=actor)
    if state != TaskState.TO_DO:
        because = "duplicate" if state == TaskState.DROPPED else ""
        services.set_task_state(
            first_task(incident), state, revision=1, because=because, actor=actor
        )
    return incident


def first_task(incident: Incident) -> Task:
    task = selectors.tasks_of(incident).first()
    assert task
    return task


def rows(*incidents: Incident) -> list[dict[str, Any]]:
    """Return what both models say of these cases, but how often a task was changed."""
    found: list[dict[str, Any]] = []
    models: tuple[Any, ...] = (Indicator, Task)
    for model in models:
        found += model.objects.filter(incident__in=incidents).order_by("pk").values()
    return [{name: row[name] for name in row if name != "revision"} for row in found]


@SHARED
@given(ours=MARKINGS, theirs=MARKINGS)
def test_of_any_two_markings_the_merged_one_is_never_looser(
    db: None,  # noqa: ARG001 - needed
    ours: tuple[str, str],
    theirs: tuple[str, str],
) -> None:
    survivor, merged = marked(*ours), marked(*theirs)
    before = rows(survivor, merged)

    operation = services.merge(merged, survivor, actor=None)

    assert marking(survivor) == (
        as_strict(TLP, ours[0], theirs[0]),
        as_strict(PAP, ours[1], theirs[1]),
    )
    services.undo_merge(operation, actor=None)
    assert rows(survivor, merged) == before


@SHARED
@given(all_three=st.tuples(MARKINGS, MARKINGS, MARKINGS), first_undone=st.booleans())
def test_of_three_cases_it_stays_as_strict_as_those_left_whatever_is_undone_first(
    db: None,  # noqa: ARG001 - needed
    all_three: tuple[tuple[str, str], ...],
    first_undone: bool,
) -> None:
    survivor, one, other = (marked(*each) for each in all_three)
    before = rows(survivor, one, other)
    merged = {each: services.merge(each, survivor, actor=None) for each in (one, other)}
    back, stays = (one, other) if first_undone else (other, one)

    services.undo_merge(merged[back], actor=None)

    left = [all_three[0], all_three[1 if stays is one else 2]]
    assert marking(survivor) == (
        as_strict(TLP, *(each[0] for each in left)),
        as_strict(PAP, *(each[1] for each in left)),
    )
    services.undo_merge(merged[stays], actor=None)
    assert rows(survivor, one, other) == before


def test_an_indicator_that_leaves_gives_back_what_it_took_and_the_next_one_takes_its_place() -> (
    None
):
    survivor, one, other = cases.open_case(), marked("CLEAR"), marked("RED")
    merging = services.merge(one, survivor, actor=None)
    later = services.merge(other, survivor, actor=None)
    assert marking(survivor)[0] == "RED"

    services.undo_merge(merging, actor=None)

    assert marking(one)[0] == "CLEAR"
    assert marking(survivor)[0] == "RED"
    services.undo_merge(later, actor=None)
    assert marking(other)[0] == "RED"
    assert not Indicator.objects.filter(incident=survivor).exists()


def test_a_chain_of_mergings_is_as_strict_as_its_strictest_and_is_undone() -> None:
    one, two, three = marked("RED"), marked("CLEAR"), marked("GREEN")
    before = rows(one, two, three)
    operations = [services.merge(one, two, actor=None), services.merge(two, three, actor=None)]
    assert marking(three)[0] == "RED"
    for operation in reversed(operations):
        services.undo_merge(operation, actor=None)
    assert rows(one, two, three) == before


def test_a_marking_that_somebody_chose_since_is_not_undone() -> None:
    survivor, merged = marked("CLEAR"), marked("RED")
    operation = services.merge(merged, survivor, actor=None)
    kept = Indicator.objects.get(incident=survivor)
    services.mark_indicators(survivor, [kept.pk], tlp="AMBER", pap="RED", actor=None)
    services.undo_merge(operation, actor=None)
    assert marking(survivor) == ("AMBER", "RED")
    assert marking(merged) == ("RED", "AMBER")


def test_it_was_first_seen_when_the_first_of_both_cases_saw_it() -> None:
    early = timezone.now() - timedelta(days=3)
    survivor, merged = marked("RED"), marked("RED", first_seen_at=early)
    services.merge(merged, survivor, actor=None)
    assert Indicator.objects.get(incident=survivor).first_seen_at == early


def test_what_was_said_on_both_cases_is_read_on_the_survivor_and_stays_sealed() -> None:
    analyst = cases.person()
    survivor = marked("AMBER", comment="Vu chez Canari")
    merged = marked("AMBER", comment="Vu chez Merle")
    sealed = {bytes(each or b"") for each in Indicator.objects.values_list("comment", flat=True)}

    operation = services.merge(merged, survivor, actor=analyst)

    (said,) = services.open_comments(survivor, actor=analyst).values()
    assert said == [Comment("Vu chez Canari"), Comment("Vu chez Merle", merged.reference)]
    stored = Indicator.objects.values_list("comment", flat=True)
    assert {bytes(each or b"") for each in stored} == sealed
    assert "Merle" not in str(CaseOperation.objects.values())

    services.undo_merge(operation, actor=analyst)
    (said,) = services.open_comments(survivor, actor=analyst).values()
    assert said == [Comment("Vu chez Canari")]


def test_the_survivor_is_not_told_that_its_merged_case_has_the_same() -> None:
    analyst = cases.person()
    survivor, merged, third = marked("AMBER"), marked("AMBER"), marked("AMBER")
    services.merge(merged, survivor, actor=None)
    digest = Indicator.objects.get(incident=survivor).digest
    seen = selectors.seen_elsewhere(analyst, survivor, [digest])
    assert seen[digest].references == [third.reference]


def test_a_merged_case_lists_no_indicator_at_its_looser_marking() -> None:
    survivor, merged = marked("RED"), marked("CLEAR")
    services.merge(merged, survivor, actor=None)
    merged.refresh_from_db()
    assert not selectors.indicators_of(merged).exists()


def test_removed_on_the_survivor_it_does_not_come_back_by_itself() -> None:
    survivor, merged = marked("AMBER"), marked("AMBER")
    operation = services.merge(merged, survivor, actor=None)
    kept = Indicator.objects.get(incident=survivor)
    services.remove_indicators(survivor, [kept.pk], actor=None)

    services.bring_what_was_left_behind()

    assert not Indicator.objects.filter(incident=survivor).exists()
    services.undo_merge(operation, actor=None)
    assert Indicator.objects.get().incident == merged


@dataclass(frozen=True)
class Doubled:
    """How far each of two cases came with the same task, and how far the survivor then is."""

    ours: TaskState
    theirs: TaskState
    then: TaskState


@pytest.mark.parametrize(
    "doubled",
    [
        Doubled(TaskState.TO_DO, TaskState.DONE, TaskState.DONE),
        Doubled(TaskState.DONE, TaskState.TO_DO, TaskState.DONE),
        Doubled(TaskState.DOING, TaskState.DONE, TaskState.DONE),
        Doubled(TaskState.TO_DO, TaskState.DOING, TaskState.DOING),
        # Given up by one of the two, it is still to be done by the other.
        Doubled(TaskState.DROPPED, TaskState.TO_DO, TaskState.TO_DO),
        Doubled(TaskState.DROPPED, TaskState.DOING, TaskState.DOING),
        Doubled(TaskState.TO_DO, TaskState.DROPPED, TaskState.TO_DO),
        Doubled(TaskState.DROPPED, TaskState.DONE, TaskState.DONE),
    ],
)
def test_a_task_is_as_far_as_the_further_of_both(doubled: Doubled) -> None:
    survivor, merged = planned(doubled.ours), planned(doubled.theirs)
    services.merge(merged, survivor, actor=None)
    assert first_task(survivor).state == doubled.then


def test_a_task_done_on_the_merged_case_says_who_did_it_and_when() -> None:
    ana, lena = cases.person(name="Ana"), cases.person(name="Lena")
    survivor, merged = planned(actor=ana), planned(TaskState.DONE, actor=lena)
    done = first_task(merged)

    services.merge(merged, survivor, actor=ana)

    kept = first_task(survivor)
    assert (kept.state, kept.assignee, kept.changed_by) == (TaskState.DONE, lena, lena)
    assert kept.changed_at == done.changed_at
    deed = JournalEntry.objects.get(action="task.joined")
    assert deed.objects_touched["number"] == "1"


def test_a_form_of_the_task_made_before_the_merging_is_refused() -> None:
    survivor, merged = planned(), planned(TaskState.DONE)
    read = first_task(survivor)
    services.merge(merged, survivor, actor=None)
    with pytest.raises(services.StaleTask):
        services.set_task_state(read, TaskState.DOING, revision=read.revision, actor=None)


@SHARED
@given(ours=STATES, theirs=STATES)
def test_undone_each_task_is_where_its_case_had_brought_it(
    db: None,  # noqa: ARG001 - needed
    ours: TaskState,
    theirs: TaskState,
) -> None:
    ana, lena = cases.person(name="Ana"), cases.person(name="Lena")
    survivor, merged = planned(ours, actor=ana), planned(theirs, actor=lena)
    before = rows(survivor, merged)
    services.undo_merge(services.merge(merged, survivor, actor=None), actor=None)
    assert rows(survivor, merged) == before


def test_a_task_worked_on_since_stays_as_it_is_when_merging_is_undone() -> None:
    survivor, merged = planned(), planned(TaskState.DOING)
    operation = services.merge(merged, survivor, actor=None)
    joined = first_task(survivor)
    services.set_task_state(joined, TaskState.DONE, revision=joined.revision, actor=None)
    services.undo_merge(operation, actor=None)
    assert first_task(survivor).state == TaskState.DONE
    assert first_task(merged).state == TaskState.DOING


def test_what_was_typed_over_a_task_of_the_playbook_goes_along_and_comes_back() -> None:
    analyst = cases.person()
    survivor, merged = planned(), planned()
    task = first_task(merged)
    words = services.TaskWords(title="Appeler Canari")
    plan = services.TaskPlan(kind=task.kind, role=task.role, assignee=analyst)
    services.edit_task(task, plan, words, revision=1, actor=analyst)
    before = rows(survivor, merged)

    operation = services.merge(merged, survivor, actor=analyst)

    assert services.open_tasks(survivor, actor=analyst) == {first_task(survivor).pk: words}
    assert first_task(survivor).assignee == analyst
    services.undo_merge(operation, actor=analyst)
    assert rows(survivor, merged) == before
