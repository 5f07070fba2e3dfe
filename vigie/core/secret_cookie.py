"""What a browser holds for a while and nobody else reads: encrypted, never kept by the server.

Neither the browser's store nor a log of requests gives it away; a front process, which may not
write sessions, can serve it.
"""

import base64
import json
import secrets
import time
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_LENGTH = 12
UNTIL = "until"


def lock(content: dict[str, Any], *, label: bytes, lifetime: int) -> str:
    """Return `content` as a cookie's value, to be read back under the same label.

    `lifetime`: in seconds. What a browser keeps longer is not read any more.
    """
    plain = json.dumps({**content, UNTIL: int(time.time()) + lifetime}).encode()
    nonce = secrets.token_bytes(NONCE_LENGTH)
    ciphertext = _cipher(settings.SECRET_KEY, label).encrypt(nonce, plain, label)
    return base64.urlsafe_b64encode(nonce + ciphertext).decode()


def unlock(value: str, *, label: bytes) -> dict[str, Any] | None:
    """Return what `lock` was given; None when it expired, or was made otherwise."""
    try:
        raw = base64.urlsafe_b64decode(value)
        cipher = _cipher(settings.SECRET_KEY, label)
        plain = cipher.decrypt(raw[:NONCE_LENGTH], raw[NONCE_LENGTH:], label)
    except (ValueError, InvalidTag):
        return None
    content: dict[str, Any] = json.loads(plain)
    return None if content.pop(UNTIL) < time.time() else content


@cache
def _cipher(secret: str, label: bytes) -> AESGCM:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=label).derive(secret.encode())
    return AESGCM(key)
