"""A further report or file of a case in hand: marked until somebody opens it, told to its lead."""

import uuid
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from tests.factories import cases
from tests.factories import duty as nights
from tests.factories.declarations import CANARIES, complement, facts, submission
from tests.factories.files import attachment
from tests.fixtures.clock import Later
from tests.fixtures.database import FrontDatabase
from vigie.accounts.models import User
from vigie.core import codes, outbox
from vigie.declarations.models import Attachment, Receipt, Report
from vigie.declarations.services import IncomingFile, complete, from_desk, receive
from vigie.incidents import selectors, services
from vigie.incidents.models import Addition, Incident
from vigie.incidents.services.additions import QUIET
from vigie.incidents.tasks.additions import (
    mail_of_addition,
    mail_of_additions_that_waited,
    take_in_file,
    take_in_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    settings.VIGIE_DUTY_EMAIL = ""


class Case:
    """A declaration that its lead took; all first mails sent."""

    def __init__(self, realm: str = "live") -> None:
        self.receipt: Receipt = receive(
            submission(facts=facts(**nights.QUIET)), code=codes.new_code(), realm=realm
        )
        self.lead = cases.person(name="Lea Der")
        self.incident: Incident = services.take(self.receipt.declaration_id, actor=self.lead)
        drain()
        mail.outbox.clear()

    @property
    def first_report(self) -> uuid.UUID:
        return Report.objects.order_by("submitted_at", "id").values_list("pk", flat=True)[0]

    def report(self, **answers: Any) -> None:
        report(self.receipt, **answers)

    def file(self, **said: Any) -> Attachment:
        return attachment(self.receipt, **said)

    @property
    def marks(self) -> tuple[bool, bool]:
        """Whether the list of cases says that there is a new report, and a new file."""
        (listed,) = selectors.with_first_declaration(Incident.objects.filter(pk=self.incident.pk))
        return listed.has_new_report, listed.has_new_file


def report(receipt: Receipt, **answers: Any) -> None:
    said = complement(facts=facts(**{**nights.QUIET, **answers}))
    nonce = str(receipt.documents.count())
    complete(receipt, said, form_nonce=nonce, structure_kind="unknown")


def drain() -> None:
    while outbox.drain():
        pass


def told() -> list[str]:
    """Return who was told that something was added, and forget it."""
    drain()
    found = sorted(each.to[0] for each in mail.outbox if "added something" in each.subject)
    mail.outbox.clear()
    return found


class TestIsMarked:
    """New until somebody opens it."""

    def test_a_further_report(self) -> None:
        case = Case()
        assert case.marks == (False, False)
        case.report()
        drain()
        assert case.marks == (True, False)
        (declaration,) = selectors.declarations_of(case.incident)
        assert vars(declaration)["has_new_report"]

        reader = cases.person()
        services.open_reports(case.receipt.declaration_id, actor=reader)
        assert case.marks == (False, False)
        assert Addition.objects.get().opened_by == reader

    def test_a_file(self) -> None:
        case = Case()
        file = case.file()
        drain()
        assert case.marks == (False, True)
        services.open_reports(case.receipt.declaration_id, actor=cases.person())
        assert case.marks == (False, True)
        services.open_file_names([file], actor=cases.person())
        assert case.marks == (False, False)

    def test_a_file_until_it_is_downloaded(self) -> None:
        case = Case()
        first, second = case.file(), case.file()
        drain()
        services.send_file(first, actor=cases.person())
        assert case.marks == (False, True)
        assert selectors.unopened([case.receipt.declaration_id]).files == {second.pk}

    def test_of_a_declaration_that_waits(self) -> None:
        receipt = receive(submission(), code=codes.new_code(), realm="live")
        drain()
        (waiting,) = selectors.listed_declarations()
        assert not vars(waiting)["has_new_report"]
        report(receipt)
        drain()
        (waiting,) = selectors.listed_declarations()
        assert vars(waiting)["has_new_report"]

    def test_of_a_closed_case_too(self) -> None:
        case = Case()
        services.qualify(case.incident, cases.values(), revision=None, actor=None)
        services.close(case.incident, actor=None)
        case.report()
        drain()
        assert case.marks == (True, False)

    def test_each_by_itself_however_often_the_worker_runs(self) -> None:
        case = Case()
        case.report()
        case.report()
        file = case.file()
        drain()
        key = str(case.receipt.declaration_id)
        for each in Report.objects.exclude(pk=case.first_report):
            take_in_report(declaration=key, report=str(each.pk))
        take_in_file(attachment=str(file.pk))
        assert Addition.objects.count() == 3

    def test_no_more_by_the_worker_that_runs_again_after_it_was_opened(self) -> None:
        case = Case()
        case.report()
        drain()
        services.open_reports(case.receipt.declaration_id, actor=cases.person())
        key = str(case.receipt.declaration_id)
        latest = Report.objects.exclude(pk=case.first_report).get()
        take_in_report(declaration=key, report=str(latest.pk))
        assert case.marks == (False, False)

    def test_not_a_file_of_the_desk_itself(self) -> None:
        case = Case()
        key = case.receipt.declaration_id
        file = IncomingFile(key, from_desk(key, shown_to_declarant=True), name="ours.txt")
        file.write(b"ours")
        file.attach(is_sample=False, actor="system")
        drain()
        assert not Addition.objects.exists()

    def test_not_a_file_that_a_message_brings(self) -> None:
        """The message is marked, and told."""
        case = Case()
        case.file(enclosed=True)
        assert told() == []
        assert not Addition.objects.exists()


class TestIsTold:
    """Whoever leads the case learns it by an e-mail that says nothing of it."""

    def test_a_report_to_the_lead(self) -> None:
        case = Case()
        case.report(care_impact="none")
        drain()
        (sent,) = mail.outbox
        assert sent.to == [case.lead.email]
        words = f"{sent.subject} {sent.body}"
        assert case.receipt.reference in words
        for secret in (*CANARIES, "Essais", "ansomware"):
            assert secret not in words

    def test_a_file_to_the_lead(self) -> None:
        case = Case()
        case.file()
        assert told() == [case.lead.email]

    def test_what_comes_within_a_short_while_in_one_mail_more(self, later: Later) -> None:
        case = Case()
        case.report()
        assert told() == [case.lead.email]
        for _ in range(4):
            case.file()
        mail_of_additions_that_waited()
        assert told() == []
        later(QUIET + timedelta(seconds=1))
        for _ in range(2):
            mail_of_additions_that_waited()
        assert told() == [case.lead.email]
        assert not Addition.objects.filter(told_at=None).exists()

    def test_not_what_somebody_has_opened_meanwhile(self, later: Later) -> None:
        case = Case()
        case.report()
        assert told() == [case.lead.email]
        case.report()
        drain()
        services.open_reports(case.receipt.declaration_id, actor=cases.person())
        later(QUIET + timedelta(seconds=1))
        mail_of_additions_that_waited()
        assert told() == []

    def test_to_who_is_on_duty_where_the_lead_left(self) -> None:
        case = Case()
        first = nights.on_duty().person
        User.objects.filter(pk=case.lead.pk).update(is_active=False)
        case.report()
        assert told() == [first.email]

    def test_nobody_of_what_was_there_when_the_declaration_was_taken(self) -> None:
        receipt = receive(
            submission(facts=facts(**nights.QUIET)), code=codes.new_code(), realm="live"
        )
        report(receipt)
        drain()
        services.take(receipt.declaration_id, actor=cases.person())
        mail_of_additions_that_waited()
        assert told() == []

    def test_once_the_relay_takes_it(self, monkeypatch: pytest.MonkeyPatch, later: Later) -> None:
        case = Case()
        case.report()

        def down(**_: object) -> bool:
            raise SMTPServerDisconnected

        with monkeypatch.context() as outage:
            outage.setattr("vigie.core.mail.send", down)
            drain()
            mail_of_additions_that_waited()
        assert not Addition.objects.exclude(claimed_at=None).exists()
        later(outbox.FIRST_WAIT)
        assert told() == [case.lead.email]
        mail_of_additions_that_waited()
        assert told() == []

    def test_by_another_worker_where_one_died(self, later: Later) -> None:
        case = Case()
        case.report()
        drain()
        mail.outbox.clear()
        # What a killed process leaves: a claim, and nothing told.
        Addition.objects.update(told_at=None)
        mail_of_additions_that_waited()
        assert told() == []
        later(QUIET + timedelta(seconds=1))
        mail_of_additions_that_waited()
        assert told() == [case.lead.email]

    def test_nobody_yet_where_nobody_handles_cases(self) -> None:
        case = Case()
        User.objects.update(is_active=False)
        case.report()
        assert told() == []
        assert not Addition.objects.exclude(claimed_at=None, told_at=None).exists()
        first = nights.on_duty().person
        mail_of_additions_that_waited()
        assert told() == [first.email]

    @pytest.mark.parametrize("realm", ["demo", "exercise:winter"])
    def test_nobody_of_another_realm_than_the_real_one(self, realm: str) -> None:
        case = Case(realm)
        case.report()
        drain()
        mail_of_addition(declaration=str(case.receipt.declaration_id))
        mail_of_additions_that_waited()
        assert told() == []
        assert case.marks == (True, False)


def test_a_front_only_asks_for_it(front_database: FrontDatabase) -> None:
    receipt = receive(submission(), code=codes.new_code(), realm="live")
    report(receipt)
    attachment(receipt)
    with front_database.lifted():
        assert not Addition.objects.exists()
        drain()
        assert Addition.objects.count() == 2
