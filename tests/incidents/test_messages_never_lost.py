"""A message that arrives while its case changes hands, ends or begins again is never lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connections

from tests.factories import cases
from tests.factories.declarations import submission, write_as_declarant, written
from vigie.core import codes
from vigie.declarations.models import Message, Receipt, ReceiptMessage
from vigie.declarations.selectors import thread_summaries
from vigie.declarations.services import receive
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident
from vigie.incidents.services import Outgoing

pytestmark = pytest.mark.django_db(transaction=True)

MESSAGES = 12
WITH_MESSAGES = selectors.Narrowing(show=selectors.Show.MESSAGES)


def at_once(*works: Callable[[], None]) -> None:
    """Do all of these at the same time, each with a connection of its own."""

    def alone(work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        for done in [pool.submit(alone, work) for work in works]:
            done.result()


def declared() -> Receipt:
    return receive(submission(), code=codes.new_code(), realm="live")


@pytest.fixture
def receipt() -> Receipt:
    return declared()


def writes(receipt: Receipt) -> Callable[[], None]:
    def write() -> None:
        for number in range(MESSAGES):
            write_as_declarant(receipt, written(body=f"message {number}"))

    return write


def all_have_arrived(receipt: Receipt) -> bool:
    summary = thread_summaries([receipt.declaration_id])[receipt.declaration_id]
    return summary.messages == summary.unread == MESSAGES


def test_while_the_case_is_closed_and_reopened(receipt: Receipt) -> None:
    incident = services.take(receipt.declaration_id, actor=None)
    services.qualify(incident, cases.values(), revision=None, actor=None)

    def close_and_reopen() -> None:
        for _ in range(5):
            services.close(incident, actor=None)
            services.reopen(incident, actor=None)
        services.close(incident, actor=None)

    at_once(writes(receipt), close_and_reopen)

    assert all_have_arrived(receipt)
    assert list(selectors.cases_with_messages("live", WITH_MESSAGES)) == [incident]


def test_while_the_declaration_is_taken_into_a_case(receipt: Receipt) -> None:
    incident = services.take(declared().declaration_id, actor=None)
    at_once(
        writes(receipt),
        lambda: services.take_into(incident, receipt.declaration_id, actor=None),
    )
    assert all_have_arrived(receipt)
    assert list(selectors.cases_with_messages("live", WITH_MESSAGES)) == [incident]
    assert not selectors.to_triage("live", WITH_MESSAGES).exists()


def test_while_the_case_is_merged_into_another_and_taken_out_again(receipt: Receipt) -> None:
    source = services.take(receipt.declaration_id, actor=None)
    target = services.take(declared().declaration_id, actor=None)

    def merge_and_undo() -> None:
        for _ in range(3):
            services.undo_merge(services.merge(source, target, actor=None), actor=None)
        services.merge(source, target, actor=None)

    at_once(writes(receipt), merge_and_undo)

    assert all_have_arrived(receipt)
    assert list(selectors.cases_with_messages("live", WITH_MESSAGES)) == [target]
    outgoing = Outgoing(texts={"fr": written()}, form_nonce="after")
    assert services.write(target, outgoing, actor=None).addressed == 2
    with pytest.raises(services.NobodyToWriteTo):
        services.write(source, outgoing, actor=None)


def test_while_the_thread_is_read(receipt: Receipt) -> None:
    analyst = cases.person()
    read: list[int] = []

    def read_often() -> None:
        for _ in range(8):
            opened = services.read_threads([receipt.declaration_id], actor=analyst)
            read.append(sum(each.is_new for each in opened[receipt.declaration_id]))

    at_once(writes(receipt), read_often)
    read_often()

    assert sum(read) == MESSAGES
    assert Message.objects.filter(reading__isnull=True).count() == 0


def test_two_analysts_who_open_at_once_are_both_answered(receipt: Receipt) -> None:
    writes(receipt)()

    def opens() -> None:
        services.read_threads([receipt.declaration_id], actor=analyst)

    analyst = cases.person()
    at_once(opens, opens, opens)
    assert Message.objects.filter(reading__read_by=analyst).count() == MESSAGES


def sends(incident: Incident) -> Callable[[], None]:
    outgoing = Outgoing(texts={"fr": written()}, form_nonce="the same form")
    return lambda: void(services.write(incident, outgoing, actor=None))


def void(_result: object) -> None:
    """Drop what a service returns."""


def test_one_form_sent_four_times_at_once_reaches_each_declarant_once(receipt: Receipt) -> None:
    incident = services.take(receipt.declaration_id, actor=None)
    for _ in range(9):
        services.take_into(incident, declared().declaration_id, actor=None)
    at_once(*[sends(incident)] * 4)
    assert Message.objects.count() == ReceiptMessage.objects.count() == 10


def test_one_form_of_a_declarant_sent_four_times_at_once_is_one_message(receipt: Receipt) -> None:
    at_once(*[lambda: write_as_declarant(receipt, form_nonce="the same form")] * 4)
    assert Message.objects.count() == 1


def test_all_are_written_to_while_others_join(receipt: Receipt) -> None:
    incident = services.take(receipt.declaration_id, actor=None)
    others = [declared() for _ in range(5)]

    def join() -> None:
        for each in others:
            services.take_into(incident, each.declaration_id, actor=None)

    def send_often() -> None:
        for _ in range(5):
            with suppress(services.Refusal):
                sends(incident)()

    at_once(join, send_often)
    sends(incident)()
    assert Message.objects.count() == 6
