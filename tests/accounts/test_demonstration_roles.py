"""Entering a demonstration as any role with one click; nowhere else."""

from importlib import import_module

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from pytest_django import Settings

from vigie.accounts.enums import Role
from vigie.accounts.models import User

pytestmark = pytest.mark.django_db

BACKEND = "vigie.accounts.demo.DemonstrationBackend"


@pytest.fixture
def demonstration(settings: Settings) -> None:
    """Run as the demonstration's settings say."""
    settings.VIGIE_DEMO = True
    settings.ROOT_URLCONF = "vigie.config.urls.demonstration"
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, BACKEND]


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("role", Role.values)
def test_one_click_enters_as_a_role(client: Client, role: str) -> None:
    page = client.get("/en/accounts/login/").content.decode()
    assert f'action="/en/accounts/enter/{role}/"' in page
    answer = client.post(f"/en/accounts/enter/{role}/")
    assert answer["Location"] == "/en/desk/"
    shown = client.get("/en/accounts/").content.decode()
    assert str(Role(role).label).replace("'", "&#x27;") in shown


@pytest.mark.usefixtures("demonstration")
def test_each_role_is_one_person(client: Client) -> None:
    client.post("/en/accounts/enter/analyst/")
    client.post("/en/accounts/enter/analyst/")
    assert User.objects.count() == 1


@pytest.mark.usefixtures("demonstration")
def test_no_password_opens_the_demonstration_s_accounts(client: Client) -> None:
    client.post("/en/accounts/enter/analyst/")
    new = {"password1": "four horses eat my hay", "password2": "four horses eat my hay"}
    for path in ("change", "none", "set"):
        client.post(f"/en/accounts/password/{path}/", new, follow=True)
    assert not User.objects.get().has_usable_password()


@pytest.mark.usefixtures("demonstration")
def test_a_role_that_does_not_exist_is_no_page(client: Client) -> None:
    assert client.post("/en/accounts/enter/director/").status_code == 404
    assert User.objects.count() == 0


@pytest.mark.usefixtures("demonstration")
def test_a_link_alone_or_a_foreign_form_does_not_enter(client: Client) -> None:
    assert client.get("/en/accounts/enter/analyst/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/en/accounts/enter/analyst/").status_code == 403


@pytest.mark.usefixtures("demonstration")
def test_a_session_of_the_demonstration_is_nobody_s_elsewhere(
    client: Client, settings: Settings
) -> None:
    client.post("/en/accounts/enter/administrator/")
    assert client.get("/en/accounts/").status_code == 200
    settings.VIGIE_DEMO = False
    settings.AUTHENTICATION_BACKENDS.remove(BACKEND)
    assert client.get("/en/accounts/").status_code == 302


def test_outside_a_demonstration_there_is_no_such_page(client: Client, settings: Settings) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demo_enter_as", args=["analyst"])
    assert "Enter the demonstration" not in client.get("/en/accounts/login/").content.decode()
    # Even if the route were there.
    settings.ROOT_URLCONF = "vigie.config.urls.demonstration"
    assert client.post("/en/accounts/enter/analyst/").status_code == 404


@pytest.mark.parametrize(("mode", "there"), [("demo", True), ("production", False)])
def test_each_mode_has_what_it_should(mode: str, there: bool) -> None:
    module = import_module(f"vigie.config.settings.{mode}")
    assert there == module.VIGIE_DEMO
    assert there == ("demo_enter_as" in get_resolver(module.ROOT_URLCONF).reverse_dict)
    assert there == (BACKEND in module.AUTHENTICATION_BACKENDS)
    # First of all, so that not even a static file is answered to others.
    assert there == (module.MIDDLEWARE[0] == "vigie.core.demo.DemonstrationMiddleware")
