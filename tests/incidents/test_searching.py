"""Search in what is plain, as whoever asks may see it, on both databases."""

from contextlib import suppress
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import cases
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.declarations.models import Declaration
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident, SearchEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(db: None) -> User:  # noqa: ARG001 - needed
    return cases.person()


def found(user: User, typed: str, realm: str = "live") -> list[Any]:
    """Return what somebody finds, once the index is in step."""
    services.index_what_is_missing()
    return selectors.found_rows(selectors.found(user, realm, typed))


@pytest.mark.parametrize(
    "typed",
    [
        "hopital", "HÔPITAL du lac", "lac, annecy", "anne", "ch lac", "k7qf", "VIG-K7QF",
        "rançongiciel", "ransomware", "softbridge", "auvergne",
    ],
)  # fmt: skip
def test_a_declaration_is_found_by_what_is_plain_of_it(ana: User, typed: str) -> None:
    declaration = cases.waiting(
        reference="VIG-K7QF-M3XD",
        structure_name="Hôpital du Lac",
        structure_town="Annecy",
        region="84",
        kind="ransomware",
        provider="SoftBridge Santé",
    )
    cases.waiting(structure_name="Clinique", structure_town="Lille", region="32", kind="phishing")
    assert found(ana, typed) == [declaration]


def test_every_word_must_be_found(ana: User) -> None:
    cases.waiting(structure_name="Hôpital du Lac", structure_town="Annecy")
    assert found(ana, "lac brest") == []


def test_a_case_is_found_by_its_summary_and_by_what_it_gathers(ana: User) -> None:
    incident = cases.open_case(structure_town="Brest", kind="phishing")
    services.take_into(incident, cases.waiting(structure_town="Quimper").pk, actor=ana)
    decided = cases.values(summary="LockBit sur les serveurs", kind="ransomware")
    services.qualify(incident, decided, revision=None, actor=ana)
    for typed in ("lockbit", "brest lockbit", "quimper", "rançongiciel", incident.reference):
        assert found(ana, typed) == [incident]


def test_what_a_case_no_longer_says_finds_it_no_more(ana: User) -> None:
    incident = cases.open_case()
    services.qualify(incident, cases.values(summary="LockBit"), revision=None, actor=ana)
    services.qualify(incident, cases.values(summary="Akira"), revision=1, actor=ana)
    assert found(ana, "lockbit") == []
    assert found(ana, "akira") == [incident]


def test_a_declaration_that_was_taken_is_found_with_its_case(ana: User) -> None:
    declaration = cases.waiting(structure_town="Annecy")
    assert found(ana, "annecy") == [declaration]
    incident = services.take(declaration.pk, actor=ana)
    assert found(ana, "annecy") == [incident]


def test_the_newest_come_first_of_one_realm(ana: User) -> None:
    older = cases.waiting(structure_town="Annecy")
    newer = cases.waiting(structure_town="Annecy", received_at=cases.RECEIVED + cases.HOUR)
    cases.waiting(structure_town="Annecy", realm="demo")
    assert found(ana, "annecy") == [newer, older]


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_sees_no_declaration_finds_none(role: Role) -> None:
    cases.waiting(structure_town="Annecy")
    assert found(cases.person(role), "annecy") == []


def test_what_a_complement_changes_is_indexed_again(ana: User) -> None:
    declaration = cases.waiting(kind="phishing")
    assert found(ana, "hameçonnage") == [declaration]
    Declaration.objects.update(kind="ransomware")
    assert found(ana, "hameçonnage") == []
    assert found(ana, "rançongiciel") == [declaration]
    assert services.index_what_is_missing() == 0


def test_what_is_removed_is_found_no_more(ana: User) -> None:
    cases.waiting(structure_town="Annecy")
    services.index_what_is_missing()
    SearchEntry.objects.all().delete()
    assert not selectors.found(ana, "live", "annecy").exists()


class AnyWordsTest(TestCase):
    """Whatever is typed, the answer is a list."""

    @given(st.text())
    def test_any_text_gives_a_list(self, typed: str) -> None:
        assert list(selectors.found(User(role=Role.ANALYST, is_active=True), "live", typed)) == []

    @given(st.text(min_size=2).filter(lambda name: "\x00" not in name))
    def test_any_name_may_be_indexed(self, name: str) -> None:
        cases.waiting(structure_name=name[:250])
        assert services.index_what_is_missing() >= 1


def test_the_index_is_what_answers() -> None:
    query = SearchEntry.objects.filter(text__has_words=["annecy"])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")
        plan = query.explain()
    assert "incidents_searchentry_words" in plan or "VIRTUAL TABLE INDEX" in plan


@pytest.mark.django_db(transaction=True)
def test_the_migrations_can_be_undone_and_fill_what_was_there(ana: User) -> None:
    waits = cases.waiting(endangerment="proven", structure_town="Annecy")
    incident = cases.closed_case(ana, help_wanted="on_site", help_urgency="today")
    call_command("migrate", "declarations", "0004", verbosity=0)
    assert not any("searchentry" in name for name in connection.introspection.table_names())
    call_command("migrate", verbosity=0)

    assert list(selectors.to_triage("live")) == [waits]
    again = Incident.objects.get()
    known = ("gravity", "kind", "help_wanted", "help_urgency", "due_at")
    incident.refresh_from_db()
    assert [getattr(again, name) for name in known] == [getattr(incident, name) for name in known]
    assert again.gravity == 3
    assert found(ana, "annecy") == [waits]


@pytest.mark.parametrize(
    "typed",
    [
        "evil-host.net", "evil-host[.]net", "hxxps://evil-host[.]net/a", "185.12.45.7",
        "185[.]12[.]45[.]7", "d41d8cd98f00b204e9800998ecf8427e", "a@evil-mail.org",
    ],
)  # fmt: skip
def test_a_case_is_found_by_its_indicators_defanged_or_not(ana: User, typed: str) -> None:
    incident = cases.open_case()
    pairs = [
        ("url", "https://evil-host.net/a"),
        ("ipv4", "185.12.45.7"),
        ("md5", "d41d8cd98f00b204e9800998ecf8427e"),
        ("email", "a@evil-mail.org"),
    ]
    assert found(ana, typed) == []
    marking = services.Marking(tlp="AMBER", pap="AMBER")
    services.add_indicators(incident, pairs, marking, actor=None)
    assert found(ana, typed) == [incident]

    keys = list(incident.indicators.values_list("pk", flat=True))
    services.remove_indicators(incident, keys, actor=None)
    assert found(ana, typed) == []


def test_what_is_written_in_a_row_is_indexed_once_at_the_end(ana: User) -> None:
    with services.indexed_at_the_end():
        incident = cases.open_case(structure_name="Hôpital du Lac")
        assert not SearchEntry.objects.filter(incident=incident).exists()
    assert selectors.found_rows(selectors.found(ana, "live", "lac")) == [incident]


def test_what_fails_on_the_way_is_not_indexed() -> None:
    incident = cases.open_case()
    SearchEntry.objects.all().delete()
    with suppress(RuntimeError), services.indexed_at_the_end():
        services.reindex(incident)
        raise RuntimeError
    assert not SearchEntry.objects.filter(incident=incident).exists()
    services.reindex(incident)
    assert SearchEntry.objects.filter(incident=incident).count() == 1
