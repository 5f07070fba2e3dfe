"""What the observatory counts of support."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import cases
from tests.observatory.builders import NOON, declared, measure, only_fact, taken
from vigie.declarations.models import Declaration
from vigie.incidents.models import Incident, SupportRequest, SupportTime

pytestmark = pytest.mark.django_db


def asked(declaration: Declaration, incident: Incident, **columns: Any) -> SupportRequest:
    columns = {"kind": "advice", "asked_at": NOON, **columns}
    return SupportRequest.objects.create(incident=incident, declaration=declaration, **columns)


def wanting() -> tuple[Declaration, Incident]:
    declaration = declared(help_wanted="advice")
    return declaration, taken(declaration)


def test_a_declaration_without_request_has_no_outcome() -> None:
    wanting()
    fact = only_fact()
    assert (fact.support_outcome, fact.support_minutes, fact.answer_seconds) == (None, 0, None)


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        (["asked"], "open"),
        (["offered", "declined"], "open"),
        (["declined"], "declined"),
        (["declined", "under_way"], "given"),
        (["ended", "asked"], "given"),
    ],
)
def test_the_request_that_went_furthest_speaks(states: list[str], outcome: str) -> None:
    declaration, incident = wanting()
    for kind, state in zip(("advice", "on_site"), states, strict=False):
        refusal = "referred" if state == "declined" else ""
        asked(declaration, incident, kind=kind, state=state, refusal=refusal)
    assert only_fact().support_outcome == outcome


def test_time_taken_back_is_not_counted() -> None:
    declaration, incident = wanting()
    request = asked(declaration, incident, state="under_way")
    for minutes, voided in ((90, None), (30, None), (600, NOON)):
        SupportTime.objects.create(
            support=request,
            person=cases.person(),
            spent_on=NOON.date(),
            minutes=minutes,
            voided_at=voided,
        )
    assert only_fact().support_minutes == 120


def test_the_first_answer_is_counted_from_the_first_request_of_the_structure() -> None:
    declaration, incident = wanting()
    asked(declaration, incident, answered_at=NOON + timedelta(hours=30))
    later = NOON + timedelta(hours=2)
    asked(declaration, incident, kind="on_site", asked_at=later, answered_at=later)
    assert only_fact().answer_seconds == 2 * 3600


def test_an_offer_of_the_csirt_is_no_answer() -> None:
    declaration, incident = wanting()
    asked(declaration, incident, asked_by_structure=False, answered_at=NOON)
    assert only_fact().answer_seconds is None


@pytest.mark.parametrize(("hours", "in_time"), [(24, 1), (24.001, 0), (None, 0)])
def test_the_share_answered_within_24_hours_is_over_those_who_asked(
    hours: float | None, in_time: int
) -> None:
    declaration, incident = wanting()
    declared()
    answered_at = None if hours is None else NOON + timedelta(hours=hours)
    asked(declaration, incident, answered_at=answered_at)
    share = measure("share_first_answer_24h")
    assert (share.numerator, share.denominator) == (in_time, 1)


def test_support_given_is_counted_by_declaration() -> None:
    declaration, incident = wanting()
    asked(declaration, incident, state="ended")
    asked(declaration, incident, kind="on_site", state="under_way")
    assert measure("support_given").numerator == 1
