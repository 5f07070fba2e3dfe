"""One row per thing owed by one time."""

from datetime import timedelta
from typing import Any

import pytest

from tests.observatory.builders import NOON, declared, facts_of, qualified
from vigie.declarations.models import Clock, Declaration, Receipt
from vigie.observatory.facts.deadlines import DeadlineFact

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DUE = NOON + 24 * HOUR


def clock(declaration: Declaration | None = None, **columns: Any) -> Clock:
    declaration = declaration or declared()
    receipt, _made = Receipt.objects.get_or_create(
        declaration_id=declaration.pk,
        defaults={
            "reference": declaration.reference,
            "realm": declaration.realm,
            "received_at": declaration.received_at,
            "idempotency_key": declaration.reference,
        },
    )
    columns = {"regime": "nis2-23", "stage": "early_warning", "status": "owed", **columns}
    return Clock.objects.create(receipt=receipt, started_at=declaration.received_at, **columns)


def only_deadline() -> DeadlineFact:
    (fact,) = facts_of("demo", "deadlines")
    assert isinstance(fact, DeadlineFact)
    return fact


@pytest.mark.parametrize(
    ("columns", "outcome", "seconds"),
    [
        ({"due_at": DUE}, "running", None),
        ({"due_at": DUE, "late_since": DUE}, "late", None),
        ({"due_at": DUE, "met_at": DUE}, "met_in_time", None),
        ({"due_at": DUE, "met_at": DUE + HOUR, "late_since": DUE}, "met_late", 3600),
        (
            {
                "due_at": DUE,
                "met_at": DUE + 24 * HOUR,
                "late_since": DUE,
                "met_precision": "day",
            },
            "met_late",
            None,
        ),
        ({"due_at": DUE, "met_at": DUE, "met_precision": "unknown"}, "met_moment_unknown", None),
        ({"met_at": DUE}, "met_no_time", None),
        ({}, "running_no_time", None),
        ({"waits_for": "notification"}, "waiting", None),
        ({"due_at": DUE, "late_since": DUE, "withdrawn_at": DUE}, "withdrawn", None),
    ],
)
def test_each_deadline_says_what_became_of_it(
    columns: dict[str, Any], outcome: str, seconds: int | None
) -> None:
    clock(**columns)
    assert (only_deadline().outcome, only_deadline().seconds_late) == (outcome, seconds)


def test_what_is_late_is_what_was_noted_so_and_not_what_is_past_now() -> None:
    clock(due_at=DUE)
    assert only_deadline().outcome == "running"


def test_a_deadline_is_of_the_declaration_that_owes_it() -> None:
    declared(region="11")
    owing = declared(region="84", received_at=NOON.replace(month=3))
    declared(region="32")
    qualified(owing, in_scope=False)
    clock(owing)

    fact = only_deadline()

    assert (fact.year, fact.month, fact.region, fact.in_scope) == (2019, 3, "84", False)
    (theirs,) = [each.structure for each in facts_of("demo") if each.region == "84"]
    assert fact.structure == theirs


def test_each_deadline_of_many_goes_with_its_own_declaration() -> None:
    regions = ["11", "24", "27", "28", "32", "44", "52", "53", "75", "76"]
    found = [declared(region=region) for region in regions]
    for declaration in reversed(found):
        clock(declaration, stage="early_warning")
        clock(declaration, stage="notification")
    facts = facts_of("demo", "deadlines")
    by_structure = {each.structure: each.region for each in facts_of("demo")}
    assert sorted(fact.region for fact in facts) == sorted(regions * 2)
    assert all(by_structure[fact.structure] == fact.region for fact in facts)


def test_a_law_that_is_not_known_is_unknown() -> None:
    clock(regime="Code Dupont")
    assert only_deadline().regime == "unknown"
