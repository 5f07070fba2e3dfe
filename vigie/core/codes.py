"""Receipt codes: the secret with which a declarant comes back.

27 random characters of base 32 (135 bits) and a check character, in seven groups of four,
such as 7QK2-M9XD-.... The server stores only what is derived from it one way.

The check is a polynomial over the field of 32 elements: each place has a weight of its own,
so it catches every single wrong character and every two that were swapped.
"""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256

import bech32
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from pyrage.x25519 import Identity

# Crockford's: without I, L, O, which are read as digits, and U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("OIL", "011")
LENGTH = 28
GROUP = 4
TYPED_AT_MOST = 200
# x^5 + x^2 + 1, by which the field of 32 elements is built.
FIELD_POLYNOMIAL = 0b100101
FIELD_SIZE = 32
SALT = b"vigie receipt code v1"


class MalformedCode(ValueError):  # noqa: N818 - reads as the answer it is
    """This is not a receipt code: wrong length, character or check."""


@dataclass(frozen=True)
class CodeKeys:
    """What one code gives, each one way and each apart from the others.

    Stored: idempotency_key, verifier, recipient. Never stored: identity. `cookie` is what a
    browser may hold to stay on its own follow-up page.
    """

    idempotency_key: str
    verifier: str
    recipient: str
    cookie: str = field(repr=False)
    identity: str = field(repr=False)

    def opens(self, verifier: str) -> bool:
        """Tell, in constant time, whether this is the code behind a stored verifier."""
        return hmac.compare_digest(self.verifier.encode(), verifier.encode())


def new_code() -> str:
    """Return a new random code, as it is shown and printed."""
    return code_from(secrets.token_bytes(LENGTH - 1))


def code_from(secret: bytes) -> str:
    """Return the code that a secret of `LENGTH - 1` bytes or more stands for, always the same.

    Each byte gives five bits: 256 is a multiple of 32, so that every character is as likely.
    """
    body = "".join(ALPHABET[byte % FIELD_SIZE] for byte in secret[: LENGTH - 1])
    if len(body) < LENGTH - 1:
        raise ValueError("too short a secret for a code")
    return _grouped(body + ALPHABET[_remainder(body + ALPHABET[0])])


def normalise(typed: str) -> str:
    """Return the code that a person typed, forgiving case, spaces, and O, I or L for 0 or 1.

    Raises:
        MalformedCode: no code can be read from it; most slips of a finger end here.
    """
    if len(typed) > TYPED_AT_MOST:
        raise MalformedCode
    code = readable(typed)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or _remainder(code) != 0:
        raise MalformedCode
    return _grouped(code)


def readable(typed: str) -> str:
    """Return the characters that a person meant: of any case or spacing, 0 and 1 for O, I, L."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(character for character in folded if character.isalnum())
    return code.translate(LOOKALIKES)


def derive(code: str) -> CodeKeys:
    """Return the keys of a code, by HKDF-SHA256 under a label each.

    Raises:
        MalformedCode: this is not a code.
    """
    secret = hmac.digest(SALT, normalise(code).encode(), sha256)
    identity = _age_identity(_expand(secret, b"age identity"))
    return CodeKeys(
        idempotency_key=_expand(secret, b"idempotency key").hex(),
        verifier=_expand(secret, b"verifier").hex(),
        recipient=str(Identity.from_str(identity).to_public()),
        cookie=_expand(secret, b"cookie").hex(),
        identity=identity,
    )


def _expand(secret: bytes, label: bytes) -> bytes:
    return HKDFExpand(algorithm=SHA256(), length=32, info=label).derive(secret)


def _age_identity(key: bytes) -> str:
    # Any 32 bytes make an X25519 key; 8-bit groups always convert to 5-bit ones.
    groups = bech32.convertbits(key, 8, 5) or []
    return bech32.bech32_encode("age-secret-key-", groups).upper()


def _remainder(code: str) -> int:
    """Return the code's polynomial at x: zero when the check character fits."""
    remainder = 0
    for character in code:
        remainder <<= 1
        if remainder & FIELD_SIZE:
            remainder ^= FIELD_POLYNOMIAL
        remainder ^= ALPHABET.index(character)
    return remainder


def _grouped(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))
