"""The desk's lists: one realm at a time, in as few queries for many rows as for one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.core import counts
from vigie.declarations.enums import Author
from vigie.declarations.models import Declaration
from vigie.surfaces.desk.listing import ROWS
from vigie.surfaces.desk.templatetags import desk as templatetags
from vigie.taxonomy.companies import company_key

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["queue", "cases", "declarations"])
def test_a_list_shows_the_realm_of_this_instance_and_the_way_to_others(
    analyst: SignedIn, name: str
) -> None:
    for realm in ("live", "demo"):
        make = cases.open_case if name == "cases" else cases.waiting
        make(realm=realm, structure_name=f"Declared in {realm}")

    own, other = text(analyst.get(page(name))), text(analyst.get(page(name), {"realm": "demo"}))

    assert ("Declared in live" in own, "Declared in demo" in own) == (True, False)
    assert ("Declared in live" in other, "Declared in demo" in other) == (False, True)
    assert "?realm=demo" in own


@pytest.mark.parametrize("name", ["queue", "news", "cases", "declarations"])
@pytest.mark.parametrize("realm", ["nowhere", "import:x", "<b>", "😀", "a" * 900, "live,demo"])
def test_a_realm_that_holds_nothing_is_not_found(analyst: SignedIn, name: str, realm: str) -> None:
    assert analyst.get(page(name), {"realm": realm}).status_code == 404


@pytest.mark.parametrize("name", ["queue", "cases", "declarations"])
@pytest.mark.parametrize("way", ["after", "before"])
@pytest.mark.parametrize("cursor", ["x", "a:b:c", "0" * 9000, "é", "😀", ""])
def test_a_page_that_does_not_exist_is_the_first(
    analyst: SignedIn, name: str, way: str, cursor: str
) -> None:
    cases.waiting(structure_name="Shown first")
    cases.open_case(structure_name="Shown first")
    assert "Shown first" in text(analyst.get(page(name), {way: cursor}))


def test_a_cursor_of_another_list_is_the_first_page(analyst: SignedIn) -> None:
    for _ in range(ROWS + 1):
        cases.waiting()
    cursor = analyst.get(page("queue")).context["listing"].page.later
    assert len(analyst.get(page("declarations"), {"after": cursor}).context["page"]) == ROWS


def test_a_long_queue_is_read_page_by_page(analyst: SignedIn) -> None:
    for _ in range(ROWS + 1):
        cases.waiting()
    first = analyst.get(page("queue"))
    assert f"{ROWS + 1} declarations wait" in text(first)
    pages = first.context["listing"].page
    second = analyst.get(page("queue"), {"after": pages.later}).context["listing"].page
    assert len(second) == 1
    back = analyst.get(page("queue"), {"before": second.earlier}).context["listing"].page
    assert back.rows == pages.rows
    assert back.earlier == ""


def test_a_counter_says_that_there_are_more_than_it_counts(
    analyst: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "COUNTED_AT_MOST", 2)
    for rows in (2, 3):
        while Declaration.objects.count() < rows:
            cases.waiting()
        assert analyst.get(page("queue")).context["listing"].count == rows
    cases.waiting()
    assert analyst.get(page("queue")).context["listing"].count == 3


def test_a_list_says_beyond_how_many_it_does_not_count(
    analyst: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where in (counts, templatetags):
        monkeypatch.setattr(where, "COUNTED_AT_MOST", 2)
    for _ in range(3):
        cases.waiting()
    shown = text(analyst.get(page("queue")))
    assert "More than 2 declarations wait." in shown
    assert "(2+)" in shown
    assert "More than 2 declarations." in text(analyst.get(page("declarations")))


@pytest.mark.parametrize(
    "address",
    [
        "queue/",
        "queue/?provider=Nebulis",
        "queue/?show=messages",
        "declarations/",
        "cases/",
        "cases/?provider=Nebulis",
        "cases/?region=53",
        "cases/?show=messages",
        "cases/?show=closed",
    ],
)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    analyst: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    at_origin = {"provider": "Nebulis", "provider_key": company_key("Nebulis")}

    def fill(rows: int) -> None:
        for _ in range(rows):
            cases.waiting(**at_origin)
            cases.open_case(cases.person(), **at_origin)
            cases.closed_case(cases.person())
        for each in Declaration.objects.filter(messages=None):
            each.messages.create(
                author=Author.DECLARANT, sent_at=cases.RECEIVED, language="fr", ciphertext=b"sealed"
            )

    def shown() -> int:
        return analyst.get(page("home") + address).content.count(b'<li class="dk-row">')

    fill(1)
    with django_assert_max_num_queries(11) as with_one:
        few = shown()
    fill(ROWS - 1)
    with django_assert_max_num_queries(len(with_one)):
        assert few < shown() == ROWS


def test_one_sees_the_cases_that_one_leads(analyst: SignedIn, colleague: SignedIn) -> None:
    cases.open_case(analyst.user, structure_name="Led by Ana")
    cases.open_case(colleague.user, structure_name="Led by Cole")
    shown = text(analyst.get(page("cases"), {"show": "mine"}))
    assert "Led by Ana" in shown
    assert "Led by Cole" not in shown


def test_a_choice_of_cases_that_does_not_exist_is_not_found(analyst: SignedIn) -> None:
    assert analyst.get(page("cases"), {"show": "x" * 900}).status_code == 404


def test_what_waits_too_long_is_marked(analyst: SignedIn) -> None:
    now = timezone.now()
    cases.waiting(received_at=now)
    assert "more than 24 hours" not in text(analyst.get(page("queue")))
    cases.waiting(received_at=now - timedelta(hours=25))
    assert "more than 24 hours" in text(analyst.get(page("queue")))


def test_danger_is_said_in_words(analyst: SignedIn) -> None:
    cases.waiting(endangerment="proven", care_impact="interrupted")
    shown = text(analyst.get(page("queue")))
    assert "Proven endangerment" in shown
    assert "Care interrupted" in shown


def test_the_queue_says_what_has_come_since_it_was_shown(analyst: SignedIn) -> None:
    cases.waiting()
    newest = analyst.get(page("queue")).context["newest"]
    assert "news-link" not in text(analyst.get(page("news"), {"after": newest}))
    cases.waiting()
    assert "1 declaration has come" in text(analyst.get(page("news"), {"after": newest}))


@pytest.mark.parametrize("after", ["", "x", "😀", "0" * 900])
def test_a_queue_shown_empty_learns_of_the_first(analyst: SignedIn, after: str) -> None:
    cases.waiting()
    assert "1 declaration has come" in text(analyst.get(page("news"), {"after": after}))


def test_what_a_declarant_typed_is_never_markup(analyst: SignedIn) -> None:
    hostile = "<script>alert(1)</script>\u202e\"'&"
    declaration = cases.waiting(structure_name=hostile, structure_town=hostile)
    for address in (page("queue"), page("declaration", declaration.reference)):
        assert "<script>alert" not in text(analyst.get(address))
