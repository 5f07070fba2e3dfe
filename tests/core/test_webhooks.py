"""Posting to other machines: signed, brief, and never waited for long."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.clock import Later
from tests.fixtures.receiver import Receiver
from vigie.core import webhooks
from vigie.core.webhooks import Outcome

SECRET = "s3cret-of-the-receiver"


def post(url: str) -> Outcome:
    return webhooks.post_signed(url, {"reference": "VIG-1"}, secret=SECRET, delivery="one")


def test_a_receiver_can_be_sure_of_what_it_was_sent(receiver: Receiver) -> None:
    assert post(receiver.url) == Outcome.DELIVERED

    (posted,) = receiver.posted
    assert posted.json == {"reference": "VIG-1"}
    assert posted.headers[webhooks.DELIVERY] == "one"
    signature = posted.headers[webhooks.SIGNATURE]
    assert webhooks.verify(signature, posted.body, secret=SECRET)
    assert not webhooks.verify(signature, posted.body + b" ", secret=SECRET)
    assert not webhooks.verify(signature, posted.body, secret="another")


def test_a_message_overheard_is_not_played_again_later(receiver: Receiver, later: Later) -> None:
    post(receiver.url)
    (posted,) = receiver.posted
    later(timedelta(minutes=6))

    assert not webhooks.verify(posted.headers[webhooks.SIGNATURE], posted.body, secret=SECRET)


def test_the_signature_is_the_one_that_is_documented() -> None:
    # As any receiver computes it: printf '1700000000.{}' | openssl dgst -sha256 -hmac key
    assert webhooks.signature(b"{}", secret="key", at=1_700_000_000) == (
        "t=1700000000,v1=9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae"
    )


@given(st.text(max_size=200))
def test_no_header_whatever_it_holds_is_taken_for_ours(header: str) -> None:
    assert not webhooks.verify(header, b"{}", secret=SECRET)


def test_while_the_secret_changes_one_signature_that_fits_suffices() -> None:
    now = int(time.time())
    old = webhooks.signature(b"{}", secret="old", at=now)
    new = webhooks.signature(b"{}", secret="new", at=now).partition(",")[2]
    assert webhooks.verify(f"{old},{new}", b"{}", secret="new")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (204, Outcome.DELIVERED),
        (301, Outcome.REFUSED),
        (401, Outcome.REFUSED),
        (429, Outcome.FAILED),
        (503, Outcome.FAILED),
    ],
)
def test_what_the_receiver_answers_is_told(
    receiver: Receiver, status: int, outcome: Outcome
) -> None:
    receiver.statuses = [status]
    assert post(receiver.url) == outcome


def test_no_redirect_is_followed(receiver: Receiver) -> None:
    receiver.statuses, receiver.location = [307], receiver.url
    assert post(receiver.url) == Outcome.REFUSED
    assert len(receiver.posted) == 1


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert post(f"http://127.0.0.1:{port}/") == Outcome.UNREACHABLE


@pytest.mark.parametrize("url", ["", "nonsense", "http://[::1", "http://127.0.0.1:99999/"])
def test_an_address_that_is_none_harms_nothing(url: str) -> None:
    assert post(url) == Outcome.UNREACHABLE


@pytest.fixture
def dripping() -> Iterator[str]:
    """A receiver that answers one byte at a time and never ends."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not over.wait(0.05):
                    try:
                        connection.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        over.set()
        thread.join()


def test_a_receiver_that_drips_is_not_waited_for(
    dripping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "SECONDS_IN_ALL", 0.4)
    began = time.monotonic()
    assert post(dripping) == Outcome.TOO_SLOW
    assert time.monotonic() - began < 2


def test_neither_address_nor_secret_comes_into_the_logs(
    receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        post(f"{receiver.url}?token=in-the-address")
    assert "in-the-address" not in caplog.text
    assert SECRET not in caplog.text
