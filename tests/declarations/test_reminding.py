"""Deadlines are brought to mind, ahead and after, once, and to nobody about a demonstration."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from pytest_django import Settings

from tests.factories.declarations import CANARIES, DETECTED, RECEIVED, complement, facts, submission
from vigie.core import codes, outbox
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.declarations.models import Receipt, Reminder
from vigie.declarations.services import (
    AuthorityTold,
    Contact,
    complete,
    plan_reminders,
    receive,
    refresh_current_facts,
    remind,
)
from vigie.taxonomy.datafile import MalformedDataError
from vigie.taxonomy.reminders import read_reminder_rules, reminder_rules

pytestmark = pytest.mark.django_db

DUE = DETECTED + timedelta(hours=72)
DUTY = "duty@csirt.example"
DECLARANT = "canari@example.org"
KIND = "health_establishment"


@pytest.fixture(autouse=True)
def _duty(settings: Settings) -> None:
    settings.VIGIE_DUTY_EMAIL = DUTY


def declared(realm: str = "live", **changes: object) -> Receipt:
    """Have a hospital owe a notification to the data authority, all first mails sent."""
    receipt = receive(
        submission(facts=facts(data_confidentiality="yes", origin="unknown"), **changes),
        code=codes.new_code(),
        realm=realm,
        received_at=RECEIVED,
    )
    # The complaint, which is due at the same moment, has tests of its own.
    receipt.clocks.exclude(regime="gdpr-33").filter(met_at=None).update(
        withdrawn_at=RECEIVED, withdrawn_because="facts_changed"
    )
    outbox.drain()
    mail.outbox.clear()
    return receipt


def minute_at(after: timedelta, times: int = 1) -> list[str]:
    """Let the worker's minute come, so long after the deadline; return who was written to."""
    mail.outbox.clear()
    for _ in range(times):
        plan_reminders(DUE + after)
        outbox.drain()
    return sorted(message.to[0] for message in mail.outbox)


def told(receipt: Receipt) -> None:
    said = complement(
        facts=facts(data_confidentiality="yes"),
        authorities=(AuthorityTold(authority="cnil", told_on=DETECTED.date()),),
    )
    complete(receipt, said, form_nonce="told", structure_kind=KIND)
    refresh_current_facts(receipt.declaration_id)


@pytest.mark.parametrize(
    ("after", "who"),
    [
        (timedelta(hours=-25), []),
        (timedelta(hours=-24), [DECLARANT, DUTY]),
        (timedelta(hours=-3), [DECLARANT]),
        (timedelta(minutes=30), []),
        (timedelta(hours=1), [DECLARANT, DUTY]),
        (timedelta(hours=24), [DECLARANT, DUTY]),
        (timedelta(days=9), []),
    ],
)
def test_each_is_reminded_at_its_time(after: timedelta, who: list[str]) -> None:
    declared()
    # The times that are tested are not those of the clock on the wall.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vigie.declarations.tasks.remind", at_that_moment(after))
        patch.setattr("vigie.incidents.tasks.reminders.remind", at_that_moment(after))
        assert minute_at(after) == who


def at_that_moment(after: timedelta) -> object:
    return lambda key, to, tell: remind(key, to, tell, at=DUE + after)


def test_nobody_is_reminded_twice() -> None:
    declared()
    assert minute_at(timedelta(hours=1), times=3) == [DECLARANT, DUTY]
    assert minute_at(timedelta(hours=1, minutes=5)) == []


def test_who_has_done_it_is_left_in_peace() -> None:
    told(declared())
    assert minute_at(timedelta(hours=1)) == []


def test_what_is_done_between_the_minute_and_the_mail_is_not_mailed() -> None:
    receipt = declared()
    plan_reminders(DUE + timedelta(hours=1))
    told(receipt)

    outbox.drain()

    assert mail.outbox == []


def test_no_word_of_the_incident_nor_of_the_authority_is_mailed() -> None:
    receipt = declared(language="en")
    minute_at(timedelta(hours=1))

    for message in mail.outbox:
        text = f"{message.subject}\n{message.body}"
        assert receipt.reference in text
        for word in (*CANARIES, "CNIL", "RGPD", "GDPR", "Essais", "ansomware", "complaint"):
            assert word not in text


def test_the_mail_says_when_with_its_zone() -> None:
    declared(language="en")
    minute_at(timedelta(hours=1))

    (message,) = [each for each in mail.outbox if each.to == [DECLARANT]]
    assert "March 7, 2026, 02:30 CET" in message.body
    assert message.subject.startswith("Late: declaration VIG-")


def test_what_falls_together_is_one_mail() -> None:
    receipt = declared()
    receipt.clocks.filter(regime="gdpr-34").update(
        withdrawn_at=None, withdrawn_because="", status="owed", due_at=DUE
    )

    assert minute_at(timedelta(hours=1)) == [DECLARANT, DUTY]
    assert Reminder.objects.filter(sent_at__isnull=False).count() == 4


