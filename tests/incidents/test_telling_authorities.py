"""Whom a case is told to: proposed from the rules, sent once, told again when more is known."""

from contextlib import suppress
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from tests.factories import cases, notices, structures
from tests.factories.declarations import complement, facts
from vigie.core import outbox
from vigie.core.models import JournalEntry
from vigie.declarations.models import Receipt, SharedWith
from vigie.declarations.services import complete, refresh_current_facts
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident, Notice
from vigie.incidents.tasks.notices import tell_authorities

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident() -> Incident:
    """A case of a hospital of Brittany whose care is degraded."""
    return notices.case_of(notices.declared())


def to_tell(incident: Incident, *, automatic: bool = False) -> set[tuple[str, str, bool]]:
    found = selectors.proposals(notices.fresh(incident), automatic=automatic)
    return {(*each.recipient, each.certain) for each in found}


def granted(notice: Notice) -> tuple[set[str], set[str]]:
    line = notice.lines.get()
    return set(line.sections), set(line.groups)


def last_told(notice: Notice) -> str:
    report = notice.lines.get().report
    assert report is not None
    return report.stage


def mails() -> list[EmailMessage]:
    """Return the e-mails to authorities; declarants have theirs too."""
    return [message for message in mail.outbox if "ars.example" in message.to[0]]


def say_more(incident: Incident, **said: Any) -> None:
    declaration = selectors.declarations_of(incident).get()
    receipt = Receipt.objects.get(declaration_id=declaration.pk)
    more = complement(facts=facts(care_impact="interrupted"), **said)
    complete(receipt, more, form_nonce=str(said), structure_kind="health_establishment")
    refresh_current_facts(declaration.pk)


def test_the_region_s_own_agency_and_the_ministry_are_proposed(incident: Incident) -> None:
    assert {("ars", "53", True), ("ministry", "", True)} <= to_tell(incident)


def test_what_is_not_known_is_proposed_to_be_considered(incident: Incident) -> None:
    assert {("anssi", "", False)} <= to_tell(incident)
    structure = selectors.declarations_of(incident).get().structure
    assert structure is not None
    services.set_operator_status(structure, "essential_service", actor=cases.person())
    assert ("anssi", "", True) in to_tell(incident)


def test_the_journal_keeps_what_a_structure_was_and_is(incident: Incident) -> None:
    structure = selectors.declarations_of(incident).get().structure
    assert structure is not None
    for status in ("essential_service", "essential_entity"):
        services.set_operator_status(structure, status, actor=cases.person())
    entries = JournalEntry.objects.filter(action="structure.operator_status_set").order_by("id")
    kept = [(each.objects_touched["before"], each.objects_touched["after"]) for each in entries]
    assert kept == [("none", "essential_service"), ("essential_service", "essential_entity")]


def test_what_is_told_is_proposed_no_more(incident: Incident) -> None:
    notices.told(incident)
    assert ("ars", "53", True) not in to_tell(incident)
    assert ("ministry", "", True) in to_tell(incident)


def test_a_notice_grants_what_the_rules_grant_and_no_more(incident: Incident) -> None:
    sections, groups = granted(notices.told(incident, "ministry"))
    assert sections == {"narrative", "measures"}
    assert "help" in groups
    fields = notices.told(incident, "ars").lines.get().fields
    assert "care_impact" in fields
    assert "structure_name" in fields


def test_a_report_that_comes_later_is_told_by_a_further_notice(incident: Incident) -> None:
    first = notices.told(incident)
    say_more(incident)
    update = notices.told(incident)
    assert update.follows == first
    assert last_told(update) == "notification"
    assert last_told(first) == "early_warning"


def test_a_qualification_is_told_and_kept_as_it_was_told(incident: Incident) -> None:
    notices.told(incident)
    services.qualify(incident, cases.values(severity="major"), revision=None, actor=None)
    update = notices.told(incident)
    services.qualify(
        notices.fresh(incident), cases.values(severity="minor"), revision=1, actor=None
    )
    assert update.qualification["severity"] == "major"
    assert notices.told(incident).qualification["severity"] == "minor"


def test_a_case_that_closes_is_told(incident: Incident) -> None:
    services.qualify(incident, cases.values(), revision=None, actor=None)
    notices.told(incident)
    assert ("ars", "53", True) not in to_tell(incident)
    services.close(notices.fresh(incident), actor=None)
    assert notices.told(incident).case_closed


def test_two_analysts_who_send_the_same_send_it_once(incident: Incident) -> None:
    one = notices.proposal(incident, "ars")
    other = notices.proposal(incident, "ars")
    sent = services.send_notice(incident, one, actor=cases.person())
    with pytest.raises(services.AlreadyDecided) as caught:
        services.send_notice(incident, other, actor=cases.person())
    assert caught.value.notice == sent
    assert Notice.objects.count() == 1


def test_what_was_set_aside_is_proposed_no_more_until_it_is_sure(incident: Incident) -> None:
    doubtful = notices.proposal(incident, "anssi", certain=False)
    services.set_aside_notice(incident, doubtful, actor=cases.person())
    assert ("anssi", "", False) not in to_tell(incident)
    structure = selectors.declarations_of(incident).get().structure
    assert structure is not None
    services.set_operator_status(structure, "essential_service", actor=cases.person())
    assert ("anssi", "", True) in to_tell(incident)


