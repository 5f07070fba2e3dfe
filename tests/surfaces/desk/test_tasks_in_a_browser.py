"""Tasks by hand: on a phone without scripts, and held against axe-core."""

import pytest
from playwright.sync_api import expect

from tests.factories import cases
from tests.fixtures.browser import PHONE, assert_accessible, assert_fits
from tests.fixtures.people import SignInBrowser
from tests.surfaces.desk.pages import page as address
from vigie.accounts.enums import Role
from vigie.incidents import services
from vigie.incidents.models import Incident, Task
from vigie.incidents.services import TaskPlan, TaskState, TaskWords

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def busy_case() -> Incident:
    """Return a case with tasks of every sort."""
    incident = cases.open_case()
    services.apply_playbook(incident, "ransomware", actor=None, at=cases.RECEIVED)
    done, doing = Task.objects.order_by("position")[:2]
    services.set_task_state(
        done, TaskState.DONE, revision=1, actor=cases.person(name="Cole League")
    )
    services.set_task_state(doing, TaskState.DOING, revision=1, actor=cases.person())
    plan = TaskPlan(kind="contact", role="duty_lead")
    services.add_task(incident, TaskWords("Sealed title", "Sealed text"), plan, actor=None)
    return incident


def test_from_a_playbook_to_a_task_done_on_a_phone(browser_as: SignInBrowser) -> None:
    page = browser_as(Role.ANALYST, viewport=PHONE, has_touch=True, java_script_enabled=False)
    incident = cases.open_case()
    page.goto(address("tasks", incident.reference))
    page.get_by_role("combobox", name="Playbook").select_option("ransomware")
    page.get_by_role("button", name="Apply this playbook").click()
    expect(page.get_by_text("tasks added.")).to_be_visible()
    assert_fits(page)
    first = page.get_by_role("listitem").filter(has_text="Call the declarant, outside")
    first.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="1 task done or dropped")).to_be_visible()

    page.get_by_role("link", name="Write a task").click()
    assert_fits(page)
    page.get_by_label("What is to be done").fill("Call the director back")
    page.get_by_label("Sort of task").select_option("contact")
    page.get_by_role("button", name="Add this task").click()
    expect(page.get_by_text("Written by hand: Contact with the structure")).to_be_visible()
    page.get_by_role("button", name="Open what was written by hand").click()
    expect(page.get_by_text("Call the director back")).to_be_visible()
    assert_fits(page)


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}])
def test_every_page_of_tasks_is_accessible(
    browser_as: SignInBrowser, viewport: dict[str, int]
) -> None:
    page = browser_as(Role.ANALYST, viewport=viewport)
    incident = busy_case()
    written = Task.objects.get(kind="contact")
    planned = Task.objects.get(code="isolate")
    for shown in (
        address("tasks", incident.reference),
        address("task_new", incident.reference),
        address("task", incident.reference, str(written.pk)),
        address("task", incident.reference, str(planned.pk)),
        f"{address('todo')}?show=all",
        address("playbooks"),
        address("playbook", "ransomware"),
    ):
        page.goto(shown)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert_accessible(page)
        assert_fits(page)


def test_a_mistake_and_a_task_changed_meanwhile_are_accessible(browser_as: SignInBrowser) -> None:
    page = browser_as(Role.ANALYST)
    incident = busy_case()
    page.goto(address("task_new", incident.reference))
    page.get_by_role("button", name="Add this task").click()
    expect(page.get_by_role("heading", name="2 things to correct")).to_be_visible()
    assert_accessible(page)

    task = Task.objects.get(code="identify_family")
    page.goto(address("task", incident.reference, str(task.pk)))
    services.set_task_state(task, TaskState.DOING, revision=1, actor=cases.person(name="Cole"))
    page.get_by_label("What is to be done").fill("Typed meanwhile")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Somebody changed this task while you typed")).to_be_visible()
    expect(page.get_by_label("What is to be done")).to_have_value("Typed meanwhile")
    assert_accessible(page)
