"""How a browser stays on its own declaration for a while, without an account or a session.

The reference and the receipt code travel in one cookie: encrypted, so that neither can be
read from the browser's store nor from a log of requests; short-lived; never sent from
another site; gone when the declarant closes the declaration. The server keeps nothing, so
that a front process, which may not write sessions, can serve it.
"""

import base64
import json
import secrets
import time
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

NAME = "vigie_receipt"
LIFETIME = 60 * 60
NONCE_LENGTH = 12
LABEL = b"vigie receipt cookie v1"


@dataclass(frozen=True)
class HeldReceipt:
    """What the browser holds: enough to open one declaration."""

    reference: str
    code: str
    # True from declaring until the page is left: the code may then be shown and printed.
    just_declared: bool = False


def keep(request: HttpRequest, response: HttpResponse, held: HeldReceipt) -> HttpResponse:
    """Give the browser what it needs to come back during the next hour, and no copy to keep.

    Where cookies are refused, the page of a declaration answers a form that is for anyone.
    """
    add_never_cache_headers(response)
    response.set_cookie(
        NAME,
        _encrypt({**asdict(held), "until": int(time.time()) + LIFETIME}),
        max_age=LIFETIME,
        # One cookie for every language of the portal, whose addresses begin by the language.
        path="/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


def held(request: HttpRequest) -> HeldReceipt | None:
    """Return what the browser holds; None when nothing, expired or tampered with."""
    content = _decrypt(request.COOKIES.get(NAME, ""))
    if content is None or content.pop("until") < time.time():
        return None
    return HeldReceipt(**content)


def refuses_cookies(request: HttpRequest) -> bool:
    """Tell whether the browser sent back none of those that came with the form."""
    return settings.CSRF_COOKIE_NAME not in request.COOKIES


def forget(response: HttpResponse) -> HttpResponse:
    """Take back what the browser holds."""
    response.delete_cookie(NAME, path="/", samesite="Strict")
    return response


def _encrypt(content: dict[str, Any]) -> str:
    nonce = secrets.token_bytes(NONCE_LENGTH)
    ciphertext = _cipher(settings.SECRET_KEY).encrypt(nonce, json.dumps(content).encode(), LABEL)
    return base64.urlsafe_b64encode(nonce + ciphertext).decode()


def _decrypt(token: str) -> dict[str, Any] | None:
    try:
        raw = base64.urlsafe_b64decode(token)
        plain = _cipher(settings.SECRET_KEY).decrypt(raw[:NONCE_LENGTH], raw[NONCE_LENGTH:], LABEL)
    except (ValueError, InvalidTag):
        return None
    content: dict[str, Any] = json.loads(plain)
    return content


@cache
def _cipher(secret: str) -> AESGCM:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=LABEL).derive(secret.encode())
    return AESGCM(key)
