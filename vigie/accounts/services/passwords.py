"""Choosing a password: the link, and the opening code that goes another way.

What two people agreed on is handed over in two halves: whoever asked is shown a code, whoever
approved a link, and the account's owner needs both. Neither of the two alone takes it over.
"""

import hmac
import secrets
from hashlib import sha256

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse

from vigie.accounts.models import AccountChange, User
from vigie.core import codes, journal

# Four groups of four characters, 80 bits: short enough for the telephone.
GROUPS = 4


def new_opening_code() -> str:
    """Return a new opening code, as it is shown to whoever asks for a change."""
    characters = (secrets.choice(codes.ALPHABET) for _ in range(GROUPS * codes.GROUP))
    return _grouped("".join(characters))


def digest_of(code: str) -> str:
    """Return what is stored of an opening code. Random as it is, nothing slower is needed."""
    return sha256(codes.readable(code).encode()).hexdigest()


def needs_code(user: User) -> bool:
    """Tell whether the link of this account opens only together with an opening code."""
    return _awaited(user) is not None


def opens(user: User, code: str) -> bool:
    """Tell, in constant time, whether this is the opening code that the account waits for."""
    awaited = _awaited(user)
    return awaited is not None and hmac.compare_digest(digest_of(code), awaited.code_digest)


def _awaited(user: User) -> AccountChange | None:
    approved = AccountChange.objects.filter(account=user, approved=True)
    return approved.exclude(code_digest="").order_by("-decided_at", "-id").first()


@transaction.atomic
def one_time_link(user: User, *, actor: str) -> str:
    """Return the path of a page where `user` sets a password: alone enough to do so.

    Whoever holds it takes the account over: give it by a safe way. It dies when used, when the
    user next signs in, or after PASSWORD_RESET_TIMEOUT.
    """
    _forget_codes(user)
    return link_for_code(user, actor=actor)


@transaction.atomic
def link_for_code(user: User, *, actor: str) -> str:
    """Return the path of a page where `user` sets a password, with the opening code awaited."""
    journal.record("account.link_made", actor=actor, account=str(user.pk))
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """Give a person the password that they chose; what let them choose it opens no more."""
    action = "changed" if user.has_usable_password() else "set"
    user.set_password(password)
    user.save(update_fields=["password"])
    _forget_codes(user)
    journal.record(f"account.password_{action}", actor=f"user:{user.pk}", account=str(user.pk))


def _forget_codes(user: User) -> None:
    AccountChange.objects.filter(account=user, approved=True).update(code_digest="")


def _grouped(code: str) -> str:
    return "-".join(code[start : start + codes.GROUP] for start in range(0, len(code), codes.GROUP))
