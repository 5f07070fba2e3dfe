"""Coming back with reference and code; and what somebody without them learns: nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import Mock, patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declared, errors, page, text, value_of
from vigie.core import codes, references
from vigie.core.addresses import network
from vigie.core.models import FailedAttempt
from vigie.declarations.models import Receipt
from vigie.declarations.services import set_public_state
from vigie.taxonomy.codes import PublicState


@pytest.fixture
def clock() -> Iterator[Mock]:
    """Stop the clock by which attempts are slowed: set `clock.return_value` to move on."""
    with patch("django.utils.timezone.now", return_value=timezone.now()) as now:
        yield now


def follow(client: Client, reference: str, code: str, **extra: Any) -> Any:
    client.get(page("follow"))
    return client.post(page("follow"), {"reference": reference, "code": code}, **extra)


def test_reference_and_code_open_the_declaration(declarant: Client) -> None:
    reference, code = declared(Client())
    answer = follow(declarant, reference, code)
    assert (answer.status_code, answer["Location"]) == (302, page("declaration"))
    words = text(declarant.get(page("declaration")))
    for said in (reference, "Ransomware", "Zoé Martin", "Received", "CERT Santé"):
        assert said in words
    assert code not in words


@pytest.mark.parametrize(
    "change",
    [
        lambda reference, code: (reference.lower(), code.lower()),
        lambda reference, code: (reference.replace("-", " "), code.replace("-", "")),
        lambda reference, code: (reference.removeprefix("VIG-"), f"  {code}\t"),
        lambda reference, code: (reference, code.replace("0", "o").replace("1", "l")),
    ],
)
def test_they_are_read_as_tired_people_type_them(declarant: Client, change: Any) -> None:
    assert follow(declarant, *change(*declared(Client()))).status_code == 302


def test_the_state_is_told_in_plain_words(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    with front.lifted():
        set_public_state([Receipt.objects.get().declaration_id], PublicState.IN_PROGRESS)
    words = text(declarant.get(page("declaration")))
    assert "Being handled" in words
    assert "An analyst is on it" in words


def test_the_answer_is_the_same_whether_the_reference_exists_or_not(declarant: Client) -> None:
    reference, _code = declared(Client())
    wrong = codes.new_code()
    answers = [follow(declarant, tried, wrong) for tried in (reference, references.new_reference())]
    assert [answer.status_code for answer in answers] == [422, 422]
    told = {text(answer) for answer in answers}
    assert len(told) == 1
    assert "do not go together" in told.pop()


def test_as_much_work_is_done_whether_the_reference_exists_or_not(declarant: Client) -> None:
    reference, _code = declared(Client())
    wrong = codes.new_code()
    queries = []
    with patch("vigie.core.codes.derive", wraps=codes.derive) as derive:
        for tried in (reference, references.new_reference()):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                follow(declarant, tried, wrong)
            queries.append(len(captured))
    assert derive.call_count == 2
    assert queries[0] == queries[1]


def test_what_was_typed_stays_but_the_code(declarant: Client) -> None:
    wrong = codes.new_code()
    answer = follow(declarant, "vig k7qf", wrong)
    assert value_of(answer, "reference") == "vig k7qf"
    assert value_of(answer, "code") == ""
    assert wrong not in answer.content.decode()


@pytest.mark.parametrize(
    ("reference", "code", "field"),
    [
        ("VIG-K7QF-M3XX", "good", "reference"),
        ("", "good", "reference"),
        ("x" * 20_000, "good", "reference"),
        ("good", "7QK2", "code"),
        ("good", "", "code"),
        ("good", "💥" * 28, "code"),
        ("good", "x" * 20_000, "code"),
    ],
)
def test_what_cannot_be_a_reference_or_a_code_is_said_without_asking_the_database(
    declarant: Client, reference: str, code: str, field: str
) -> None:
    typed_reference = references.new_reference() if reference == "good" else reference
    typed_code = codes.new_code() if code == "good" else code
    declarant.get(page("follow"))
    with CaptureQueriesContext(connection) as captured:
        answer = declarant.post(page("follow"), {"reference": typed_reference, "code": typed_code})
    assert answer.status_code == 422
    assert list(errors(answer)) == [field]
    assert len(captured) == 0


def test_wrong_codes_are_slowed_then_forgiven(declarant: Client, clock: Mock) -> None:
    reference, code = declared(Client())
    for _ in range(11):
        follow(declarant, reference, codes.new_code())
    answer = follow(declarant, reference, codes.new_code())
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert "Too many wrong codes" in text(answer)
    assert value_of(answer, "reference") == reference
    assert follow(declarant, reference, code).status_code == 429
    clock.return_value += timedelta(seconds=90)
    assert follow(declarant, reference, code).status_code == 302


def test_the_wait_never_exceeds_a_minute(declarant: Client, front: FrontDatabase) -> None:
    reference, code = declared(Client())
    answer = follow(declarant, reference, codes.new_code())
    with front.lifted():
        known = FailedAttempt.objects.get()
        for _ in range(40):
            FailedAttempt(scope=known.scope, subject=known.subject).save()
    answer = follow(declarant, reference, code)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) <= 60


@pytest.mark.usefixtures("clock")
def test_another_network_is_not_slowed(declarant: Client) -> None:
    reference, code = declared(Client())
    for _ in range(8):
        follow(declarant, reference, codes.new_code(), REMOTE_ADDR="192.0.2.7")
    assert follow(declarant, reference, code, REMOTE_ADDR="192.0.2.99").status_code == 429
    assert follow(Client(), reference, code, REMOTE_ADDR="198.51.100.7").status_code == 302


@pytest.mark.parametrize(
    ("address", "neighbours"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_neighbours_share_a_network(address: str, neighbours: str) -> None:
    assert network(address) == neighbours


@pytest.mark.usefixtures("clock")
def test_behind_a_proxy_the_visitor_is_whom_the_proxy_saw(
    declarant: Client, settings: Settings
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    reference, code = declared(Client())
    # What a visitor claims comes first, what the proxy saw comes last.
    theirs = {"X-Forwarded-For": "198.51.100.7, 192.0.2.7"}
    for _ in range(8):
        follow(declarant, reference, codes.new_code(), headers=theirs)
    assert follow(declarant, reference, code, headers=theirs).status_code == 429
    mine = {"X-Forwarded-For": "192.0.2.7, 198.51.100.7"}
    assert follow(Client(), reference, code, headers=mine).status_code == 302


def test_no_address_nor_reference_is_kept_of_a_failure(
    declarant: Client, front: FrontDatabase
) -> None:
    reference = references.new_reference()
    follow(declarant, reference, codes.new_code(), REMOTE_ADDR="192.0.2.7")
    with front.lifted():
        attempt = FailedAttempt.objects.get()
    assert reference not in attempt.subject
    assert "192.0.2" not in attempt.subject


def test_a_browser_that_refuses_cookies_reads_its_declaration_at_once() -> None:
    reference, code = declared(Client())
    answer = Client().post(page("follow"), {"reference": reference, "code": code})
    assert answer.status_code == 200
    assert "Zoé Martin" in text(answer)
    assert "no-store" in answer["Cache-Control"]
