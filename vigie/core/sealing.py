"""Sealing: what is sensitive is stored only as age files, to named recipients.

A front process holds recipients and no identity: it seals and cannot open.
"""

import json
import os
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, BinaryIO

import pyrage
from django.conf import settings
from pyrage.x25519 import Identity, Recipient

from vigie.core.keys import DESK, RECIPIENTS, KeyMissing, keys_folder, read_key

# The running key and the offline recovery key: losing one must not lose the declarations.
MINIMUM_DESK_RECIPIENTS = 2


class CannotUnseal(Exception):  # noqa: N818 - reads as the answer it is
    """This identity does not open this ciphertext, or the ciphertext was damaged."""


class ProcessCannotUnseal(Exception):  # noqa: N818 - reads as the answer it is
    """A front process asked for the desk's identity. It has none, and must not."""


def seal(plaintext: bytes, recipients: Sequence[str]) -> bytes:
    """Return `plaintext` as an age file that each of `recipients` can open."""
    sealed: bytes = pyrage.encrypt(plaintext, _parse(recipients))
    return sealed


def unseal(ciphertext: bytes, identity: str) -> bytes:
    """Return what was sealed.

    Raises:
        CannotUnseal: not sealed to this identity, or altered since.
    """
    try:
        plaintext: bytes = pyrage.decrypt(ciphertext, [Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise CannotUnseal from error
    return plaintext


def seal_json(value: object, recipients: Sequence[str]) -> bytes:
    """Seal a JSON value."""
    return seal(json.dumps(value, ensure_ascii=False).encode(), recipients)


def unseal_json(ciphertext: bytes, identity: str) -> Any:
    """Open what `seal_json` sealed."""
    return json.loads(unseal(ciphertext, identity))


def seal_stream(source: BinaryIO, target: BinaryIO, recipients: Sequence[str]) -> None:
    """Seal a file piece by piece, whatever its size."""
    pyrage.encrypt_io(source, target, _parse(recipients))


def unseal_stream(source: BinaryIO, target: BinaryIO, identity: str) -> None:
    """Open a file piece by piece.

    When this raises, what was already written to `target` is to be thrown away: a truncated
    file is noticed only at its end.

    Raises:
        CannotUnseal: not sealed to this identity, altered or truncated.
    """
    try:
        pyrage.decrypt_io(source, target, [Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise CannotUnseal from error
    except OSError as error:
        # age reports a damaged stream as an I/O error without a number; a full disk has one.
        if error.errno is not None:
            raise
        raise CannotUnseal from error


def desk_recipients() -> list[str]:
    """Return to whom the desk's sections are sealed: the running and the recovery key.

    Raises:
        KeyMissing: fewer than two are known.
    """
    text = os.environ.get("VIGIE_RECIPIENTS") or read_key(keys_folder() / RECIPIENTS)
    return list(_two_or_more(text))


def desk_identity() -> str:
    """Return the identity that opens what is sealed to the desk.

    Raises:
        ProcessCannotUnseal: this is a front process.
        KeyMissing: the key is not in the data folder.
    """
    if settings.VIGIE_ROLE == "front":
        raise ProcessCannotUnseal
    return read_key(keys_folder() / DESK)


@cache
def _two_or_more(text: str) -> tuple[str, ...]:
    recipients = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if len(recipients) < MINIMUM_DESK_RECIPIENTS:
        raise KeyMissing(f"{RECIPIENTS} must name at least {MINIMUM_DESK_RECIPIENTS} recipients")
    _parse(recipients)
    return recipients


def _parse(recipients: Iterable[str]) -> list[Recipient]:
    return [Recipient.from_str(recipient) for recipient in recipients]
