"""Who sees which pages: a foreign object is not found, a missing right is refused."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role

pytestmark = pytest.mark.django_db

LISTS = ["queue", "news", "cases", "declarations", "todo", "playbooks"]
OF_A_DECLARATION = ["declaration", "sealed", "take", "join"]
OF_A_CASE = ["case", "lead", "reopen", "task_new", "tasks_open", "playbook_apply"]


@pytest.mark.parametrize("region", ["53", "76"])
def test_an_officer_has_no_page_of_declarations(officer: SignedIn, region: str) -> None:
    """What was notified to it has pages of its own: see test_notice_pages."""
    declaration = cases.waiting(region=region)
    assert officer.get(page("declarations")).status_code == 403
    assert officer.get(page("declaration", declaration.reference)).status_code == 403
    assert officer.post(page("sealed", declaration.reference)).status_code == 403


@pytest.mark.parametrize("name", ["queue", "news", "cases", "todo", "playbooks"])
def test_an_officer_has_no_queue_and_no_cases(officer: SignedIn, name: str) -> None:
    assert officer.get(page(name)).status_code == 403


@pytest.mark.parametrize("name", ["take", "join"])
def test_an_officer_takes_nothing(officer: SignedIn, name: str) -> None:
    ours = cases.waiting(region="53")
    assert officer.post(page(name, ours.reference)).status_code == 403


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_counts_or_administers_lands_on_a_page_without_content(
    sign_in: Callable[..., SignedIn], role: Role
) -> None:
    browser = sign_in(role)
    declaration = cases.waiting()
    incident = cases.open_case()

    assert declaration.structure_name not in text(browser.get(page("home")))
    for name in LISTS:
        assert browser.get(page(name)).status_code == 403
    for name in OF_A_DECLARATION:
        assert browser.post(page(name, declaration.reference)).status_code == 403
    for name in OF_A_CASE:
        assert browser.post(page(name, incident.reference)).status_code == 403


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.ANALYST, "queue"),
        (Role.DUTY_LEAD, "queue"),
        (Role.AUTHORITY, "notices"),
    ],
)
def test_each_role_arrives_where_it_begins(
    sign_in: Callable[..., SignedIn], role: Role, name: str
) -> None:
    assert sign_in(role).get(page("home")).headers["Location"] == page(name)


@pytest.mark.parametrize("name", LISTS)
def test_whoever_did_not_sign_in_is_sent_to_sign_in(client: Client, name: str) -> None:
    answer = client.get(page(name))
    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


@pytest.mark.parametrize("reference", ["VIG-2222-2222", "x", "😀", "9" * 500, "'; --", "\u202e"])
@pytest.mark.parametrize("name", [*OF_A_DECLARATION, *OF_A_CASE])
def test_what_does_not_exist_is_not_found(analyst: SignedIn, name: str, reference: str) -> None:
    browse = analyst.get if name == "declaration" else analyst.post
    assert browse(page(name, reference)).status_code == 404
