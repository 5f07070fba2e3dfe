"""Two analysts press a button at the same moment: one wins, the other is told, nothing is lost."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import decided, page, text
from vigie.core.models import JournalEntry
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident, Qualification, SupportRequest, Task
from vigie.incidents.services import TaskState
from vigie.taxonomy.codes import SupportKind, SupportState

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 3


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Do all of these at the same moment, each with a connection of its own; return the answers."""
    start = Barrier(len(works))

    def alone(work: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        return [done.result() for done in [pool.submit(alone, work) for work in works]]


def refused_or_done(work: Callable[[], object]) -> Callable[[], type | None]:
    """Return what does this and gives the class of what refused it, None where it was done."""

    def answer() -> type | None:
        try:
            work()
        except services.Refusal as refusal:
            return type(refusal)
        return None

    return answer


@pytest.mark.parametrize("seen", [False, True])
def test_two_qualify_over_the_same_revision(
    analyst: SignedIn, colleague: SignedIn, seen: bool
) -> None:
    incident = cases.open_case()
    if seen:
        services.qualify(incident, cases.values(), revision=None, actor=None)
    address = page("case", incident.reference)
    revision = "1" if seen else ""
    typed = {analyst: "Typed by Ana", colleague: "Typed by Cole"}

    answers = at_once(
        *(
            lambda who=who, words=words: who.post(
                address, decided(summary=words, revision=revision)
            )
            for who, words in typed.items()
        )
    )

    assert Counter(each.status_code for each in answers) == {302: 1, 409: 1}
    won, lost = sorted(zip(typed, answers, strict=True), key=lambda pair: pair[1].status_code)
    incident.refresh_from_db()
    saved = Qualification.objects.get()
    assert (incident.summary, saved.qualified_by) == (typed[won[0]], won[0].user)
    assert saved.revision == (2 if seen else 1)
    assert typed[lost[0]] in text(lost[1])
    assert f"<bdi>{won[0].user}</bdi> saved the last one" in text(lost[1])
    qualified = JournalEntry.objects.filter(action="incident.qualified").count()
    assert qualified == (2 if seen else 1)


def test_one_closes_while_the_other_qualifies(analyst: SignedIn, colleague: SignedIn) -> None:
    incident = cases.open_case()
    address = page("case", incident.reference)
    answers = at_once(
        lambda: analyst.post(address, {**decided(summary="Ana closes"), "close": "yes"}),
        lambda: colleague.post(address, decided(summary="Cole qualifies")),
    )
    assert Counter(each.status_code for each in answers) == {302: 1, 409: 1}
    incident.refresh_from_db()
    closed = answers[0].status_code == 302
    assert (incident.closed_at is not None) == closed
    assert incident.summary == ("Ana closes" if closed else "Cole qualifies")
    assert ("Cole qualifies" if closed else "Ana closes") in text(answers[1 if closed else 0])


def test_two_change_one_task(analyst: SignedIn, colleague: SignedIn) -> None:
    incident = cases.open_case()
    plan = services.TaskPlan(kind="containment", role="analyst")
    task = services.add_task(incident, services.TaskWords(title="First"), plan, actor=None)
    address = page("task", incident.reference, str(task.pk))
    typed = {analyst: "Title by Ana", colleague: "Title by Cole"}
    sent = {"text": "", "kind": "containment", "role": "analyst", "assignee": "", "revision": "1"}

    answers = at_once(
        *(
            lambda who=who, words=words: who.post(address, {**sent, "title": words})
            for who, words in typed.items()
        )
    )

    assert Counter(each.status_code for each in answers) == {302: 1, 409: 1}
    won, lost = sorted(zip(typed, answers, strict=True), key=lambda pair: pair[1].status_code)
    task.refresh_from_db()
    assert (task.revision, task.changed_by) == (2, won[0].user)
    assert services.open_tasks(incident, actor=won[0].user)[task.pk].title == typed[won[0]]
    assert typed[lost[0]] in text(lost[1])


def test_two_end_and_drop_one_task() -> None:
    ana, cole = cases.person(name="Ana"), cases.person(name="Cole")
    incident = cases.open_case()
    services.apply_playbook(incident, "phishing", actor=None)
    task = selectors.tasks_of(incident)[0]
    ends = {
        TaskState.DONE: lambda: services.set_task_state(
            Task.objects.get(pk=task.pk), TaskState.DONE, revision=1, actor=ana
        ),
        TaskState.DROPPED: lambda: services.set_task_state(
            Task.objects.get(pk=task.pk),
            TaskState.DROPPED,
            revision=1,
            actor=cole,
            because="duplicate",
        ),
    }
    answers = at_once(*map(refused_or_done, ends.values()))
    assert Counter(answers) == {None: 1, services.StaleTask: 1}
    task.refresh_from_db()
    assert task.state == list(ends)[answers.index(None)]
    assert JournalEntry.objects.filter(action__in=["task.done", "task.dropped"]).count() == 1


def offered(incident: Incident) -> SupportRequest:
    declaration = selectors.declarations_of(incident)[0]
    return services.open_support(
        incident, declaration.pk, SupportKind.ADVICE, offered=True, actor=None
    )


def test_two_move_one_request_for_support() -> None:
    ana, cole = cases.person(name="Ana"), cases.person(name="Cole")
    asked = offered(cases.open_case())
    begins = services.Move(to=SupportState.UNDER_WAY, revision=asked.revision)
    declines = services.Move(
        to=SupportState.DECLINED, revision=asked.revision, refusal="by_structure"
    )
    answers = at_once(
        refused_or_done(lambda: services.move_support(asked, begins, actor=ana)),
        refused_or_done(lambda: services.move_support(asked, declines, actor=cole)),
    )
    assert Counter(answers) == {None: 1, services.StaleSupport: 1}
    asked.refresh_from_db()
    assert asked.state == (begins, declines)[answers.index(None)].to
    moves = JournalEntry.objects.filter(action__in=["support.under_way", "support.declined"])
    assert moves.count() == 1


def test_two_open_the_same_support_for_the_same_structure() -> None:
    incident = cases.open_case()
    answers = at_once(*[refused_or_done(lambda: offered(incident))] * 2)
    assert Counter(answers) == {None: 1, services.SupportOpen: 1}
    assert SupportRequest.objects.count() == 1


@pytest.mark.parametrize("time", range(TIMES))
def test_what_is_done_while_the_case_is_merged_is_on_the_survivor_or_refused(time: int) -> None:
    del time
    ana = cases.person()
    survivor, merged = cases.open_case(), cases.open_case()
    for each in (survivor, merged):
        services.apply_playbook(each, "phishing", actor=None)
    task = selectors.tasks_of(merged)[0]

    done, opened, tagged, _merged = at_once(
        refused_or_done(
            lambda: services.set_task_state(task, TaskState.DONE, revision=1, actor=ana)
        ),
        refused_or_done(lambda: offered(merged)),
        refused_or_done(lambda: services.add_tags(merged, ["vpn"], actor=ana)),
        lambda: services.merge(merged, survivor, actor=None).pk,
    )

    assert {done, opened, tagged} <= {None, services.CaseMerged}
    kept = selectors.tasks_of(survivor).get(code=task.code)
    assert (kept.state == TaskState.DONE) == (done is None)
    assert SupportRequest.objects.filter(incident=survivor).exists() == (opened is None)
    assert SupportRequest.objects.filter(incident=merged).count() == 0
    assert selectors.tags_of(survivor).exists() == (tagged is None)
