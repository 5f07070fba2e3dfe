"""The desk of a demonstration has threads to read, and a message that nobody has opened."""

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories import cases, structures
from vigie.core import outbox
from vigie.declarations.models import Message
from vigie.demonstration.open_cases import play_open_cases
from vigie.demonstration.structures import Pool
from vigie.incidents import selectors

pytestmark = pytest.mark.django_db


def test_threads_to_read_and_a_message_that_waits() -> None:
    pool = Pool.of([structures.hospital() for _ in range(5)])
    play_open_cases(pool, actor=cases.person(), now=timezone.now(), seed=1)
    narrowing = selectors.Narrowing(show=selectors.Show.MESSAGES)
    waiting = selectors.with_first_declaration(selectors.cases_with_messages("demo", narrowing))
    assert {each.kind for each in waiting} == {"ransomware", "provider_failure"}
    assert Message.objects.filter(author="desk").count() == 3
    outbox.drain()
    assert mail.outbox == []
