"""What is not somebody's to see does not exist for them: exactly 404, by each address."""

from collections.abc import Iterator
from pathlib import Path
from time import time
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve, reverse
from pytest_django import Settings

from tests.codebase.foreign import World, kind_of, world_of
from tests.codebase.test_role_matrix import ROUTES, URLCONF, Route, led_to_sign_in
from tests.factories import cases
from tests.fixtures.people import with_second_factor
from vigie.accounts import elevation
from vigie.accounts.adapter import PROVED_AT
from vigie.accounts.enums import Role
from vigie.accounts.models import AUDIENCES_OF_ROLE
from vigie.core.audience import WITHOUT_ACCOUNT, Audience

pytestmark = pytest.mark.django_db

# Addresses with an argument that name no object of somebody's, and why.
NO_OBJECT = {
    "account_reset_password_from_key": "says in words that a link works no more",
    "demo_enter_as": "a role of the demonstration, of a closed list",
}
# What is asked for without an account is proved in the tests of its surface.
OPENED_OTHERWISE = WITHOUT_ACCOUNT
METHODS = ("get", "post")


def keyed() -> Iterator[Route]:
    """Yield the routes whose address names an object, for people with an account."""
    for name, route in ROUTES.items():
        if "<" in route.address and not route.audience & OPENED_OTHERWISE and name not in NO_OBJECT:
            yield route


@pytest.fixture(autouse=True)
def every_route(settings: Settings, data_folder: Path) -> None:  # noqa: ARG001 - needed
    settings.ROOT_URLCONF = URLCONF


@pytest.fixture
def person(request: pytest.FixtureRequest) -> Client:
    """The browser of somebody of a role, who has just proved who they are."""
    role = Role(request.param)
    officer: dict[str, Any] = {"authority": "ars", "regions": ["53"]}
    scope = officer if role == Role.AUTHORITY else {}
    client = Client()
    client.user = with_second_factor(cases.person(role, **scope))  # type: ignore[attr-defined]
    client.force_login(client.user)  # type: ignore[attr-defined]
    session = client.session
    session[elevation.UNTIL] = int(time() + elevation.LASTS.total_seconds())
    session[PROVED_AT] = int(time())
    session.save()
    return client


every_role = pytest.mark.parametrize("person", Role.values, indirect=True)


def world(person: Client) -> World:
    return world_of(person.user)  # type: ignore[attr-defined]


def allowed(person: Client, route: Route) -> bool:
    audiences = AUDIENCES_OF_ROLE[person.user.role] | {Audience.SIGNED_IN}  # type: ignore[attr-defined]
    return bool(route.audience & audiences)


def address(route: Route, arguments: dict[str, object]) -> str:
    return reverse(route.name, urlconf=URLCONF, kwargs=arguments)


def is_hidden(client: Client, method: str, path: str) -> bool:
    """Tell whether a foreign object is not found there; what one may not do there, nobody does.

    An address that only changes something leads whoever merely looks back to a page: to that of
    the object, which is not found, or to one that names less, which says nothing of the object.
    """
    answer = getattr(client, method)(path)
    if answer.status_code == 405:
        return method.upper() not in answer["Allow"]
    if method == "get" and answer.status_code == 302:
        target = answer["Location"].split("?")[0]
        leads_up = len(resolve(target).kwargs) < len(resolve(path).kwargs)
        return leads_up or client.get(target).status_code == 404
    return bool(answer.status_code == 404)


def test_every_address_that_names_an_object_has_a_foreign_one() -> None:
    """A new route with an argument says in tests/codebase/foreign.py what is foreign there."""
    known = world_of(cases.person())
    missing = {
        route.name: kind_of(route.address)
        for route in keyed()
        if kind_of(route.address) not in known.foreign or kind_of(route.address) not in known.right
    }
    assert missing == {}, "Give these a right and a foreign object in tests/codebase/foreign.py"


@every_role
def test_a_foreign_object_is_not_found(person: Client) -> None:
    foreign = world(person).foreign
    shown = [
        f"{method} {path} ({route.name})"
        for route in keyed()
        if allowed(person, route)
        for arguments in foreign[kind_of(route.address)]
        for path in [address(route, arguments)]
        for method in METHODS
        if not is_hidden(person, method, path)
    ]
    assert shown == []


@every_role
def test_each_answers_404_to_one_method_at_least(person: Client) -> None:
    """Lest an address that merely leads elsewhere passes for one that hides."""
    foreign = world(person).foreign
    never = [
        route.name
        for route in keyed()
        if allowed(person, route)
        for path in [address(route, foreign[kind_of(route.address)][0])]
        if 404 not in {getattr(person, method)(path).status_code for method in METHODS}
    ]
    assert never == []


@every_role
def test_who_may_not_is_told_so_even_of_what_exists(person: Client) -> None:
    right = world(person).right
    answers = {
        (route.name, method): getattr(person, method)(
            address(route, right[kind_of(route.address)])
        ).status_code
        for route in keyed()
        if not allowed(person, route)
        for method in METHODS
    }
    assert {name: status for name, status in answers.items() if status != 403} == {}


def test_nobody_is_led_to_sign_in_whatever_exists() -> None:
    known = world_of(cases.person())
    client = Client()
    open_to_nobody: list[HttpResponseBase] = [
        getattr(client, method)(address(route, arguments))
        for route in keyed()
        for arguments in (
            known.right[kind_of(route.address)],
            known.foreign[kind_of(route.address)][0],
        )
        for method in METHODS
    ]
    assert open_to_nobody
    assert all(led_to_sign_in(answer) for answer in open_to_nobody)


@every_role
def test_the_same_addresses_show_what_is_ones_own(person: Client) -> None:
    """Hence the 404 of the others is no accident of the address."""
    right = world(person).right
    statuses = {
        route.name: person.get(
            address(route, right[kind_of(route.address)]), follow=True
        ).status_code
        for route in keyed()
        if allowed(person, route)
    }
    # Merging asks on its address into which case: without one, the page says so.
    fine = {200, 405, 422 if "desk:merge" in statuses else 200}
    assert {name: status for name, status in statuses.items() if status not in fine} == {}
    assert 200 in statuses.values()
