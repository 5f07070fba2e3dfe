"""The tasks of a case, on its page and across cases."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.core.models import JournalEntry
from vigie.incidents import services
from vigie.incidents.models import Incident, Task
from vigie.incidents.services import TaskPlan, TaskState, TaskWords
from vigie.taxonomy.playbooks import playbook

pytestmark = pytest.mark.django_db

TITLE = "Rappeler le Dr Canari"


def typed(**answers: str) -> dict[str, str]:
    """Return a task as an analyst sends it."""
    whole = {"title": TITLE, "text": "", "kind": "contact", "role": "analyst", "assignee": ""}
    return {**whole, **answers}


@pytest.fixture
def incident() -> Incident:
    """An open case."""
    return cases.open_case()


@pytest.fixture
def written(incident: Incident) -> Task:
    """A task that somebody wrote on it."""
    plan = TaskPlan(kind="contact", role="analyst")
    return services.add_task(incident, TaskWords(TITLE, "Avant midi"), plan, actor=None)


def test_the_playbook_of_its_kind_comes_first_and_gives_the_case_its_tasks(
    analyst: SignedIn, incident: Incident
) -> None:
    shown = text(analyst.get(page("tasks", incident.reference)))
    assert shown.index('value="ransomware"') < shown.index('value="phishing"')
    assert '<option value="ransomware" selected>' in shown

    answer = analyst.post(
        page("playbook_apply", incident.reference), {"playbook": "ransomware"}, follow=True
    )

    assert f"{len(playbook('ransomware').tasks)} tasks added." in text(answer)
    assert "Have it isolated, not switched off" in text(answer)
    assert page("playbook", "ransomware") in text(answer)
    again = analyst.post(
        page("playbook_apply", incident.reference), {"playbook": "ransomware"}, follow=True
    )
    assert "every task of this playbook already" in text(again)


def test_a_playbook_that_does_not_exist_is_refused_at_its_field(
    analyst: SignedIn, incident: Incident
) -> None:
    for wrong in ("", "flood", "../ransomware"):
        answer = analyst.post(page("playbook_apply", incident.reference), {"playbook": wrong})
        assert answer.status_code == 422
        assert 'href="#id_playbook"' in text(answer)


def test_what_is_typed_is_shown_only_once_opened(analyst: SignedIn, incident: Incident) -> None:
    answer = analyst.post(page("task_new", incident.reference), typed(), follow=True)
    assert TITLE not in text(answer)
    assert "Written by hand: Contact with the structure" in text(answer)

    opened = analyst.post(page("tasks_open", incident.reference))
    assert TITLE in text(opened)
    assert "no-store" in opened.headers["Cache-Control"]
    assert TITLE not in text(analyst.get(page("tasks", incident.reference)))
    assert JournalEntry.objects.filter(action="task.opened").count() == 1


def test_a_mistake_loses_nothing_that_was_typed(analyst: SignedIn, incident: Incident) -> None:
    answer = analyst.post(page("task_new", incident.reference), typed(kind="", due_at_0="x"))
    assert answer.status_code == 422
    assert TITLE in text(answer)
    assert {"kind", "due_at"} == set(answer.context["form"].errors)
    assert not Task.objects.exists()


def test_a_case_closed_meanwhile_keeps_what_was_typed(analyst: SignedIn) -> None:
    closed = cases.closed_case()
    answer = analyst.post(page("task_new", closed.reference), typed())
    assert answer.status_code == 409
    assert TITLE in text(answer)
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("do", "state", "mine"),
    [("take", "to_do", True), ("start", "doing", True), ("done", "done", True)],
)
def test_one_button_is_enough(
    analyst: SignedIn, written: Task, do: str, state: str, mine: bool
) -> None:
    address = page("task_act", written.incident.reference, str(written.pk))
    answer = analyst.post(address, {"do": do, "revision": "1"})
    assert answer.status_code == 302
    written.refresh_from_db()
    assert (written.state, written.assignee == analyst.user) == (state, mine)


def test_the_slower_of_two_learns_who_was_faster(
    analyst: SignedIn, colleague: SignedIn, written: Task
) -> None:
    address = page("task_act", written.incident.reference, str(written.pk))
    analyst.post(address, {"do": "done", "revision": "1"})
    answer = colleague.post(address, {"do": "start", "revision": "1"}, follow=True)
    assert "Ana Lyst changed this task a moment ago: Done." in text(answer)
    written.refresh_from_db()
    assert written.state == "done"


@pytest.mark.parametrize(
    "sent", [{}, {"do": "done"}, {"do": "burn", "revision": "1"}, {"do": "done", "revision": "x"}]
)
def test_a_broken_button_does_nothing(
    analyst: SignedIn, written: Task, sent: dict[str, str]
) -> None:
    address = page("task_act", written.incident.reference, str(written.pk))
    assert analyst.post(address, sent).status_code == 302
    written.refresh_from_db()
    assert (written.state, written.revision) == ("to_do", 1)


def test_its_words_are_opened_to_be_changed(analyst: SignedIn, written: Task) -> None:
    address = page("task", written.incident.reference, str(written.pk))
    assert 'name="title"' not in text(analyst.get(address))

    opened = analyst.post(page("task_open", written.incident.reference, str(written.pk)))
    assert TITLE in text(opened)
    analyst.post(address, typed(title="Rappeler le directeur", revision="1"))

    (words,) = services.open_tasks(written.incident, actor=analyst.user).values()
    assert words.title == "Rappeler le directeur"


def test_it_is_given_and_dated_without_being_opened(
    analyst: SignedIn, colleague: SignedIn, written: Task
) -> None:
    sent = typed(assignee=str(colleague.user.pk), revision="1")
    del sent["title"], sent["text"]
    sent |= {"due_at_0": "2026-12-01", "due_at_1": "14:30"}
    answer = analyst.post(page("task", written.incident.reference, str(written.pk)), sent)
    assert answer.status_code == 302
    written.refresh_from_db()
    assert written.assignee == colleague.user
    assert written.due_at is not None
    assert written.due_at.isoformat() == "2026-12-01T13:30:00+00:00"
    (words,) = services.open_tasks(written.incident, actor=analyst.user).values()
    assert words == TaskWords(TITLE, "Avant midi")


def test_who_edits_what_another_changed_keeps_what_was_typed_and_may_send_it_again(
    analyst: SignedIn, colleague: SignedIn, written: Task
) -> None:
    address = page("task", written.incident.reference, str(written.pk))
    analyst.post(page("task_act", written.incident.reference, str(written.pk)), act("start"))

    refused = colleague.post(address, typed(title="Typed by Cole", revision="1"))

    assert refused.status_code == 409
    assert "Typed by Cole" in text(refused)
    assert "<bdi>Ana Lyst</bdi> changed it last" in text(refused)
    revision = str(refused.context["task_form"]["revision"].value())
    colleague.post(address, typed(title="Typed by Cole", revision=revision))
    (words,) = services.open_tasks(written.incident, actor=analyst.user).values()
    assert words.title == "Typed by Cole"


def act(do: str, revision: int = 1) -> dict[str, str]:
    return {"do": do, "revision": str(revision)}


def test_it_is_dropped_for_a_reason(analyst: SignedIn, written: Task) -> None:
    address = page("task_drop", written.incident.reference, str(written.pk))
    refused = analyst.post(address, {"revision": "1"})
    assert refused.status_code == 422
    assert "Why it is not done" in text(refused)
    analyst.post(address, {"revision": "1", "because": "overtaken"})
    written.refresh_from_db()
    assert (written.state, written.dropped_because) == ("dropped", "overtaken")
    assert "Overtaken by events" in text(analyst.get(page("tasks", written.incident.reference)))


def test_a_task_of_another_case_is_not_found(analyst: SignedIn, written: Task) -> None:
    other = cases.open_case()
    for name in ("task", "task_act", "task_drop", "task_open"):
        for key in (str(written.pk), str(uuid4())):
            address = page(name, other.reference, key)
            assert analyst.post(address, act("done")).status_code == 404
    written.refresh_from_db()
    assert written.state == "to_do"


def test_everybody_finds_what_is_theirs_late_first(
    analyst: SignedIn, colleague: SignedIn, incident: Incident
) -> None:
    now = timezone.now()
    for kind, who, hours in (
        ("analysis", analyst.user, 2),
        ("recovery", analyst.user, -2),
        ("authorities", colleague.user, 1),
        ("follow_up", None, 1),
    ):
        plan = TaskPlan(
            kind=kind, role="analyst", assignee=who, due_at=now + timedelta(hours=hours)
        )
        services.add_task(incident, TaskWords("x"), plan, actor=None)

    mine = text(analyst.get(page("todo")))

    assert "2 tasks to do in open cases." in mine
    assert mine.index("Written by hand: Recovery") < mine.index("Written by hand: Analysis")
    assert mine.count(">Late<") == 1
    assert incident.reference in mine
    assert "Follow-up" in text(analyst.get(page("todo"), {"show": "free"}))
    assert "4 tasks" in text(analyst.get(page("todo"), {"show": "all"}))
    assert analyst.get(page("todo"), {"show": "x"}).status_code == 404


def test_a_long_list_is_read_page_by_page(analyst: SignedIn) -> None:
    for name in ("ransomware", "phishing", "account_compromise"):
        for _ in range(3):
            services.apply_playbook(cases.open_case(), name, actor=None)
    first = text(analyst.get(page("todo"), {"show": "all"}))
    assert "page=2" in first
    second = text(analyst.get(page("todo"), {"show": "all", "page": "2"}))
    assert "page=1" in second
    for number in ("0", "-1", "999", "x"):
        assert analyst.get(page("todo"), {"page": number}).status_code == 200


def test_realms_are_not_mixed(analyst: SignedIn) -> None:
    services.apply_playbook(cases.open_case(realm="demo"), "phishing", actor=None)
    cases.open_case()
    shown = text(analyst.get(page("todo"), {"show": "all"}))
    assert "0 tasks to do" in shown
    assert "0 tasks to do" not in text(analyst.get(page("todo"), {"show": "all", "realm": "demo"}))


def test_neither_page_takes_more_queries_for_more_tasks(
    analyst: SignedIn, incident: Incident, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    addresses = (page("tasks", incident.reference), f"{page('todo')}?show=all")

    def fill(name: str) -> None:
        services.apply_playbook(incident, name, actor=None)
        for task in incident.tasks.filter(state="to_do"):
            services.take_task(task, revision=task.revision, actor=cases.person())

    for address in addresses:
        fill("phishing")
        with django_assert_max_num_queries(18) as few:
            analyst.get(address)
        fill("ransomware")
        with django_assert_max_num_queries(len(few)):
            analyst.get(address)


def test_playbooks_are_there_to_be_read(analyst: SignedIn) -> None:
    assert page("playbook", "ransomware") in text(analyst.get(page("playbooks")))
    shown = text(analyst.get(page("playbook", "ransomware")))
    for said in ("Do not pay", "Is there a ransom note?", "SP 800-61 Rev. 3", "within 30 minutes"):
        assert said in shown
    assert analyst.get(page("playbook", "flood")).status_code == 404


@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", "a\0b", "\u202eevil", "é" * 201, "9" * 400, "[]", ""]
)
def test_whatever_is_typed_gets_a_page(analyst: SignedIn, incident: Incident, value: str) -> None:
    for name in (*typed(), "due_at_0", "due_at_1", "revision"):
        answer = analyst.post(page("task_new", incident.reference), typed(**{name: value}))
        assert answer.status_code in {302, 422}, name
    task = services.add_task(
        incident, TaskWords("x"), TaskPlan(kind="other", role="analyst"), actor=None
    )
    for name in (*typed(), "due_at_0", "due_at_1", "revision"):
        address = page("task", incident.reference, str(task.pk))
        sent = {**typed(revision="1"), name: value}
        assert analyst.post(address, sent).status_code in {302, 409, 422}, name
    opened = text(analyst.post(page("tasks_open", incident.reference)))
    assert "<script>alert" not in opened


def test_the_tab_of_a_task_is_marked(analyst: SignedIn, written: Task) -> None:
    reference = written.incident.reference
    tasks = f'href="{page("tasks", reference)}"'
    assert f'{tasks} aria-current="page"' in text(analyst.get(page("tasks", reference)))
    inside = text(analyst.get(page("task", reference, str(written.pk))))
    assert f'{tasks} aria-current="true"' in inside


def test_a_task_done_is_shown_apart_and_may_be_taken_up_again(
    analyst: SignedIn, written: Task
) -> None:
    services.set_task_state(written, TaskState.DONE, revision=1, actor=analyst.user)
    shown = text(analyst.get(page("tasks", written.incident.reference)))
    assert "0 tasks to do" in shown
    assert "1 task done or dropped" in shown
    analyst.post(
        page("task_act", written.incident.reference, str(written.pk)), act("again", revision=2)
    )
    written.refresh_from_db()
    assert written.state == "to_do"
