"""Indicators of a case: kept once, marked, taken off, and seen in other cases."""

import threading

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from vigie.accounts.enums import Role
from vigie.core.models import JournalEntry
from vigie.incidents import selectors, services
from vigie.incidents.indicators import NotAnIndicator
from vigie.incidents.indicators.values import digest
from vigie.incidents.models import Incident, Indicator
from vigie.incidents.services import Marking

pytestmark = pytest.mark.django_db

AMBER = Marking(tlp="AMBER", pap="AMBER")
EVIL = ("domain", "evil-host.net")


def keep(incident: Incident, *pairs: tuple[str, str], marking: Marking = AMBER) -> int:
    return services.add_indicators(incident, pairs, marking, actor=None)


def test_what_is_kept_is_written_one_way_and_once() -> None:
    incident = cases.open_case()
    assert keep(incident, ("domain", "Evil-Host.NET"), EVIL, ("ipv4", "192.0.2.7")) == 2
    assert keep(incident, EVIL, ("ipv4", "192.0.2.8")) == 1
    kept = Indicator.objects.order_by("kind", "value").values_list("kind", "value")
    assert list(kept) == [EVIL, ("ipv4", "192.0.2.7"), ("ipv4", "192.0.2.8")]


def test_what_the_case_had_keeps_its_marking() -> None:
    incident = cases.open_case()
    keep(incident, EVIL, marking=Marking(tlp="RED", pap="RED"))
    keep(incident, EVIL)
    assert Indicator.objects.get().tlp == "RED"


@pytest.mark.django_db(transaction=True)
def test_two_analysts_who_keep_the_same_together_keep_it_once() -> None:
    incident = cases.open_case()
    ready = threading.Barrier(2)
    kept: list[int] = []

    def save() -> None:
        try:
            ready.wait()
            kept.append(keep(incident, EVIL))
        finally:
            connection.close()

    threads = [threading.Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept) == [0, 1]


def test_what_is_no_indicator_is_refused_and_nothing_kept() -> None:
    with pytest.raises(NotAnIndicator):
        keep(cases.open_case(), EVIL, ("ipv4", "1.2.3.400"))
    assert not Indicator.objects.exists()


def test_what_is_said_of_it_is_sealed() -> None:
    analyst = cases.person()
    incident = cases.open_case()
    said = Marking(tlp="AMBER", pap="GREEN", comment="Vu chez Canari")
    keep(incident, EVIL, marking=said)
    kept = Indicator.objects.get()
    assert b"Canari" not in bytes(kept.comment or b"")
    opened = services.open_comments(incident, actor=analyst)
    assert opened == {kept.digest: [services.Comment("Vu chez Canari")]}
    assert JournalEntry.objects.filter(action="indicator.opened").count() == 1


def test_the_longest_values_are_kept_and_found_again() -> None:
    incident, other = cases.open_case(), cases.open_case()
    long = ("url", "https://evil-host.net/" + "a" * 1_970)
    wide = ("registry_key", "HKLM\\" + "é" * 1_900)
    for each in (incident, other):
        assert keep(each, long, wide) == 2
    found = selectors.seen_elsewhere(cases.person(), incident, [digest(*long)])
    assert found[digest(*long)].references == [other.reference]


def test_marking_anew_and_taking_off_touch_this_case_alone() -> None:
    incident, other = cases.open_case(), cases.open_case()
    keep(incident, EVIL)
    keep(other, EVIL)
    keys = list(Indicator.objects.values_list("pk", flat=True))

    assert services.mark_indicators(incident, keys, tlp="GREEN", pap="CLEAR", actor=None) == 1
    assert services.remove_indicators(incident, keys, actor=None) == 1

    left = Indicator.objects.get()
    assert (left.incident, left.tlp) == (other, "AMBER")
    actions = JournalEntry.objects.filter(action__startswith="indicator.").order_by("id")
    assert list(actions.values_list("action", flat=True)) == [
        "indicator.added",
        "indicator.added",
        "indicator.marked",
        "indicator.removed",
    ]


def test_a_closed_case_keeps_its_indicators_as_they_are() -> None:
    closed = cases.closed_case()
    with pytest.raises(services.CaseClosed):
        keep(closed, EVIL)
    with pytest.raises(services.CaseClosed):
        services.mark_indicators(closed, [], tlp="RED", pap="RED", actor=None)
    with pytest.raises(services.CaseClosed):
        services.remove_indicators(closed, [], actor=None)


def test_the_journal_counts_and_names_nothing() -> None:
    incident = cases.open_case()
    keep(incident, EVIL, ("email", "canari@evil-host.net"))
    entry = JournalEntry.objects.get(action="indicator.added")
    assert entry.objects_touched == {"incident": str(incident.pk), "number": "2"}


def test_other_cases_that_have_it_are_named_newest_first() -> None:
    incident = cases.open_case()
    older = cases.open_case()
    keep(incident, EVIL)
    keep(older, EVIL)
    last = cases.open_case()
    keep(last, EVIL)
    found = selectors.seen_elsewhere(cases.person(), incident, [digest(*EVIL)])
    assert found[digest(*EVIL)].references == [last.reference, older.reference]


def test_neither_another_realm_nor_who_sees_no_case_is_told() -> None:
    incident = cases.open_case()
    keep(incident, EVIL)
    keep(cases.open_case(realm="demo"), EVIL)
    assert selectors.seen_elsewhere(cases.person(), incident, [digest(*EVIL)]) == {}
    keep(cases.open_case(), EVIL)
    assert selectors.seen_elsewhere(cases.person(Role.AUTHORITY), incident, [digest(*EVIL)]) == {}


def test_many_cases_are_counted_and_few_named(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    incident = cases.open_case()
    for _ in range(8):
        keep(cases.open_case(), EVIL)
    reader = cases.person()
    with django_assert_num_queries(1):
        seen = selectors.seen_elsewhere(reader, incident, [digest(*EVIL)])[digest(*EVIL)]
    assert (len(seen.references), seen.more) == (5, 3)


def test_only_what_its_tlp_allows_is_handed_over() -> None:
    incident = cases.open_case()
    for number, tlp in enumerate(("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")):
        keep(incident, ("ipv4", f"192.0.2.{number}"), marking=Marking(tlp=tlp, pap="AMBER"))
    handed = {
        at_most: selectors.indicators_of(incident, tlp_at_most=at_most).count()
        for at_most in ("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")
    }
    assert handed == {"RED": 5, "AMBER+STRICT": 4, "AMBER": 3, "GREEN": 2, "CLEAR": 1}