def test_what_may_apply_is_brought_to_mind_ahead_and_not_reproached_after() -> None:
    receipt = declared()
    receipt.clocks.filter(regime="gdpr-33").update(status="check")

    plan_reminders(DUE - timedelta(hours=24))
    assert Reminder.objects.filter(code="day_before").count() == 2
    plan_reminders(DUE + timedelta(hours=1))
    assert not Reminder.objects.filter(code="just_passed").exists()


@pytest.mark.parametrize("realm", ["demo", "exercise:cold-winter"])
def test_a_demonstration_or_an_exercise_reminds_nobody(realm: str) -> None:
    declared(realm)
    assert minute_at(timedelta(hours=1)) == []
    assert not Reminder.objects.exists()


def test_where_nobody_can_be_told_at_the_desk_nobody_is_said_to_be(settings: Settings) -> None:
    settings.VIGIE_DUTY_EMAIL = ""
    declared()
    assert minute_at(timedelta(hours=1)) == [DECLARANT]
    assert list(Reminder.objects.filter(sent_at=None).values_list("to", flat=True)) == ["duty"]
    assert JournalEntry.objects.filter(action="clock.reminded").count() == 1


def test_what_could_be_told_to_nobody_is_told_with_the_next_reminder(settings: Settings) -> None:
    settings.VIGIE_DUTY_EMAIL = ""
    declared()
    minute_at(timedelta(hours=1))
    settings.VIGIE_DUTY_EMAIL = DUTY
    assert minute_at(timedelta(hours=24)) == [DECLARANT, DUTY]
    assert not Reminder.objects.filter(sent_at=None).exists()


def test_what_was_asked_for_before_an_upgrade_reaches_the_duty_and_not_the_declarant() -> None:
    receipt = declared()
    plan_reminders(DUE + timedelta(hours=1))
    OutboxMessage.objects.filter(kind="clock.remind_duty").delete()
    outbox.enqueue("clock.remind", declaration=str(receipt.declaration_id), to="duty")
    while outbox.drain():
        pass
    assert sorted(message.to[0] for message in mail.outbox) == [DECLARANT, DUTY]


def test_the_latest_contact_is_written_to() -> None:
    receipt = declared()
    new = complement(
        facts=facts(data_confidentiality="yes"),
        contact=Contact(name="Relève", email="relieved@example.org"),
    )
    complete(receipt, new, form_nonce="new", structure_kind=KIND)
    assert minute_at(timedelta(hours=1)) == [DUTY, "relieved@example.org"]


def test_who_declares_after_the_moment_of_a_reminder_was_told_by_the_receipt() -> None:
    late = DUE - timedelta(hours=20)
    receive(
        submission(facts=facts(data_confidentiality="yes", origin="not_malicious")),
        code=codes.new_code(),
        realm="live",
        received_at=late,
    )
    outbox.drain()
    assert minute_at(timedelta(hours=-19, minutes=-59)) == []


def test_a_mail_server_that_is_down_loses_no_reminder(monkeypatch: pytest.MonkeyPatch) -> None:
    declared()

    def down(**_: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as outage:
        outage.setattr("vigie.core.mail.send", down)
        assert minute_at(timedelta(hours=1)) == []
    OutboxMessage.objects.update(next_attempt_at=RECEIVED)
    outbox.drain()
    assert sorted(message.to[0] for message in mail.outbox) == [DECLARANT, DUTY]


def test_a_reminder_is_in_the_journal() -> None:
    receipt = declared()
    minute_at(timedelta(hours=1))

    said = JournalEntry.objects.filter(action="clock.reminded").values_list("objects_touched")
    key = str(receipt.declaration_id)
    assert {each["to"] for (each,) in said if each["declaration"] == key} == {"declarant", "duty"}


class TestTheDataFile:
    """Which reminders there are is data."""

    def test_the_rules_that_ship_are_ahead_and_after(self) -> None:
        offsets = [rule.offset for rule in reminder_rules()]
        assert offsets == sorted(offsets)
        assert offsets[0] < timedelta(0) < offsets[-1]

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ('code = "a"\nhours = "1"\nto = ["duty"]\nstatus = ["owed"]', "a whole number"),
            ('code = "a"\nhours = 1\nto = ["press"]\nstatus = ["owed"]', "“to” must name"),
            ('code = "a"\nhours = 1\nto = ["duty"]\nstatus = []', "“status” must name"),
            ('code = "a"\nhours = 1\nwho = ["duty"]', "unknown key who"),
        ],
    )
    def test_a_malformed_rule_is_refused_by_name(
        self, tmp_path: Path, line: str, fault: str
    ) -> None:
        path = tmp_path / "reminders.toml"
        head = 'name = "reminders"\nversion = "1"\ndate = 2026-01-01\nsource = "Us"\n'
        path.write_text(f"{head}[[reminders]]\n{line}\n", encoding="utf-8")
        with pytest.raises(MalformedDataError, match=fault):
            read_reminder_rules(path)