def test_what_was_withdrawn_is_not_proposed_nor_sent_again(incident: Incident) -> None:
    notice = notices.told(incident)
    services.withdraw_notice(notice, actor=cases.person())
    assert ("ars", "53", True) not in to_tell(incident)
    with pytest.raises(services.NotTold):
        services.withdraw_notice(notice, actor=cases.person())


def test_a_case_of_several_regions_tells_each_agency_its_own(incident: Incident) -> None:
    other = notices.declared(region="76", name="Clinique du Sud")
    services.take_into(incident, other.declaration_id, actor=None)
    assert {("ars", "53", True), ("ars", "76", True)} <= to_tell(incident)
    south = notices.told(incident, "ars", region="76")
    assert [line.declaration.structure_name for line in south.lines.all()] == ["Clinique du Sud"]
    assert notices.told(incident, "ministry").lines.count() == 2


def test_a_region_that_is_not_known_is_chosen_by_whoever_sends() -> None:
    incident = notices.case_of(notices.declared(region=""))
    lost = notices.proposal(incident, "ars", certain=False)
    assert lost.lacks_region
    with pytest.raises(services.RegionNotKnown):
        services.send_notice(incident, lost, actor=cases.person())
    services.send_notice(incident, lost, actor=cases.person(), region="11")
    assert {recipient for recipient, _r, _c in to_tell(incident)} & {"ars"} == set()


def test_vigie_sends_by_itself_what_the_rules_say_once(incident: Incident) -> None:
    for _ in range(2):
        tell_authorities()
    sent = {(n.authority, n.region): n for n in Notice.objects.all()}
    assert set(sent) == {("ars", "53"), ("ministry", "")}
    assert all(not sections for sections, _groups in map(granted, sent.values()))
    assert all(notice.decided_by is None for notice in sent.values())
    # What an analyst adds is still proposed.
    assert ("ars", "53", True) in to_tell(incident)
    tell_authorities()
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("realm", ["demo", "exercise:rentree"])
def test_only_real_cases_are_sent_by_themselves_and_told_by_e_mail(realm: str) -> None:
    services.add_address(authority="ars", region="", email="a@ars.example", actor=cases.person())
    incident = notices.case_of(notices.declared(realm=realm))
    tell_authorities()
    assert not Notice.objects.exists()
    notices.told(incident)
    outbox.drain()
    assert mails() == []


def test_the_e_mail_says_that_a_notice_waits_and_nothing_else(incident: Incident) -> None:
    analyst = cases.person()
    services.add_address(authority="ars", region="53", email="Veille@ARS.example", actor=analyst)
    services.add_address(authority="ars", region="76", email="other@ars.example", actor=analyst)
    notice = notices.told(incident)
    outbox.drain()
    outbox.drain()
    (sent,) = mails()
    assert sent.to == ["veille@ars.example"]
    assert notice.reference in sent.body
    for hidden in ("Essais", "Rennes", incident.reference, "ransomware", "canari"):
        assert hidden not in f"{sent.subject} {sent.body}"


def test_nobody_is_told_of_a_notice_withdrawn_meanwhile(incident: Incident) -> None:
    services.add_address(authority="ars", region="", email="a@ars.example", actor=cases.person())
    services.withdraw_notice(notices.told(incident), actor=cases.person())
    outbox.drain()
    assert mails() == []


def test_the_declarant_sees_who_was_told_of_what(incident: Incident) -> None:
    notice = notices.told(incident)
    shared = SharedWith.objects.get()
    assert (shared.authority, shared.region) == ("ars", "53")
    assert shared.sections == ["contact", "measures", "narrative"]
    assert shared.withdrawn_at is None
    services.withdraw_notice(notice, actor=cases.person())
    shared.refresh_from_db()
    assert shared.withdrawn_at is not None


def test_every_decision_is_in_the_journal(incident: Incident) -> None:
    analyst = cases.person()
    notice = notices.told(incident, actor=analyst)
    services.withdraw_notice(notice, actor=analyst)
    entries = JournalEntry.objects.filter(action__startswith="notice.").order_by("id")
    assert [entry.action for entry in entries] == ["notice.sent", "notice.withdrawn"]
    assert {entry.objects_touched["notice"] for entry in entries} == {str(notice.pk)}


def test_an_address_is_kept_once() -> None:
    book: dict[str, Any] = {"authority": "ars", "region": "53", "email": "a@ars.example"}
    address = services.add_address(**book, actor=cases.person())
    with pytest.raises(services.AddressKnown):
        services.add_address(**book, actor=cases.person())
    services.remove_address(address, actor=cases.person())
    assert not selectors.addresses().exists()


def test_working_out_whom_to_tell_asks_a_constant_number_of_questions(
    incident: Incident, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        other = notices.declared(name=f"Clinique {number}")
        services.take_into(incident, other.declaration_id, actor=None)
    notices.told(incident)
    again = notices.fresh(incident)
    with django_assert_max_num_queries(6):
        selectors.proposals(again)


def test_an_unlisted_structure_has_no_status_and_stays_to_be_considered() -> None:
    structures.hospital()
    incident = cases.open_case(region="53")
    with suppress(LookupError):
        assert not notices.proposal(incident, "anssi", certain=False).certain
    assert ("anssi", "", False) in to_tell(incident)
