"""A declaration that becomes grave after it was taken into a case wakes the duty, as an arrival."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from tests.factories import cases
from tests.factories import duty as nights
from tests.factories.declarations import CANARIES, complement, facts
from tests.fixtures.clock import Later
from vigie.accounts.models import User
from vigie.core import outbox
from vigie.core.models import JournalEntry
from vigie.declarations.models import Declaration, Receipt
from vigie.declarations.services import complete
from vigie.incidents import services
from vigie.incidents.enums import Answered
from vigie.incidents.models import DutyPage, Incident
from vigie.incidents.selectors.duty import unanswered
from vigie.incidents.services import duty
from vigie.incidents.tasks.duty import declaration_completed

pytestmark = pytest.mark.django_db

GRAVE: dict[str, Any] = {
    "endangerment": "proven",
    "care_impact": "interrupted",
    "help_wanted": "on_site",
    "help_urgency": "immediate",
}


class Taken:
    """A declaration that somebody who is not on duty took into a case."""

    def __init__(self, realm: str = "live", **answers: Any) -> None:
        self.declaration = nights.declared(realm, **{**nights.QUIET, **answers})
        drain()
        self.taker = cases.person(name="Off Duty")
        self.incident: Incident = services.take(self.declaration.pk, actor=self.taker)
        drain()
        mail.outbox.clear()

    def says(self, later: Later, **answers: Any) -> None:
        """Have the declarant send a further report, a while later; the worker has not run."""
        later(timedelta(minutes=1))
        receipt = Receipt.objects.get(declaration_id=self.declaration.pk)
        said = complement(facts=facts(**{**nights.QUIET, **answers}))
        number = receipt.documents.count()
        complete(receipt, said, form_nonce=str(number), structure_kind="unknown")


def drain() -> None:
    while outbox.drain():
        pass


def called() -> list[str]:
    """Return who was called, the mails of another kind left out."""
    drain()
    calls = [each.to[0] for each in mail.outbox if "GRAVE" in each.subject]
    return sorted(each for each in calls if each not in CANARIES)


@pytest.fixture
def first() -> User:
    """Who is on duty."""
    return nights.on_duty().person


@pytest.mark.parametrize(
    "answers",
    [
        GRAVE,
        {"endangerment": "potential"},
        {"care_impact": "interrupted"},
        {"help_wanted": "on_site", "help_urgency": "immediate"},
    ],
)
def test_it_wakes_whoever_is_on_duty(first: User, later: Later, answers: dict[str, str]) -> None:
    case = Taken()
    case.says(later, **answers)
    assert called() == [first.email]
    page = DutyPage.objects.get()
    assert (page.declaration_id, page.acknowledged_at) == (case.declaration.pk, None)


def test_one_that_nobody_has_taken_wakes_too(first: User, later: Later) -> None:
    declaration = nights.declared(**nights.QUIET)
    drain()
    mail.outbox.clear()
    later(timedelta(minutes=1))
    receipt = Receipt.objects.get(declaration_id=declaration.pk)
    complete(receipt, complement(facts=facts(**GRAVE)), form_nonce="one", structure_kind="unknown")
    assert called() == [first.email]


def test_it_climbs_the_roster_until_somebody_answers(first: User, later: Later) -> None:
    """Having taken it before, when it was harmless, is no answer."""
    second = nights.on_duty(line=2).person
    case = Taken()
    case.says(later, **GRAVE)
    called()
    later(duty.climbing.patience())
    assert called() == sorted([first.email, second.email])
    page = DutyPage.objects.get()
    assert page.acknowledged_at is None

    duty.acknowledge(page, actor=second)
    page.refresh_from_db()
    assert (page.acknowledged_by, page.answered) == (second, Answered.AT_THE_DESK)


def test_it_climbs_although_the_declarant_takes_it_back_meanwhile(
    first: User, later: Later
) -> None:
    second = nights.on_duty(line=2).person
    case = Taken()
    case.says(later, **GRAVE)
    called()
    case.says(later)
    later(duty.climbing.patience())
    assert called() == sorted([first.email, second.email])


def test_it_is_paged_once_however_often_the_worker_runs(first: User, later: Later) -> None:
    case = Taken()
    case.says(later, **GRAVE)
    case.says(later, **GRAVE)
    called()
    for _ in range(2):
        declaration_completed(declaration=str(case.declaration.pk))
    assert called() == [first.email]
    assert JournalEntry.objects.filter(action="duty.paged").count() == 1


def test_one_that_was_taken_as_grave_wakes_nobody_again(first: User, later: Later) -> None:
    case = Taken(**GRAVE)
    answered = DutyPage.objects.get()
    assert answered.answered == Answered.BY_TAKING
    case.says(later, **GRAVE)
    assert called() == []
    assert DutyPage.objects.get().acknowledged_at == answered.acknowledged_at
    assert first


def test_one_that_was_taken_as_grave_before_the_worker_ran_wakes_nobody(
    first: User, later: Later
) -> None:
    declaration = nights.declared(**GRAVE)
    services.take(declaration.pk, actor=cases.person())
    drain()
    later(timedelta(minutes=1))
    receipt = Receipt.objects.get(declaration_id=declaration.pk)
    complete(receipt, complement(facts=facts(**GRAVE)), form_nonce="one", structure_kind="unknown")
    assert called() == []
    assert not DutyPage.objects.exists()
    assert first


def test_one_that_was_grave_then_harmless_then_grave_again_wakes(first: User, later: Later) -> None:
    """Whoever took it at once, before anybody was called, has seen it become harmless."""
    case = Taken()
    case.declaration = nights.declared(**GRAVE)
    services.take_into(case.incident, case.declaration.pk, actor=case.taker)
    drain()
    mail.outbox.clear()
    case.says(later)
    assert called() == []
    case.says(later, **GRAVE)
    assert called() == [first.email]


def test_one_that_stays_harmless_wakes_nobody(first: User, later: Later) -> None:
    case = Taken()
    case.says(later, care_impact="none")
    assert called() == []
    assert not DutyPage.objects.exists()
    assert first


@pytest.mark.parametrize("realm", ["demo", "exercise:winter"])
def test_no_other_realm_than_the_real_one_wakes_anybody(
    first: User, later: Later, realm: str
) -> None:
    case = Taken(realm)
    case.says(later, **GRAVE)
    assert called() == []
    assert Declaration.objects.get(pk=case.declaration.pk).endangerment == "proven"
    assert first


def test_one_that_was_answered_then_eased_is_paged_anew_when_it_is_grave_again(
    first: User, later: Later
) -> None:
    case = Taken()
    case.says(later, **GRAVE)
    called()
    answered = DutyPage.objects.get()
    duty.acknowledge(answered, actor=first)
    case.says(later, endangerment="potential")
    case.says(later)
    called()
    mail.outbox.clear()
    assert DutyPage.objects.count() == 1

    case.says(later, **GRAVE)
    assert called() == [first.email]
    called_again = DutyPage.objects.get(acknowledged_at=None)
    # What is said is the declaration's own reference; the page has an address of its own.
    reference = case.declaration.reference
    assert called_again.reference == f"{reference}-2"
    assert [each.subject for each in mail.outbox if "GRAVE" in each.subject] == [
        f"GRAVE declaration {reference}: answer now"
    ]
    assert JournalEntry.objects.filter(action="duty.paged").count() == 2
    declaration_completed(declaration=str(case.declaration.pk))
    later(duty.climbing.patience())
    drain()
    # Having taken it before is no answer.
    called_again.refresh_from_db()
    assert called_again.acknowledged_at is None
    duty.acknowledge(called_again, actor=first)
    case.says(later, **GRAVE)
    drain()
    assert DutyPage.objects.count() == 2


def test_each_that_all_let_pass_is_paged_anew_and_one_answer_is_for_all(
    first: User, later: Later
) -> None:
    case = Taken()
    for _again in range(2):
        case.says(later, **GRAVE)
        drain()
        passed = DutyPage.objects.latest("started_at")
        for _ in range(2 + duty.climbing.ROUNDS_OF_EVERYBODY):
            later(duty.climbing.patience())
            drain()
        passed.refresh_from_db()
        assert passed.ended_at is not None
        case.says(later)
    case.says(later, **GRAVE)
    drain()
    last = DutyPage.objects.get(reference=f"{case.declaration.reference}-3")
    duty.acknowledge(last, actor=first)
    assert not unanswered("live").exists()
    assert JournalEntry.objects.filter(action="duty.acknowledged").count() == 3


def test_while_it_still_rings_it_is_not_paged_twice(first: User, later: Later) -> None:
    case = Taken()
    case.says(later, **GRAVE)
    called()
    case.says(later)
    case.says(later, **GRAVE)
    drain()
    assert DutyPage.objects.count() == 1
    assert first


def test_a_drill_meanwhile_is_neither_answered_nor_begun_anew(first: User, later: Later) -> None:
    drill = duty.start_drill(actor=first)
    case = Taken()
    case.says(later, **GRAVE)
    called()
    duty.acknowledge(DutyPage.objects.get(declaration=case.declaration), actor=first)
    case.says(later)
    case.says(later, **GRAVE)
    drain()
    duty.acknowledge(DutyPage.objects.get(reference__endswith="-2"), actor=first)
    drill.refresh_from_db()
    assert drill.acknowledged_at is None
    assert DutyPage.objects.filter(declaration=None).count() == 1
