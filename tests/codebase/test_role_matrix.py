"""Every route, derived from the URL resolver, against everybody: no page is forgotten."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern
from pytest_django import Settings

from tests.fixtures.people import SignIn
from vigie.accounts.enums import Role
from vigie.accounts.models import AUDIENCES_OF_ROLE
from vigie.config.third_party import AUDIENCES
from vigie.core.audience import WITHOUT_ACCOUNT, Audience, declared_audience

URLCONF = "vigie.config.urls.demonstration"
ANONYMOUS = "anonymous"
# What a route's arguments may look like, by name, then by kind.
SAMPLES = {"reference": "VIG-K7QF-M3XD", "uidb36": "1", "key": "x-y", "role": "analyst"}
SAMPLES_OF_KIND = {
    "IntConverter": 1,
    "UUIDConverter": "00000000-0000-7000-8000-000000000000",
    "UUIDStrConverter": "00000000-0000-7000-8000-000000000000",
}


class Route(NamedTuple):
    """A leaf of the tree of URLs."""

    name: str
    pattern: URLPattern
    arguments: dict[str, object]
    # As the resolver writes it, without the language: "desk/cases/<str:reference>/".
    address: str

    @property
    def audience(self) -> frozenset[Audience]:
        return declared_audience(self.pattern.callback, self.name)

    @property
    def path(self) -> str:
        return reverse(self.name, urlconf=URLCONF, kwargs=self.arguments)


def routes(
    resolver: URLResolver,
    namespace: str = "",
    above: dict[str, object] | None = None,
    before: str = "",
) -> Iterator[Route]:
    for child in resolver.url_patterns:
        # The language, which begins an address, is no part of it.
        address = before + str(getattr(child.pattern, "_route", child.pattern.regex.pattern))
        address = before if isinstance(child.pattern, LocalePrefixPattern) else address
        kinds = child.pattern.converters
        names = list(kinds) or list(getattr(child.pattern.regex, "groupindex", {}))
        arguments = dict(above or {}) | {name: sample(name, kinds.get(name)) for name in names}
        if isinstance(child, URLResolver):
            inner = f"{namespace}{child.namespace}:" if child.namespace else namespace
            yield from routes(child, inner, arguments, address)
        else:
            yield Route(f"{namespace}{child.name}", child, arguments, address)


def sample(name: str, converter: object) -> object:
    return SAMPLES.get(name) or SAMPLES_OF_KIND.get(type(converter).__name__, "x")


ROUTES = {route.name: route for route in routes(get_resolver(URLCONF))}


@pytest.fixture(autouse=True)
def every_route(settings: Settings) -> None:
    settings.ROOT_URLCONF = URLCONF


def led_to_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and response["Location"].startswith(
        f"{reverse('account_login')}?next="
    )


def test_every_route_has_a_name() -> None:
    assert [name for name in ROUTES if name.endswith("None")] == []


def test_every_route_says_who_it_is_for() -> None:
    assert [route.name for route in ROUTES.values() if not route.audience] == []


def test_the_table_of_other_packages_names_only_routes_that_exist() -> None:
    assert set(AUDIENCES) - set(ROUTES) == set()


def test_every_role_has_audiences() -> None:
    assert set(AUDIENCES_OF_ROLE) == set(Role)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("who", [ANONYMOUS, *Role.values])
def test_each_route_answers_whom_it_is_for_and_nobody_else(
    sign_in: SignIn, name: str, who: str
) -> None:
    route = ROUTES[name]
    client = Client() if who == ANONYMOUS else sign_in(Role(who))
    mine = frozenset() if who == ANONYMOUS else AUDIENCES_OF_ROLE[who] | {Audience.SIGNED_IN}
    answers = [client.post(route.path), client.get(route.path)]
    if who == ANONYMOUS and not route.audience & WITHOUT_ACCOUNT:
        assert all(led_to_sign_in(answer) for answer in answers)
    elif not route.audience & (mine | WITHOUT_ACCOUNT):
        assert [answer.status_code for answer in answers] == [403, 403]
    else:
        assert not any(led_to_sign_in(answer) for answer in answers)
        assert all(answer.status_code != 403 and answer.status_code < 500 for answer in answers)
