"""Public references, such as VIG-K7QF-M3XD: random, easy to say on the phone.

Seven random characters and a check character, in an alphabet without 0, O, 1, I and L. The
check is a weighted sum modulo 31, a prime: with a weight of its own for each place it
catches every single wrong character and every two that were swapped.
"""

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MODULUS = len(ALPHABET)
BODY_LENGTH = 8
# 3 generates all of 1 to 30 modulo 31: its first eight powers differ.
WEIGHTS = [pow(3, BODY_LENGTH - 1 - place, MODULUS) for place in range(BODY_LENGTH)]
TYPED_AT_MOST = 100


class MalformedReference(ValueError):  # noqa: N818 - reads as the answer it is
    """This is not a reference: wrong length, character or check."""


def new_reference(prefix: str = "VIG") -> str:
    """Return a new random reference; it tells neither a count nor an order."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY_LENGTH - 1))
    return _write(prefix, body + ALPHABET[-_weigh(body) % MODULUS])


def normalise(typed: str, prefix: str = "VIG") -> str:
    """Return the reference that a person typed, whatever its case, spaces and hyphens.

    The prefix may be left out.

    Raises:
        MalformedReference: no reference with this prefix can be read from it.
    """
    letters = _letters(typed)
    # A prefix may hold letters that the alphabet avoids: taken as it is said.
    body = letters.removeprefix(prefix) if len(letters) > BODY_LENGTH else letters
    if len(body) != BODY_LENGTH or not set(body) <= set(ALPHABET) or _weigh(body) != 0:
        raise MalformedReference
    return _write(prefix, body)


def _letters(typed: str) -> str:
    if len(typed) > TYPED_AT_MOST:
        raise MalformedReference
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(character for character in folded if character.isalnum())


def _weigh(body: str) -> int:
    return (
        sum(
            weight * ALPHABET.index(character)
            for weight, character in zip(WEIGHTS, body, strict=False)
        )
        % MODULUS
    )


def _write(prefix: str, body: str) -> str:
    return f"{prefix}-{body[:4]}-{body[4:]}"
