"""A receipt code was lost: two persons give a new one, which opens all that the former one did."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cases, structures
from tests.factories.declarations import (
    complement,
    submission,
    write_as_declarant,
    write_as_desk,
    written,
)
from tests.factories.files import attachment
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core import codes, outbox, sealing
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.declarations import selectors, services
from vigie.declarations.models import (
    CodeReplacement,
    Declaration,
    Message,
    Receipt,
    ReceiptDocument,
    ReceiptMessage,
    Report,
    SealedPart,
)
from vigie.declarations.services import DeclaredStructure, attaching, resealing, sealed_files
from vigie.declarations.services.sealed_files import Damaged, open_parts
from vigie.incidents.services import replacing

pytestmark = pytest.mark.django_db


class Lost:
    """A declaration whose code was lost, and the people of the desk."""

    def __init__(self, realm: str = "live") -> None:
        self.code = codes.new_code()
        listed = DeclaredStructure.listed(structures.hospital(phone="02 61 91 00 42"))
        self.receipt = services.receive(submission(structure=listed), code=self.code, realm=realm)
        self.declaration = Declaration.objects.get(pk=self.receipt.declaration_id)
        self.ana, self.bob = cases.person(name="Ana Lyst"), cases.person(name="Bob Second")

    def asked(self, called: str = "directory") -> CodeReplacement:
        return replacing.ask_replacement(
            self.declaration, self.receipt, reason="lost", called=called, actor=self.ana
        )

    def approved(self) -> CodeReplacement:
        asked = self.asked()
        replacing.decide_replacement(asked, approves=True, actor=self.bob)
        return asked

    def replaced(self) -> str:
        code = replacing.issue_code(self.approved(), actor=self.ana)
        self.receipt.refresh_from_db()
        return code


def opens(receipt: Receipt, code: str) -> bool:
    return selectors.open_receipt(receipt.reference, code) is not None


def drain() -> None:
    while outbox.drain():
        pass


def later(replacement: CodeReplacement, column: str, by: timedelta) -> None:
    moved = {column: getattr(replacement, column) - by}
    CodeReplacement.objects.filter(pk=replacement.pk).update(**moved)


def test_the_new_code_opens_and_the_former_does_not() -> None:
    lost = Lost()
    key = lost.receipt.idempotency_key
    code = lost.replaced()
    assert opens(lost.receipt, code)
    assert not opens(lost.receipt, lost.code)
    assert lost.receipt.idempotency_key == key
    assert lost.receipt.code_replaced_at is not None


def test_the_number_called_is_the_directorys() -> None:
    asked = Lost().asked()
    assert (asked.called, asked.number) == ("directory", "02 61 91 00 42")


def test_no_other_number_is_kept() -> None:
    assert Lost().asked("official_site").number == ""


def test_a_number_that_the_directory_does_not_have_was_not_called() -> None:
    lost = Lost()
    structure = lost.declaration.structure
    assert structure is not None
    structure.phone = ""
    with pytest.raises(replacing.NoNumber):
        lost.asked()


def test_nobody_approves_what_they_asked_for() -> None:
    lost = Lost()
    asked = lost.asked()
    with pytest.raises(replacing.CannotReplace):
        replacing.decide_replacement(asked, approves=True, actor=lost.ana)


def test_the_database_refuses_one_person_for_both_halves() -> None:
    lost = Lost()
    rows = CodeReplacement.objects.filter(pk=lost.asked().pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(decided_by=lost.ana, decided_at=timezone.now(), approved=True)


def test_the_database_refuses_a_code_that_nobody_approved() -> None:
    rows = CodeReplacement.objects.filter(pk=Lost().asked().pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(issued_at=timezone.now())


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUTHORITY, Role.STATISTICIAN])
def test_other_roles_neither_ask_nor_approve(role: Role) -> None:
    lost = Lost()
    other = cases.person(role, name="Otto Rity")
    asked = lost.asked()
    with pytest.raises(replacing.CannotReplace):
        replacing.decide_replacement(asked, approves=True, actor=other)
    replacing.take_back_replacement(asked, actor=lost.ana)
    lost.ana = other
    with pytest.raises(replacing.CannotReplace):
        lost.asked()


def test_whoever_left_approves_nothing() -> None:
    lost = Lost()
    asked = lost.asked()
    lost.bob.is_active = False
    with pytest.raises(replacing.CannotReplace):
        replacing.decide_replacement(asked, approves=True, actor=lost.bob)


def issued_by_the_second(lost: Lost) -> None:
    replacing.issue_code(lost.approved(), actor=lost.bob)


def issued_before_it_is_approved(lost: Lost) -> None:
    replacing.issue_code(lost.asked(), actor=lost.ana)


def issued_after_it_was_refused(lost: Lost) -> None:
    asked = lost.asked()
    replacing.decide_replacement(asked, approves=False, actor=lost.bob)
    replacing.issue_code(asked, actor=lost.ana)


def issued_too_late(lost: Lost) -> None:
    approved = lost.approved()
    approved.refresh_from_db()
    later(approved, "decided_at", timedelta(minutes=30))
    replacing.issue_code(approved, actor=lost.ana)


def issued_twice(lost: Lost) -> None:
    approved = lost.approved()
    lost.code = replacing.issue_code(approved, actor=lost.ana)
    replacing.issue_code(approved, actor=lost.ana)


def approved_too_late(lost: Lost) -> None:
    asked = lost.asked()
    later(asked, "asked_at", timedelta(hours=2))
    replacing.decide_replacement(asked, approves=True, actor=lost.bob)


def approved_twice(lost: Lost) -> None:
    replacing.decide_replacement(lost.approved(), approves=True, actor=lost.bob)


@pytest.mark.parametrize(
    "attempt",
    [
        issued_by_the_second,
        issued_before_it_is_approved,
        issued_after_it_was_refused,
        issued_too_late,
        issued_twice,
        approved_too_late,
        approved_twice,
    ],
)
def test_what_is_out_of_turn_is_refused(attempt: Callable[[Lost], None]) -> None:
    lost = Lost()
    with pytest.raises(replacing.CannotReplace):
        attempt(lost)
    assert opens(lost.receipt, lost.code)


def test_it_is_asked_once_at_a_time_and_again_once_too_old() -> None:
    lost = Lost()
    asked = lost.asked()
    with pytest.raises(replacing.ReplacementWaits):
        lost.asked()
    later(asked, "asked_at", timedelta(hours=2))
    assert lost.asked().pk != asked.pk


texts = st.text(max_size=40)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    reports=st.integers(0, 3),
    said=st.lists(st.tuples(st.booleans(), texts), max_size=4),
    files=st.lists(st.binary(min_size=1, max_size=200), max_size=2),
)
def test_all_that_the_former_code_opened_is_opened_by_the_new_one_byte_for_byte(
    reports: int, said: list[tuple[bool, str]], files: list[bytes]
) -> None:
    lost = Lost()
    for number in range(reports):
        services.complete(
            lost.receipt, complement(), form_nonce=str(number), structure_kind="unknown"
        )
    for ours, words in said:
        (write_as_desk if ours else write_as_declarant)(lost.receipt, written(body=words))
    sent = [attachment(lost.receipt, content=content) for content in files]
    former = codes.derive(lost.code).identity
    before = all_opened(lost.receipt, former)

    code = lost.replaced()
    drain()

    assert all_opened(lost.receipt, codes.derive(code).identity) == before
    for _key, ciphertext in sealed_rows(lost.receipt):
        with pytest.raises(sealing.CannotUnseal):
            sealing.unseal(ciphertext, former)
    for each in sent:
        each.file.refresh_from_db()
        with pytest.raises(sealing.CannotUnseal):
            sealing.unseal(bytes(each.file.name_for_declarant), former)
        with pytest.raises(Damaged):
            list(open_parts(each.file, former))
        assert b"".join(open_parts(each.file, sealing.desk_identity()))
    assert services.left_behind(lost.receipt) == services.LeftBehind(lost=0, parts=0)


def sealed_rows(receipt: Receipt) -> list[tuple[uuid.UUID, bytes]]:
    """Return the reports and messages sealed to the declarant, by their keys."""
    documents = ReceiptDocument.objects.filter(receipt=receipt)
    messages = ReceiptMessage.objects.filter(receipt=receipt)
    return [
        *((row.pk, bytes(row.ciphertext)) for row in documents),
        *((row.pk, bytes(row.ciphertext)) for row in messages),
    ]


def all_opened(receipt: Receipt, identity: str) -> dict[uuid.UUID, bytes]:
    """Return all that an identity opens of a declaration, by its key."""
    opened = {key: sealing.unseal(sealed, identity) for key, sealed in sealed_rows(receipt)}
    declaration = Declaration.objects.get(pk=receipt.declaration_id)
    for file in declaration.files.exclude(declarant_recipient=""):
        name = sealing.unseal(bytes(file.name_for_declarant), identity)
        opened[file.pk] = name + b"".join(open_parts(file, identity))
    return opened


def test_a_large_file_is_sealed_anew_by_and_by_while_the_rest_is_open_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attaching, "PART_BYTES", 10)
    lost = Lost()
    content = bytes(range(250))
    sent = attachment(lost.receipt, content=content)
    former = [part.stored_as for part in sent.file.parts.all()]
    assert len(former) == 25

    code = lost.replaced()
    assert opens(lost.receipt, code)
    assert [each.ready for each in selectors.declarants_files(lost.receipt, code)] == [False]
    resealing.reseal(lost.receipt.pk)
    assert services.left_behind(lost.receipt).parts == 25 - resealing.PARTS_AT_ONCE
    drain()

    assert [each.ready for each in selectors.declarants_files(lost.receipt, code)] == [True]
    identity = codes.derive(code).identity
    assert b"".join(open_parts(sent.file, identity)) == content
    assert not any(sealed_files.storage().exists(name) for name in former)


def test_a_worker_that_dies_between_two_parts_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attaching, "PART_BYTES", 10)
    lost = Lost()
    sent = attachment(lost.receipt, content=b"x" * 45)
    code = lost.replaced()
    sealed: list[str] = []

    def dies_at_the_third(name: str, ciphertext: bytes) -> str:
        sealed.append(name)
        if len(sealed) == 3:
            raise OSError
        return sealed_files.store(name, ciphertext)

    monkeypatch.setattr(resealing, "store", dies_at_the_third)
    with pytest.raises(OSError):  # noqa: PT011 - whatever stops it
        resealing.reseal(lost.receipt.pk)
    assert b"".join(open_parts(sent.file, sealing.desk_identity())) == b"x" * 45
    drain()
    assert b"".join(open_parts(sent.file, codes.derive(code).identity)) == b"x" * 45


def test_what_was_being_written_while_the_code_changed_is_found() -> None:
    lost = Lost()
    held = Receipt.objects.get(pk=lost.receipt.pk)
    code = lost.replaced()
    write_as_declarant(held, written(body="canari-tard"))
    opened = selectors.open_receipt(lost.receipt.reference, code)
    assert opened is not None
    assert selectors.thread(opened) == []
    assert selectors.unopened_messages(lost.receipt) == 1

    resealing.reseal(lost.receipt.pk)

    assert [each.body for each in selectors.thread(opened)] == ["canari-tard"]


def test_what_the_desk_cannot_open_is_said_and_stops_nothing() -> None:
    lost = Lost()
    write_as_desk(lost.receipt, written(body="gone"))
    write_as_desk(lost.receipt, written(body="kept"))
    first = Message.objects.order_by("sent_at", "id")[0]
    Message.objects.filter(pk=first.pk).update(ciphertext=b"damaged")

    code = lost.replaced()

    assert services.left_behind(lost.receipt).lost == 1
    opened = selectors.open_receipt(lost.receipt.reference, code)
    assert opened is not None
    assert [each.body for each in selectors.thread(opened)] == ["kept"]


def test_a_code_that_would_open_nothing_is_not_made() -> None:
    lost = Lost()
    approved = lost.approved()
    Report.objects.update(stage="lost")
    with pytest.raises(replacing.CannotReseal), transaction.atomic():
        replacing.issue_code(approved, actor=lost.ana)
    assert opens(lost.receipt, lost.code)


def test_the_mail_goes_to_who_was_the_contact_until_then(mailoutbox: list[EmailMessage]) -> None:
    lost = Lost()
    drain()
    mailoutbox.clear()
    code = lost.replaced()
    intruder = services.Contact(name="x", email="intruder@example.org")
    services.complete(
        lost.receipt, complement(contact=intruder), form_nonce="n", structure_kind="unknown"
    )
    drain()
    (mail,) = [each for each in mailoutbox if "code" in each.subject]
    assert mail.to == ["canari@example.org"]
    assert lost.receipt.reference in mail.body
    for secret in (code, lost.code, "canari-narration", "ransomware"):
        assert secret not in f"{mail.subject} {mail.body}"


@pytest.mark.parametrize("realm", ["demo", "exercise:cyber"])
def test_only_real_declarants_are_written_to(realm: str, mailoutbox: list[EmailMessage]) -> None:
    Lost(realm).replaced()
    drain()
    assert mailoutbox == []


def test_the_journal_says_who_did_what_and_neither_code() -> None:
    lost = Lost()
    code = lost.replaced()
    drain()
    deeds = [
        (entry.action, entry.actor)
        for entry in JournalEntry.objects.order_by("id")
        if entry.action.startswith("receipt.")
    ]
    assert deeds == [
        ("receipt.replacement_asked", f"user:{lost.ana.pk}"),
        ("receipt.replacement_approved", f"user:{lost.bob.pk}"),
        ("receipt.code_replaced", f"user:{lost.ana.pk}"),
    ]
    written_down = str(list(JournalEntry.objects.values())) + str(
        list(OutboxMessage.objects.values())
    )
    rows = str(list(Receipt.objects.values())) + str(list(CodeReplacement.objects.values()))
    for secret in (code, lost.code, code.replace("-", ""), codes.derive(code).identity):
        assert secret not in written_down + rows


def test_a_part_is_never_opened_by_the_code_that_it_left_behind() -> None:
    lost = Lost()
    sent = attachment(lost.receipt, content=b"canari")
    lost.replaced()
    drain()
    part = SealedPart.objects.get(file=sent.file)
    assert part.code_number == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told_no() -> None:
    lost = Lost()
    asked = lost.asked()
    other = cases.person(Role.DUTY_LEAD, name="Dee Lead")

    def decide(who: User, approves: bool) -> bool:
        try:
            replacing.decide_replacement(asked, approves=approves, actor=who)
        except replacing.CannotReplace:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(decide, (lost.bob, other), (True, False)))
    assert sorted(told) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_one_approval_makes_one_code_however_often_it_is_pressed() -> None:
    lost = Lost()
    approved = lost.approved()

    def issue(_: int) -> str:
        try:
            return replacing.issue_code(approved, actor=lost.ana)
        except replacing.CannotReplace:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = [code for code in pool.map(issue, range(2)) if code]
    assert len(made) == 1
    assert opens(lost.receipt, made[0])
    assert Receipt.objects.get(pk=lost.receipt.pk).code_number == 1
