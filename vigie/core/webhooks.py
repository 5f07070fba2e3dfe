"""Posting to other machines: signed where they are to be sure of us, and never waited for long.

A receiver checks that a message is ours and fresh with the header `Vigie-Signature`:

    Vigie-Signature: t=1764234000,v1=5257a869...

`t` is when it was signed, in seconds since 1970; `v1` is HMAC-SHA256 under the shared secret,
in hexadecimal, of `t`, a dot and the body as received. `verify` does it in Python. The header
`Vigie-Delivery` is the same when a message is sent again: a receiver may drop the second.
"""

import hmac
import json
import threading
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

import httpx
from django.utils import timezone

SIGNATURE = "Vigie-Signature"
DELIVERY = "Vigie-Delivery"
# How old a signature may be: a message that was overheard is not played again later.
FRESH = timedelta(minutes=5)
LONGEST_HEADER = 1000
TIMEOUT = httpx.Timeout(5, connect=3)
# A receiver that answers byte by byte is not waited for beyond this.
SECONDS_IN_ALL = 10
TRY_LATER = frozenset({408, 425, 429})


class Outcome(StrEnum):
    """What became of a message."""

    DELIVERED = "delivered"
    # The receiver answered that it does not want it: our address or secret is wrong.
    REFUSED = "refused"
    # The receiver answered that it could not.
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    # No answer in time: it may have arrived all the same.
    TOO_SLOW = "too_slow"


def signature(body: bytes, *, secret: str, at: int) -> str:
    """Return the header that vouches for `body`, signed at `at` (seconds since 1970)."""
    digest = hmac.digest(secret.encode(), f"{at}.".encode() + body, "sha256").hex()
    return f"t={at},v1={digest}"


def verify(header: str, body: bytes, *, secret: str, fresh: timedelta = FRESH) -> bool:
    """Tell whether `header` vouches for `body` under `secret`, and did so lately.

    For receivers. While a secret is being changed a header may carry several `v1`: one that
    fits suffices. Any text is taken; the time it takes tells nothing of the secret.
    """
    parts = [part.strip().partition("=") for part in header[:LONGEST_HEADER].split(",")]
    moments = [value for name, _, value in parts if name == "t"]
    if len(moments) != 1 or not moments[0].isascii() or not moments[0].isdigit():
        return False
    at = int(moments[0])
    if abs(timezone.now().timestamp() - at) > fresh.total_seconds():
        return False
    _, _, ours = signature(body, secret=secret, at=at).partition("v1=")
    theirs = [value for name, _, value in parts if name == "v1"]
    fits = [hmac.compare_digest(ours.encode(), each.encode("utf-8", "replace")) for each in theirs]
    return any(fits)


def post_signed(url: str, message: Mapping[str, Any], *, secret: str, delivery: str) -> Outcome:
    """Post a JSON message under our signature. `delivery` names it, however often it is sent."""
    body = json.dumps(message, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        DELIVERY: delivery,
        SIGNATURE: signature(body, secret=secret, at=int(timezone.now().timestamp())),
    }
    return post(url, body, headers)


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
    """Post once, follow no redirect, read nothing of the answer but its status.

    Returns within `SECONDS_IN_ALL`, whatever the receiver does. Raises nothing.
    """
    client = httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False)
    answers: list[Outcome] = []
    # A timeout of httpx is of each read: only another thread can hold the whole to a time.
    speaking = threading.Thread(
        target=lambda: answers.append(_speak(client, url, body, headers)), daemon=True
    )
    speaking.start()
    speaking.join(SECONDS_IN_ALL)
    client.close()
    return answers[0] if answers else Outcome.TOO_SLOW


def _speak(client: httpx.Client, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
    try:
        with client.stream("POST", url, content=body, headers=dict(headers)) as answer:
            return _meaning(answer.status_code)
    except httpx.ConnectTimeout:
        return Outcome.UNREACHABLE
    except httpx.TimeoutException:
        return Outcome.TOO_SLOW
    except Exception:  # noqa: BLE001 - an address or an answer that is no HTTP: its words may hold a secret
        return Outcome.UNREACHABLE


def _meaning(status: int) -> Outcome:
    if httpx.codes.is_success(status):
        return Outcome.DELIVERED
    if httpx.codes.is_server_error(status) or status in TRY_LATER:
        return Outcome.FAILED
    return Outcome.REFUSED
