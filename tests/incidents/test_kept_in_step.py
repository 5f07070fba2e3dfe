"""What a declarant says later is listed, found and told within moments, however many cases wait."""

import logging
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import cases, notices
from tests.factories.declarations import complement, facts
from vigie.core import outbox, periodic
from vigie.core.models import OutboxMessage
from vigie.declarations.models import Declaration, Receipt
from vigie.declarations.services import complete, refresh_current_facts, request_report
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident, IncidentDeclaration, Notice
from vigie.incidents.selectors import Narrowing
from vigie.incidents.services import standing
from vigie.incidents.tasks.notices import tell_authorities
from vigie.incidents.tasks.standing import put_all_cases_in_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt() -> Receipt:
    return notices.declared(kind="phishing", care_impact="none", endangerment="none")


def say_more(receipt: Receipt, **said: Any) -> None:
    """Say more as a declarant does, and have the worker do what follows."""
    more = complement(facts=facts(**said))
    complete(receipt, more, form_nonce=str(said), structure_kind="health_establishment")
    outbox.drain()


def asked() -> Counter[str]:
    return Counter(OutboxMessage.objects.values_list("kind", flat=True))


def listed(**narrowing: Any) -> list[Incident]:
    return list(selectors.open_cases("live", Narrowing(**narrowing)))


def found(words: str) -> list[Any]:
    return selectors.found_rows(selectors.found(cases.person(), "live", words))


def told() -> set[str]:
    return {f"{notice.authority} {notice.decided_at:%H%M%S%f}" for notice in Notice.objects.all()}


def test_a_case_is_listed_by_what_its_declarant_says_later(receipt: Receipt) -> None:
    incident, other = notices.case_of(receipt), cases.open_case(endangerment="potential")
    assert listed() == [other, incident]
    say_more(receipt, kind="malware", endangerment="proven", help_wanted="on_site")
    assert listed() == [incident, other]
    assert listed(kind="malware") == [incident]
    assert listed(show="help") == [incident]


def test_a_case_and_its_declaration_are_found_by_what_is_said_later(receipt: Receipt) -> None:
    incident = notices.case_of(receipt)
    say_more(receipt, kind="ransomware", provider="SoftBridge Santé")
    assert found("softbridge") == [incident]
    assert found("rançongiciel") == [incident]


def test_a_declaration_that_waits_is_found_by_what_is_said_later(receipt: Receipt) -> None:
    say_more(receipt, kind="ransomware", provider="SoftBridge Santé")
    (row,) = found("softbridge")
    assert row.pk == receipt.declaration_id


def test_a_report_that_the_desk_asks_for_is_due_in_the_list(receipt: Receipt) -> None:
    incident = notices.case_of(receipt)
    outbox.drain()
    declaration = Declaration.objects.get(pk=receipt.declaration_id)
    due_at = timezone.now()
    request_report(declaration, due_at=due_at, actor="user:1", at=due_at)
    outbox.drain()
    incident.refresh_from_db()
    assert incident.due_at == due_at


def test_who_completes_asks_the_worker_for_each_thing_once(receipt: Receipt) -> None:
    notices.case_of(receipt)
    OutboxMessage.objects.all().delete()
    more = complement(facts=facts(endangerment="proven"))
    complete(receipt, more, form_nonce="one", structure_kind="health_establishment")
    assert asked() == {"declaration.completed": 1, "declaration.worsened": 1}
    outbox.drain()
    assert asked()["declaration.moved"] == 1
    assert asked()["declaration.reworded"] == 1


def test_what_changes_nothing_in_the_lists_asks_for_nothing(receipt: Receipt) -> None:
    notices.case_of(receipt)
    say_more(receipt, endangerment="proven")
    OutboxMessage.objects.all().delete()
    for _ in range(2):
        refresh_current_facts(receipt.declaration_id)
    assert not asked()


def test_a_declaration_that_goes_to_another_case_meanwhile_counts_there(
    receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = notices.case_of(receipt), cases.open_case(endangerment="none", care_impact="none")
    Declaration.objects.filter(pk=receipt.declaration_id).update(endangerment="proven")
    write = standing._write
    moved: list[int] = []

    def after_a_merging(keys: Any) -> None:
        if not moved:
            moved.append(IncidentDeclaration.objects.filter(incident=one).update(incident=other))
        write(keys)

    monkeypatch.setattr(standing, "_write", after_a_merging)
    services.refresh_standing_of(receipt.declaration_id)
    other.refresh_from_db()
    assert other.gravity == 0
    assert services.refresh_standings() == 0


def test_once_a_night_what_is_out_of_step_all_the_same_is_put_right_and_said(
    receipt: Receipt, caplog: pytest.LogCaptureFixture
) -> None:
    incident = notices.case_of(receipt)
    put_all_cases_in_order()
    assert not caplog.records
    Declaration.objects.filter(pk=receipt.declaration_id).update(kind="malware")
    put_all_cases_in_order()
    assert listed(kind="malware") == [incident]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "1 cases" in caplog.text


@pytest.mark.parametrize("work", [put_all_cases_in_order, tell_authorities])
def test_all_cases_are_gone_through_by_night_only(work: periodic.Work) -> None:
    (task,) = [each for each in periodic.registered() if each.work is work]
    assert task.hour != "*"
    assert task.minute.isdigit()


def test_a_case_is_told_by_the_rules_as_soon_as_it_is_in_hand(receipt: Receipt) -> None:
    notices.case_of(receipt)
    assert not Notice.objects.exists()
    outbox.drain()
    assert {notice.authority for notice in Notice.objects.all()} == {"ars", "ministry"}


def test_what_is_said_decided_and_ended_later_is_told_by_the_rules(receipt: Receipt) -> None:
    incident = notices.case_of(receipt)
    outbox.drain()
    before = told()
    say_more(receipt, care_impact="interrupted")
    said = told()
    services.qualify(incident, cases.values(severity="major"), revision=None, actor=None)
    outbox.drain()
    decided = told()
    services.close(notices.fresh(incident), actor=None)
    outbox.drain()
    assert before < said < decided < told()
    ended = told()
    tell_authorities()
    assert told() == ended


def test_what_the_law_makes_of_a_structure_has_its_cases_looked_at(receipt: Receipt) -> None:
    notices.case_of(receipt)
    structure = Declaration.objects.get(pk=receipt.declaration_id).structure
    assert structure is not None
    outbox.drain()
    OutboxMessage.objects.all().delete()
    services.set_operator_status(structure, "essential_service", actor=cases.person())
    assert asked() == {"notice.consider": 1}


def test_by_night_a_case_that_cannot_be_told_keeps_no_other_from_being_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = (notices.case_of(notices.declared()) for _ in range(2))
    tell = services.tell_by_the_rules

    def fails_for_one(incident: Incident) -> None:
        if incident == broken:
            raise ValueError("what was sealed")
        tell(incident)

    monkeypatch.setattr(services, "tell_by_the_rules", fails_for_one)
    tell_authorities()
    assert {notice.incident for notice in Notice.objects.all()} == {sound}
    assert "ValueError" in caplog.text
    assert "what was sealed" not in caplog.text
