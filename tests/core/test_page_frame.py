"""What every page has around its content."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from tests.fixtures.people import SignIn
from vigie.accounts.enums import Role

pytestmark = [pytest.mark.usefixtures("pages"), pytest.mark.django_db]


def page(client: Client, path: str = "/en/story/") -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_a_page_says_its_language(client: Client, language: str) -> None:
    assert f'<html lang="{language}">' in page(client, f"/{language}/story/")


def test_the_language_switch_stays_on_the_page_with_its_query(client: Client) -> None:
    shown = page(client, "/en/undeclared/?q=%C3%A9t%C3%A9&page=2")
    assert 'href="/fr/undeclared/?q=%C3%A9t%C3%A9&amp;page=2"' in shown
    assert 'href="/es/undeclared/?q=%C3%A9t%C3%A9&amp;page=2"' in shown


def test_the_switch_of_a_page_without_language_leads_home(client: Client) -> None:
    assert 'href="/es/"' in page(client, "/robots.txt")


def test_no_page_bears_an_emblem_of_the_state(client: Client) -> None:
    shown = page(client)
    for emblem in ("République", "république", "fr-logo", "Marianne", "marianne", "gouv.fr"):
        assert emblem not in shown


def test_a_demonstration_says_so_loudly(client: Client, settings: Settings) -> None:
    assert "synthetic data" not in page(client)
    settings.VIGIE_DEMO = True
    shown = page(client)
    assert "Demonstration: synthetic data." in shown
    assert re.search(r"<title>[^<]*\(demonstration\)</title>", shown)


def test_the_menu_shows_what_exists_and_what_one_may_open(client: Client, sign_in: SignIn) -> None:
    desk = 'href="/en/desk/queue/"'
    assert desk not in page(client)
    assert desk not in page(sign_in(Role.STATISTICIAN), "/en/accounts/")
    assert desk in page(sign_in(Role.ANALYST))


def test_the_menu_says_where_one_is(sign_in: SignIn) -> None:
    shown = page(sign_in(Role.ANALYST), "/en/desk/queue/")
    assert 'href="/en/desk/queue/" aria-current="page"' in shown


def test_a_visitor_without_account_gets_no_cookie(client: Client) -> None:
    client.get("/en/mine/")
    assert not client.cookies


def test_the_policy_allows_nothing_inline_and_nothing_foreign(client: Client) -> None:
    policy = client.get("/en/story/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_mistakes_are_summed_up_and_each_leads_to_its_field(client: Client) -> None:
    shown = client.post("/en/story/", {"detected_at_0": "2025-03-30"}).content.decode()
    assert "<title>Error: Story" in shown
    for anchor in ("structure", "story", "kind", "impact_0", "kept", "detected_at_0"):
        assert f'href="#id_{anchor}"' in shown
        assert f'id="id_{anchor}"' in shown
    summary = shown[shown.index('id="error-summary"') :]
    assert "Code" not in summary[: summary.index("</ul>")]


def test_hint_and_error_are_tied_to_their_field(client: Client) -> None:
    shown = client.post("/en/story/", {"code": "x"}).content.decode()
    for element in ("id_structure", "id_impact_0", "id_detected_at_0"):
        (tag,) = re.findall(rf'<input[^>]*id="{element}"[^>]*>', shown)
        assert 'aria-invalid="true"' in tag
    (structure,) = re.findall(r'<input[^>]*id="id_structure"[^>]*>', shown)
    assert 'aria-describedby="id_structure_helptext id_structure_error"' in structure
    for group in ("impact", "detected_at"):
        described = f'aria-describedby="id_{group}_helptext id_{group}_error"'
        assert re.search(rf'<fieldset[^>]*id="id_{group}_group"[^>]*{described}', shown)
    for described in re.findall(r'aria-describedby="([^"]+)"', shown):
        for target in described.split():
            assert shown.count(f'id="{target}"') == 1


def test_what_was_typed_is_escaped(client: Client) -> None:
    shown = client.post("/en/story/", {"story": "</textarea><script>alert(1)</script>"})
    assert "<script>" not in shown.content.decode()
