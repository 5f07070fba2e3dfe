"""An idempotency key serves once: the same again is the same, something else is refused."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from tests.fixtures.database import FrontDatabase
from tests.surfaces.api.sending import DECLARATIONS, KEY, declaration, post
from vigie.core import codes
from vigie.declarations.models import Declaration, Receipt

ANOTHER_KEY = "0d4cbb0c-51cf-4be1-8d0c-6d50e7c1a3de"
OTHER = declaration(contact={"name": "Somebody else", "phone": "06 00 00 00 00"})


def made(front: FrontDatabase) -> int:
    with front.lifted():
        return Declaration.objects.count()


def test_the_same_again_gives_the_same_receipt(front: FrontDatabase) -> None:
    sent = declaration()
    first, again = (post(DECLARATIONS, sent, Idempotency_Key=KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert made(front) == 1


def test_what_is_left_out_or_said_to_be_empty_is_the_same(front: FrontDatabase) -> None:
    sent = declaration()
    post(DECLARATIONS, sent, Idempotency_Key=KEY)
    again = post(DECLARATIONS, {**sent, "help": {"wanted": "none"}}, Idempotency_Key=KEY)
    assert again.status_code == 200
    assert made(front) == 1


def test_something_else_under_the_key_is_refused_and_nothing_made(front: FrontDatabase) -> None:
    theirs = post(DECLARATIONS, declaration(), Idempotency_Key=KEY).json()
    answer = post(DECLARATIONS, OTHER, Idempotency_Key=KEY, Accept_Language="fr")
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert told["title"] == "Cette clé a déjà servi, pour autre chose"
    assert [each["parameter"] for each in told["errors"]] == ["Idempotency-Key"]
    assert theirs["reference"] not in answer.content.decode()
    assert theirs["receipt_code"] not in answer.content.decode()
    assert made(front) == 1


def test_another_key_declares_it(front: FrontDatabase) -> None:
    post(DECLARATIONS, declaration(), Idempotency_Key=KEY)
    assert post(DECLARATIONS, OTHER, Idempotency_Key=ANOTHER_KEY).status_code == 201
    assert made(front) == 2


def test_a_key_beside_a_code_of_its_own_serves_once_too(front: FrontDatabase) -> None:
    sent = declaration(receipt_code=codes.new_code())
    answers = [post(DECLARATIONS, sent, Idempotency_Key=KEY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    other = declaration(receipt_code=codes.new_code())
    assert post(DECLARATIONS, other, Idempotency_Key=KEY).status_code == 422
    assert made(front) == 1


def test_a_declaration_without_a_key_takes_none(front: FrontDatabase) -> None:
    assert [post(DECLARATIONS, declaration()).status_code for _ in range(2)] == [201, 201]
    assert made(front) == 2


def test_what_was_refused_for_a_mistake_leaves_its_key_free(front: FrontDatabase) -> None:
    assert post(DECLARATIONS, {}, Idempotency_Key=KEY).status_code == 422
    assert post(DECLARATIONS, declaration(), Idempotency_Key=KEY).status_code == 201
    assert made(front) == 1


@pytest.mark.usefixtures("front")
def test_the_key_is_stored_nowhere_as_it_was_sent() -> None:
    post(DECLARATIONS, declaration(), Idempotency_Key=KEY)
    stored = Receipt.objects.values_list("sent_under", flat=True).get()
    assert stored
    assert KEY not in stored


def at_once(front: FrontDatabase, contents: list[dict[str, Any]]) -> list[Any]:
    """Send all under one key, each on a connection of its own."""

    def send(content: dict[str, Any]) -> Any:
        try:
            return post(DECLARATIONS, content, Idempotency_Key=KEY)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(contents)) as pool:
        answers = list(pool.map(send, contents))
    assert made(front) == 1
    return answers


@pytest.mark.django_db(transaction=True)
def test_the_same_twice_at_once_is_one(front: FrontDatabase) -> None:
    one, other = at_once(front, [declaration()] * 2)
    assert sorted((one.status_code, other.status_code)) == [200, 201]
    assert one.json() == other.json()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_two_different_at_once_one_is_made_and_the_other_told(
    front: FrontDatabase,
    attempt: int,  # noqa: ARG001
) -> None:
    answers = at_once(front, [declaration(), OTHER])
    assert sorted(answer.status_code for answer in answers) == [201, 422]
