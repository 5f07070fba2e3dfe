"""The test house itself: what its fixtures promise."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from playwright.sync_api import Page

from tests.fixtures.browser import Watch, assert_accessible, assert_fits
from tests.fixtures.database import FrontDatabase
from vigie.core import journal
from vigie.core.audience import Audience, audience
from vigie.core.models import JournalEntry
from vigie.declarations.models import Declaration

GOOD = '<!doctype html><html lang="en"><title>t</title><main><h1>Good</h1></main>'
BAD = '<!doctype html><title>t</title><script>1</script><img src="https://example.org/x.png">'


@audience(Audience.ANYONE)
def good(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(GOOD)


@audience(Audience.ANYONE)
def bad(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BAD)


urlpatterns = [path("good", good), path("bad", bad)]


@pytest.mark.browser
@pytest.mark.urls(__name__)
def test_an_accessible_page_passes(phone: Page) -> None:
    phone.goto("/good")
    assert_accessible(phone)
    assert_fits(phone)


@pytest.mark.browser
@pytest.mark.urls(__name__)
def test_an_inaccessible_page_is_reported(phone: Page, watch: Watch) -> None:
    phone.goto("/bad")
    with pytest.raises(AssertionError, match="html-has-lang"):
        assert_accessible(phone)
    watch.problems.clear()


@pytest.mark.browser
@pytest.mark.urls(__name__)
def test_inline_scripts_and_foreign_hosts_are_reported(desktop: Page, watch: Watch) -> None:
    desktop.goto("/bad")
    problems = " ".join(watch.problems)
    watch.problems.clear()
    assert "Content Security Policy" in problems
    assert "script-src" in problems
    assert "example.org" in problems


def test_the_front_reads_no_declaration_and_its_rights_can_be_lifted(
    front_database: FrontDatabase,
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no users")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Declaration.objects.exists()
    with front_database.lifted():
        assert not Declaration.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_committing_test_leaves_is_gone_though_append_only() -> None:
    assert not JournalEntry.objects.exists()
    journal.record("house.tested", actor="test")
    assert JournalEntry.objects.exists()


test_and_again = test_what_a_committing_test_leaves_is_gone_though_append_only


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for() -> None:
    assert connection.vendor in {"sqlite", "postgresql"}
