"""One row per case."""

from datetime import timedelta

import pytest

from tests.observatory.builders import NOON, a_structure, declared, facts_of, qualified, taken
from vigie.incidents import services
from vigie.incidents.models import Incident
from vigie.observatory.facts.incidents import IncidentFact

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def only_case() -> IncidentFact:
    (fact,) = facts_of("demo", "incidents")
    assert isinstance(fact, IncidentFact)
    return fact


def test_a_declaration_that_waits_is_no_case() -> None:
    declared()
    assert facts_of("demo", "incidents") == []


def test_a_case_is_of_the_structure_region_and_month_of_its_first_declaration() -> None:
    later = declared(region="11", received_at=NOON.replace(month=8))
    first = declared(region="84", structure_kind="laboratory", received_at=NOON)
    taken(later, first)

    fact = only_case()

    assert (fact.year, fact.month, fact.region) == (2019, 6, "84")
    assert fact.structure_kind == "laboratory"
    by_declaration = {each.region: each for each in facts_of("demo")}
    assert fact.structure == by_declaration["84"].structure
    assert fact.incident == by_declaration["84"].incident == by_declaration["11"].incident


def test_a_case_counts_its_declarations_and_its_structures_once_each() -> None:
    hospital = a_structure()
    taken(declared(structure=hospital), declared(structure=hospital), declared())
    assert (only_case().declarations, only_case().structures) == (3, 2)


def test_a_case_reads_as_its_first_declaration_until_it_is_qualified() -> None:
    taken(declared(origin="malicious"), declared(origin="unknown", received_at=NOON + HOUR))
    fact = only_case()
    assert (fact.origin, fact.qualified, fact.in_scope, fact.severity) == (
        "malicious",
        False,
        None,
        None,
    )


def test_a_qualified_case_reads_as_the_csirt_says() -> None:
    qualified(declared(origin="unknown"), origin="malicious", severity="major", in_scope=False)
    fact = only_case()
    assert (fact.origin, fact.qualified, fact.in_scope, fact.severity) == (
        "malicious",
        True,
        False,
        "major",
    )


def test_the_course_of_a_case_is_counted_from_the_first_reception() -> None:
    incident = qualified(declared(), qualified_at=NOON + 5 * HOUR).incident
    Incident.objects.filter(pk=incident.pk).update(
        opened_at=NOON + 2 * HOUR, closed_at=NOON + 30 * HOUR
    )
    fact = only_case()
    assert fact.closed
    assert (fact.opened_seconds, fact.qualified_seconds, fact.closed_seconds) == (
        2 * 3600,
        5 * 3600,
        30 * 3600,
    )


def test_a_case_opened_before_it_was_declared_waited_for_nothing() -> None:
    incident = taken(declared())
    Incident.objects.filter(pk=incident.pk).update(opened_at=NOON - HOUR)
    assert (only_case().opened_seconds, only_case().closed_seconds) == (0, None)


@pytest.mark.parametrize(("of_case", "of_declaration"), [("nebulis", ""), ("", "nebulis")])
def test_a_provider_named_by_either_is_told_and_not_which(
    of_case: str, of_declaration: str
) -> None:
    incident = taken(declared(provider_key=of_declaration), declared())
    assert only_case().provider_named is bool(of_declaration)
    Incident.objects.filter(pk=incident.pk).update(provider_key=of_case)
    assert only_case().provider_named is True


def test_merged_cases_are_one_row_and_two_again_once_put_back() -> None:
    merged, survivor = taken(declared()), taken(declared())

    operation = services.merge(merged, survivor, actor=None)
    assert only_case().declarations == 2

    services.undo_merge(operation, actor=None)
    assert [fact.declarations for fact in facts_of("demo", "incidents")] == [1, 1]


def test_what_is_split_out_is_a_case_of_its_own() -> None:
    first, second = declared(), declared()
    source = taken(first, second)
    services.split(source, [second.pk], actor=None)
    assert [fact.declarations for fact in facts_of("demo", "incidents")] == [1, 1]
