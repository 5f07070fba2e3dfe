"""Addresses and hand-over notes are sealed; opening a note is journaled."""

import threading

import pytest
from django.core import serializers
from django.db import connection

from tests.factories import cases
from tests.factories import duty as nights
from vigie.core import sealing
from vigie.core.models import JournalEntry
from vigie.incidents.models import HandOverNote, PagingAddress
from vigie.incidents.services import duty

pytestmark = pytest.mark.django_db
NOTE = "canari-releve: rappeler la directrice"


def test_an_address_is_readable_nowhere_in_the_database() -> None:
    person = cases.person()
    duty.keep_addresses(person, email="night@home.example", phone=nights.PHONE)
    kept = PagingAddress.objects.get()
    dump = serializers.serialize("json", [kept]) + bytes(kept.ciphertext).decode("latin-1")
    assert "night@home" not in dump
    assert nights.PHONE not in dump
    assert (kept.has_email, kept.has_phone) == (True, True)


def test_one_address_changes_and_the_other_stays() -> None:
    person = cases.person()
    duty.keep_addresses(person, email="night@home.example", phone=nights.PHONE)
    duty.keep_addresses(person, email="other@home.example", phone=None)
    assert PagingAddress.objects.get().has_phone
    assert duty.mailbox(str(person.pk)) == "other@home.example"
    duty.keep_addresses(person, email="", phone=None)
    assert duty.mailbox(str(person.pk)) == person.email


def test_a_note_is_sealed_and_its_opening_journaled() -> None:
    author, reader = cases.person(), cases.person()
    note = duty.hand_over(NOTE, actor=author)
    assert NOTE.encode() not in bytes(HandOverNote.objects.get().ciphertext)

    assert duty.open_note(note, actor=reader) == NOTE

    opened = JournalEntry.objects.get(action="duty.note_opened")
    assert (opened.actor, opened.objects_touched) == (f"user:{reader.pk}", {"note": str(note.pk)})


@pytest.mark.usefixtures("front_process")
def test_a_front_process_opens_no_note() -> None:
    note = duty.hand_over(NOTE, actor=cases.person())
    with pytest.raises(sealing.ProcessCannotUnseal):
        duty.open_note(note, actor=cases.person())


def test_the_second_to_take_over_learns_who_did() -> None:
    note = duty.hand_over(NOTE, actor=cases.person())
    first = cases.person()
    duty.take_over(note, actor=first)
    with pytest.raises(duty.AlreadyTakenOver) as refusal:
        duty.take_over(note, actor=cases.person())
    assert refusal.value.note.taken_over_by == first


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_over_together_one_does() -> None:
    note = duty.hand_over(NOTE, actor=cases.person())
    people = [cases.person(), cases.person()]
    ready = threading.Barrier(2)
    outcomes: list[str] = []

    def take(who: int) -> None:
        try:
            ready.wait()
            duty.take_over(note, actor=people[who])
            outcomes.append("taken")
        except duty.AlreadyTakenOver:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["taken", "told"]
