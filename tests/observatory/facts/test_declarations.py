from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.observatory.builders import (
    NOON,
    a_structure,
    declared,
    facts_of,
    only_fact,
    qualified,
    taken,
)
from vigie.observatory import facts

pytestmark = pytest.mark.django_db


def test_a_declaration_is_a_fact_from_reception_with_what_was_declared() -> None:
    declared(origin="malicious", help_wanted="remote", structure_status="public")

    fact = only_fact()

    assert (fact.realm, fact.year, fact.month) == ("demo", 2019, 6)
    assert (fact.origin, fact.help_wanted, fact.structure_status) == ("malicious", True, "public")
    assert (fact.qualified, fact.in_scope, fact.severity) == (False, None, None)


def test_a_case_taken_but_not_qualified_leaves_the_fact_pending() -> None:
    taken(declared(origin="malicious"))

    fact = only_fact()

    assert fact.incident is not None
    assert (fact.qualified, fact.closed, fact.in_scope) == (False, False, None)
    assert fact.origin == "malicious"


def test_the_qualification_replaces_what_was_declared() -> None:
    declaration = declared(origin="unknown", kind="other", data_integrity="unknown")
    qualified(
        declaration,
        origin="malicious",
        kind="ransomware",
        data_integrity="no",
        in_scope=False,
        severity="major",
        support_given="analysis",
    )

    fact = only_fact()

    assert (fact.origin, fact.kind, fact.data_integrity) == ("malicious", "ransomware", "no")
    assert (fact.qualified, fact.in_scope, fact.severity) == (True, False, "major")
    assert fact.support_given == "analysis"


def test_a_case_reads_the_same_for_all_its_declarations() -> None:
    qualified(declared(), declared(), care_impact="interrupted")

    first, second = facts_of("demo")

    assert first.incident == second.incident
    assert first.structure != second.structure
    assert first.care_impact == second.care_impact == "interrupted"


def test_the_year_is_the_year_of_reception_in_paris() -> None:
    declared(received_at=datetime(2019, 12, 31, 23, 30, tzinfo=UTC))

    assert (only_fact().year, only_fact().month) == (2020, 1)


@pytest.mark.parametrize(
    ("detected_at", "precision", "seconds", "days"),
    [
        (NOON - timedelta(hours=2), "minute", 7200, 0),
        (NOON - timedelta(hours=13), "minute", 46800, 1),
        (NOON - timedelta(hours=13), "day", None, 1),
        (NOON - timedelta(hours=2), "unknown", None, None),
        (None, "minute", None, None),
    ],
)
def test_the_delay_is_told_as_precisely_as_detection_is_known(
    detected_at: datetime | None, precision: str, seconds: int | None, days: int | None
) -> None:
    declared(detected_at=detected_at, detected_precision=precision)

    fact = only_fact()

    assert (fact.delay_seconds, fact.delay_days) == (seconds, days)
    assert fact.detection_precision == (precision if detected_at else "unknown")


def test_the_calendar_day_is_that_of_paris_across_a_change_of_hour() -> None:
    # The night of 30 to 31 March 2019 loses an hour: 23:30 to 00:15 in Paris.
    declared(
        detected_at=datetime(2019, 3, 30, 22, 30, tzinfo=UTC),
        received_at=datetime(2019, 3, 30, 23, 15, tzinfo=UTC),
    )

    assert (only_fact().delay_seconds, only_fact().delay_days) == (2700, 1)


def test_the_facts_of_a_realm_are_only_its_own() -> None:
    declared("live")
    declared("import:hhs")

    assert [fact.realm for fact in facts_of("live")] == ["live"]
    assert (facts_of("demo")) == []
    assert facts.realms() == ["import:hhs", "live"]


def test_a_structure_of_the_directory_has_one_pseudonym_whatever_its_name_was() -> None:
    structure = a_structure()
    declared(structure=structure, structure_name="Before")
    declared(structure=structure, structure_name="After")

    assert len({fact.structure for fact in facts_of("demo")}) == 1


def test_a_typed_structure_is_recognised_by_its_name_and_town_however_written() -> None:
    declared(structure_name="Clinique de l’Étoile", structure_town="Nîmes")
    declared(structure_name="CLINIQUE DE L'ETOILE ", structure_town="nimes")
    declared(structure_name="Clinique de l’Étoile", structure_town="Arles")

    assert len({fact.structure for fact in facts_of("demo")}) == 2


def test_a_structure_cannot_be_followed_from_a_realm_to_another() -> None:
    structure = a_structure()
    declared("demo", structure=structure)
    declared("live", structure=structure)

    assert only_fact("demo").structure != only_fact("live").structure


def test_a_structure_without_any_name_has_no_pseudonym() -> None:
    declared(structure_name="", structure_town="")

    assert only_fact().structure is None


def test_text_where_a_code_is_due_does_not_enter_a_fact() -> None:
    declared(kind="Dr Martin lost a laptop", region="", origin="x\n=cmd()")

    fact = only_fact()

    assert (fact.kind, fact.region, fact.origin) == ("unknown", "unknown", "unknown")


def test_the_facts_of_many_declarations_take_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    qualified(*(declared() for _ in range(3)))

    with django_assert_num_queries(2):
        assert len(facts_of("demo")) == 3
