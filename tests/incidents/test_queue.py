"""The queue: what nobody has taken yet, gravest first."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from vigie.incidents import selectors, services
from vigie.incidents.selectors import Narrowing, Show

pytestmark = pytest.mark.django_db


def queue(realm: str = "live") -> list[str]:
    """Return the structures of the queue, in its order."""
    return [row.structure_name for row in selectors.to_triage(realm)]


def detailed(listed: str) -> QuerySet[selectors.ListedCase]:
    """Return a list of cases with what a page shows of each."""
    return selectors.with_first_declaration(getattr(selectors, listed)("live"))


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


def test_of_two_as_grave_the_more_overdue_comes_first_then_the_older() -> None:
    hour = timedelta(hours=1)
    cases.waiting(structure_name="newer", received_at=cases.RECEIVED + hour)
    cases.waiting(structure_name="older")
    cases.waiting(structure_name="report due soon", next_due_at=cases.RECEIVED + 2 * hour)
    cases.waiting(structure_name="report late", late_since=cases.RECEIVED + hour)
    assert queue() == ["report late", "report due soon", "older", "newer"]


def test_of_two_received_at_once_the_order_stays_the_same() -> None:
    both = [cases.waiting().pk for _ in range(2)]
    assert [row.pk for row in selectors.to_triage("live")] == sorted(both)


def test_what_waits_for_more_than_a_day_is_late_and_so_is_what_lacks_a_report() -> None:
    now = timezone.now()
    day = timedelta(days=1)
    cases.waiting(structure_name="fresh", received_at=now)
    cases.waiting(structure_name="unanswered", received_at=now - day)
    cases.waiting(structure_name="lacks a report", received_at=now, late_since=now)
    late = selectors.to_triage("live", Narrowing(show=Show.LATE))
    assert {row.structure_name for row in late} == {"unanswered", "lacks a report"}


def test_the_queue_narrows_to_help_wanted_to_a_region_and_to_a_kind() -> None:
    cases.waiting(structure_name="wants help", help_wanted="on_site", region="11", kind="malware")
    cases.waiting(structure_name="from Paris", region="11", kind="phishing")
    cases.waiting(structure_name="from Rennes", region="53", kind="phishing")
    for narrowing, expected in (
        (Narrowing(show=Show.HELP), {"wants help"}),
        (Narrowing(region="11"), {"wants help", "from Paris"}),
        (Narrowing(kind="phishing"), {"from Paris", "from Rennes"}),
        (Narrowing(region="11", kind="phishing"), {"from Paris"}),
        (Narrowing(show=Show.HELP, region="53"), set()),
    ):
        assert {row.structure_name for row in selectors.to_triage("live", narrowing)} == expected


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


def test_a_case_row_says_how_many_declarations_it_gathers_and_names_the_first() -> None:
    incident = cases.open_case(structure_name="First", structure_town="Brest")
    for _ in range(2):
        services.take_into(incident, cases.waiting(structure_name="Later").pk, actor=None)
    row = selectors.with_first_declaration(selectors.open_cases("live")).get()
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
    # The second one reads their tags.
    with django_assert_num_queries(2):
        assert [(str(row.lead), row.structure_name) for row in detailed("open_cases")]
    with django_assert_num_queries(2):
        assert [row.qualification.severity for row in detailed("closed_cases")]
