"""Whom the desk mails where there is no mailbox: one rule for all that concerns nobody alone."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from pytest_django import Settings

from tests.factories import cases
from tests.factories import duty as nights
from tests.factories.declarations import CANARIES, DETECTED, facts, submission, write_as_declarant
from tests.fixtures.clock import Later
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core import codes, outbox
from vigie.declarations import selectors
from vigie.declarations.enums import Author
from vigie.declarations.models import MessageNotice, Receipt, Reminder
from vigie.declarations.services import plan_reminders, receive
from vigie.incidents import services
from vigie.incidents.models import SupportRequest
from vigie.incidents.services import duty
from vigie.incidents.tasks.messages import mail_of_messages_that_waited
from vigie.incidents.tasks.support import watch_first_answers

pytestmark = pytest.mark.django_db

TEAM = "duty@csirt.example"


class People:
    """An analyst on duty on each of two lines, one who is not, and a duty lead."""

    def __init__(self) -> None:
        self.first, self.second = nights.on_duty(line=1).person, nights.on_duty(line=2).person
        self.asleep, self.lead = cases.person(), cases.person(Role.DUTY_LEAD)
        cases.person(Role.ADMINISTRATOR)

    @property
    def everybody(self) -> list[str]:
        return addresses(self.first, self.second, self.asleep, self.lead)


def addresses(*people: User) -> list[str]:
    return sorted(person.email for person in people)


def close_account(*people: User) -> None:
    User.objects.filter(pk__in=[person.pk for person in people]).update(is_active=False)


def mailed() -> list[str]:
    """Return who was mailed at the desk, and forget it."""
    while outbox.drain():
        pass
    told = sorted(each.to[0] for each in mail.outbox if each.to[0] not in CANARIES)
    mail.outbox.clear()
    return told


def rule() -> list[str]:
    return sorted(duty.mailbox(key) for key in duty.whom())


def quiet(**changes: object) -> Receipt:
    return receive(
        submission(facts=facts(**{**nights.QUIET, **changes})), code=codes.new_code(), realm="live"
    )


def test_the_mailbox_then_the_first_on_duty_then_the_leads_then_everybody(house: Settings) -> None:
    people = People()
    house.VIGIE_DUTY_EMAIL = TEAM
    assert rule() == [TEAM]
    house.VIGIE_DUTY_EMAIL = ""
    assert rule() == addresses(people.first)
    close_account(people.first)
    assert rule() == addresses(people.second)
    close_account(people.second)
    assert rule() == addresses(people.lead)
    close_account(people.lead)
    assert rule() == addresses(people.asleep)
    close_account(people.asleep)
    assert rule() == []


def test_who_is_called_elsewhere_is_mailed_there() -> None:
    people = People()
    duty.keep_addresses(people.first, email="night@home.example", phone="")
    assert rule() == ["night@home.example"]


class TestAMessage:
    """A declarant writes."""

    def test_in_a_case_that_nobody_leads_reaches_who_is_on_duty(self) -> None:
        people = People()
        receipt = quiet()
        services.take(receipt.declaration_id, actor=None)
        mailed()
        write_as_declarant(receipt)
        assert mailed() == addresses(people.first)

    @pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.STATISTICIAN}])
    def test_whose_lead_left_or_handles_no_more_cases_reaches_who_is_on_duty(
        self, change: dict[str, object]
    ) -> None:
        people = People()
        receipt = quiet()
        services.take(receipt.declaration_id, actor=people.asleep)
        mailed()
        User.objects.filter(pk=people.asleep.pk).update(**change)
        write_as_declarant(receipt)
        assert mailed() == addresses(people.first)

    def test_reaches_the_lead_alone_where_there_is_one(self, house: Settings) -> None:
        people = People()
        house.VIGIE_DUTY_EMAIL = TEAM
        receipt = quiet()
        services.take(receipt.declaration_id, actor=people.asleep)
        mailed()
        write_as_declarant(receipt)
        assert mailed() == addresses(people.asleep)

    def test_whose_lead_the_relay_refuses_reaches_who_is_on_duty(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        people = People()
        receipt = quiet()
        services.take(receipt.declaration_id, actor=people.asleep)
        mailed()
        write_as_declarant(receipt)
        refuse(monkeypatch, people.asleep)
        assert mailed() == addresses(people.first)

    def test_that_nobody_could_be_told_of_is_told_once_somebody_can(self) -> None:
        receipt = quiet()
        mailed()
        write_as_declarant(receipt)
        assert mailed() == []
        assert not MessageNotice.objects.exists()
        assert selectors.to_announce(Author.DECLARANT).exists()

        lead = cases.person(Role.DUTY_LEAD)
        mail_of_messages_that_waited()
        assert mailed() == addresses(lead)
        mail_of_messages_that_waited()
        assert mailed() == []

    def test_one_address_that_is_refused_has_nobody_else_told_twice(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        leads = [cases.person(Role.DUTY_LEAD) for _ in range(3)]
        receipt = quiet()
        mailed()
        write_as_declarant(receipt)
        refuse(monkeypatch, leads[0])
        assert mailed() == addresses(*leads[1:])
        mail_of_messages_that_waited()
        assert mailed() == []

    def test_that_the_relay_takes_for_nobody_is_tried_again(
        self, monkeypatch: pytest.MonkeyPatch, later: Later
    ) -> None:
        people = People()
        receipt = quiet()
        mailed()
        write_as_declarant(receipt)
        with monkeypatch.context() as outage:
            outage.setattr("vigie.core.mail.send", down)
            assert mailed() == []
        later(outbox.FIRST_WAIT)
        assert mailed() == addresses(people.first)


class TestLateSupport:
    """A structure that asked for help has had no answer in a day."""

    def test_is_told_to_who_is_on_duty(self, later: Later) -> None:
        people = People()
        services.take(quiet(help_wanted="remote").declaration_id, actor=people.asleep)
        mailed()
        later(timedelta(hours=24, minutes=1))
        # The roster of a day ago is over: the duty lead is told.
        watch_first_answers()
        watch_first_answers()
        assert mailed() == addresses(people.lead)

    def test_is_told_to_nobody_as_though_it_were(self, later: Later) -> None:
        services.take(quiet(help_wanted="remote").declaration_id, actor=None)
        mailed()
        later(timedelta(hours=24, minutes=1))
        watch_first_answers()
        assert SupportRequest.objects.get().reminded_at is None

        first = nights.on_duty().person
        watch_first_answers()
        assert mailed() == addresses(first)
        assert SupportRequest.objects.get().reminded_at


def test_a_deadline_is_brought_to_mind_of_who_is_on_duty() -> None:
    people = People()
    receive(
        submission(facts=facts(data_confidentiality="yes", origin="unknown")),
        code=codes.new_code(),
        realm="live",
        received_at=DETECTED + timedelta(hours=1),
    )
    mailed()
    plan_reminders(DETECTED + timedelta(hours=73))
    assert mailed() == addresses(people.first)
    assert not Reminder.objects.filter(sent_at=None).exists()


def test_an_arrival_in_a_gap_of_the_roster_is_told_to_the_duty_leads() -> None:
    cases.person()
    lead = cases.person(Role.DUTY_LEAD)
    quiet()
    assert mailed() == addresses(lead)


def test_an_arrival_is_told_to_the_mailbox_and_to_who_is_on_duty(house: Settings) -> None:
    people = People()
    house.VIGIE_DUTY_EMAIL = TEAM
    quiet()
    assert mailed() == sorted([TEAM, people.first.email])


def refuse(monkeypatch: pytest.MonkeyPatch, person: User) -> None:
    """Have the relay refuse one person, for ever."""
    send = EmailMessage.send

    def take(message: EmailMessage) -> int:
        if message.to == [person.email]:
            raise SMTPRecipientsRefused({person.email: (550, b"no such mailbox")})
        return send(message)

    monkeypatch.setattr(EmailMessage, "send", take)


def down(**_: object) -> bool:
    raise SMTPServerDisconnected
