"""The queue: what nobody has taken yet, gravest first."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from vigie.incidents import selectors, services

pytestmark = pytest.mark.django_db


def queue(realm: str = "live") -> list[str]:
    """Return the structures of the queue, in its order."""
    return [row.structure_name for row in selectors.to_triage(realm)]


def test_a_taken_declaration_has_left_the_queue() -> None:
    services.take(cases.waiting(structure_name="taken").pk, actor=None)
    cases.waiting(structure_name="waits")
    assert queue() == ["waits"]


def test_danger_comes_before_care_and_what_is_not_known_before_what_is_harmless() -> None:
    harmless = {"endangerment": "none", "care_impact": "none"}
    for name, told in [
        ("harmless", {}),
        ("not known", {"care_impact": "unknown"}),
        ("degraded", {"care_impact": "degraded"}),
        ("proven", {"endangerment": "proven"}),
        ("interrupted", {"care_impact": "interrupted"}),
        ("potential", {"endangerment": "potential"}),
    ]:
        cases.waiting(structure_name=name, **{**harmless, **told})
    assert queue() == [
        "proven", "potential", "interrupted", "degraded", "not known", "harmless",
    ]  # fmt: skip


def test_of_two_as_grave_the_more_urgent_comes_first_then_the_newer() -> None:
    later = cases.RECEIVED + timedelta(hours=1)
    cases.waiting(structure_name="older")
    cases.waiting(structure_name="newer", received_at=later)
    cases.waiting(structure_name="this week", help_urgency="this_week")
    cases.waiting(structure_name="immediate", help_urgency="immediate")
    assert queue() == ["immediate", "this week", "newer", "older"]


def test_a_realm_is_never_mixed_with_another() -> None:
    for realm in ("live", "demo", "import:hhs"):
        cases.waiting(realm=realm, structure_name=f"waits in {realm}")
        cases.open_case(realm=realm)
        cases.closed_case(realm=realm)

    assert queue("demo") == ["waits in demo"]
    assert [each.realm for each in selectors.open_cases("demo")] == ["demo"]
    assert [each.realm for each in selectors.closed_cases("demo")] == ["demo"]
    assert {each.realm for each in selectors.declared(cases.person(), "demo")} == {"demo"}
    assert selectors.realms() == ["demo", "import:hhs", "live"]


def test_an_unqualified_case_comes_first_then_the_gravest_then_the_oldest() -> None:
    def qualified(severity: str, *, days: int = 0) -> None:
        incident = services.take(
            cases.waiting(structure_name=f"{severity} {days}").pk,
            actor=None,
            at=cases.RECEIVED + timedelta(days=days),
        )
        services.qualify(incident, cases.values(severity=severity), revision=None, actor=None)

    qualified("minor")
    qualified("major", days=1)
    qualified("major")
    qualified("critical")
    cases.open_case(structure_name="not qualified")

    assert [row.structure_name for row in selectors.open_cases("live")] == [
        "not qualified", "critical 0", "major 0", "major 1", "minor 0",
    ]  # fmt: skip


def test_a_case_row_says_how_many_declarations_it_gathers_and_names_the_first() -> None:
    incident = cases.open_case(structure_name="First", structure_town="Brest")
    for _ in range(2):
        services.take_into(incident, cases.waiting(structure_name="Later").pk, actor=None)
    row = selectors.open_cases("live").get()
    assert (row.declaration_count, row.structure_name, row.structure_town) == (3, "First", "Brest")


@pytest.mark.parametrize("rows", [1, 50])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for _ in range(rows):
        cases.waiting()
        cases.open_case(cases.person())
        cases.closed_case()

    with django_assert_num_queries(1):
        assert len(selectors.to_triage("live")) == rows
    with django_assert_num_queries(1):
        assert [(str(row.lead), row.structure_name) for row in selectors.open_cases("live")]
    with django_assert_num_queries(1):
        assert [row.qualification.severity for row in selectors.closed_cases("live")]
