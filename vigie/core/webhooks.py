"""Posting to other machines: signed where they are to be sure of us, and never waited for long.

A receiver checks that a message is ours and fresh with the header `Vigie-Signature`:

    Vigie-Signature: t=1764234000,v1=5257a869...

`t` is when it was signed, in seconds since 1970; `v1` is HMAC-SHA256 under the shared secret,
in hexadecimal, of `t`, a dot and the body as received. `verify` does it in Python. The header
`Vigie-Delivery` is the same when a message is sent again: a receiver may drop the second.

The same message bears the headers of Standard Webhooks, for which receivers have libraries:
`webhook-id`, `webhook-timestamp`, `webhook-signature`. These vouch for the name of the delivery
too. See docs/api.md for how a receiver checks them.
"""

import base64
import binascii
import hmac
import json
import secrets
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import httpx
from django.utils import timezone

from vigie.core import destinations
from vigie.core.destinations import Forbidden, Reach

SIGNATURE = "Vigie-Signature"
DELIVERY = "Vigie-Delivery"
# How old a signature may be: a message that was overheard is not played again later.
FRESH = timedelta(minutes=5)
LONGEST_HEADER = 1000
TIMEOUT = httpx.Timeout(5, connect=3)
# A receiver that answers byte by byte is not waited for beyond this.
SECONDS_IN_ALL = 10
TRY_LATER = frozenset({408, 425, 429})
# How a secret of Standard Webhooks begins; base64 of the key follows.
SECRET_PREFIX = "whsec_"  # noqa: S105 - how one begins
KEY_BYTES = 32
MOST_ADDRESSES = 3


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
    # Its address is of a network to which we may not post.
    FORBIDDEN = "forbidden"


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


def new_secret() -> str:
    """Return a new secret to share with a receiver."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def standard_signature(body: bytes, *, secret: str, delivery: str, at: int) -> str:
    """Return what vouches for `body` under Standard Webhooks, at `at` and under its name."""
    signed = f"{delivery}.{at}.".encode() + body
    digest = hmac.digest(_key(secret), signed, "sha256")
    return f"v1,{base64.b64encode(digest).decode()}"


def _key(secret: str) -> bytes:
    if secret.startswith(SECRET_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def post_signed(
    url: str,
    message: Mapping[str, Any],
    *,
    secret: str | tuple[str, ...],
    delivery: str,
    reach: Reach | None = None,
) -> Outcome:
    """Post a JSON message under our signature. `delivery` names it, however often it is sent.

    `secret`: several while it is being changed, the present one first.
    `reach`: how far it may go; None: anywhere, where the operator himself has set `url`.
    """
    body = json.dumps(message, separators=(",", ":")).encode()
    at = int(timezone.now().timestamp())
    held = (secret,) if isinstance(secret, str) else secret
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Vigie",
        DELIVERY: delivery,
        SIGNATURE: signature(body, secret=held[0], at=at),
        "webhook-id": delivery,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(
            standard_signature(body, secret=each, delivery=delivery, at=at) for each in held
        ),
    }
    return post(url, body, headers, reach=reach)


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, reach: Reach | None = None
) -> Outcome:
    """Post once, follow no redirect, read nothing of the answer but its status.

    Returns within `SECONDS_IN_ALL`, whatever the receiver does. Raises nothing.
    """
    trusted = _trusted(reach.authorities) if reach and reach.authorities else True
    client = httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False, verify=trusted)
    answers: list[Outcome] = []
    # A timeout of httpx is of each read: only another thread can hold the whole to a time.
    speaking = threading.Thread(
        target=lambda: answers.append(_speak(client, url, body, headers, reach)), daemon=True
    )
    speaking.start()
    speaking.join(SECONDS_IN_ALL)
    client.close()
    return answers[0] if answers else Outcome.TOO_SLOW


def _trusted(authorities: str) -> ssl.SSLContext:
    context: ssl.SSLContext = httpx.create_ssl_context()
    context.load_verify_locations(cafile=authorities)
    return context


def _speak(
    client: httpx.Client, url: str, body: bytes, headers: Mapping[str, str], reach: Reach | None
) -> Outcome:
    try:
        for way in _ways(url, reach):
            try:
                with client.stream(
                    "POST",
                    way.url,
                    content=body,
                    headers={**headers, **way.headers},
                    extensions=way.extensions,
                ) as answer:
                    return _meaning(answer.status_code)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                # Nothing was said yet: the next address of the same name may answer.
                continue
    except Forbidden:
        return Outcome.FORBIDDEN
    except httpx.TimeoutException:
        return Outcome.TOO_SLOW
    except Exception:  # noqa: BLE001 - an address or an answer that is no HTTP: its words may hold a secret
        return Outcome.UNREACHABLE
    return Outcome.UNREACHABLE


@dataclass(frozen=True)
class _Way:
    """One way to a receiver: by its name, or by an address that was checked."""

    url: httpx.URL
    headers: Mapping[str, str]
    extensions: Mapping[str, str]


def _ways(url: str, reach: Reach | None) -> Iterator[_Way]:
    """Yield the ways to a receiver. Raises Forbidden, and what an address that is none gives."""
    named = httpx.URL(url)
    if reach is None:
        yield _Way(named, {}, {})
        return
    port = named.port or (443 if named.scheme == "https" else 80)
    for address in destinations.resolve(named.host, port, reach)[:MOST_ADDRESSES]:
        # The certificate is checked against the name, not against the address.
        host = named.netloc.decode("ascii")
        yield _Way(
            named.copy_with(host=address), {"Host": host}, {"sni_hostname": named.raw_host.decode()}
        )


def _meaning(status: int) -> Outcome:
    if httpx.codes.is_success(status):
        return Outcome.DELIVERED
    if httpx.codes.is_server_error(status) or status in TRY_LATER:
        return Outcome.FAILED
    return Outcome.REFUSED
