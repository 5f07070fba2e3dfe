"""Second factors: what adds, renames and removes one, and what never leaves a person without."""

from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from vigie.accounts.models import User
from vigie.core import journal, outbox

# What opens the desk after the password; recovery codes only stand in for these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class LastFactor(Exception):  # noqa: N818 - nothing failed: somebody was told no
    """Every role must have a second factor: another one is needed first."""


def is_last_factor(factor: Authenticator) -> bool:
    """Tell whether its owner would have none left. In a demonstration nobody needs one."""
    others = Authenticator.objects.filter(user_id=factor.user_id, type__in=FACTORS)
    return not settings.VIGIE_DEMO and not others.exclude(pk=factor.pk).exists()


@transaction.atomic
def tell_of_factor(factor: Authenticator, what: str) -> None:
    """Write in the journal, and to the owner, what became of a factor: added, moved, removed."""
    user = f"user:{factor.user_id}"
    journal.record(f"account.factor_{what}", actor=user, account=str(factor.user_id))
    outbox.enqueue(
        "account.factor_mail", account=str(factor.user_id), factor=factor.type, what=what
    )


@transaction.atomic
def remove_factor(factor: Authenticator) -> None:
    """Remove one second factor of a person.

    Raises:
        LastFactor: it is the only one left.
    """
    # Of two removed at once, in two windows, the second waits here and is told no.
    User.objects.select_for_update().get(pk=factor.user_id)
    if is_last_factor(factor):
        raise LastFactor
    gone, _kinds = Authenticator.objects.filter(pk=factor.pk).delete()
    if not gone:
        return
    delete_dangling_recovery_codes(factor.user)
    tell_of_factor(factor, "removed")


@transaction.atomic
def drop_application(user: User) -> bool:
    """Take the authenticator application off, for another to take its place at once.

    Holds the account until the transaction ends: of two set up at once, the later one stands.
    """
    User.objects.select_for_update().get(pk=user.pk)
    gone, _kinds = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    return bool(gone)


@transaction.atomic
def note_recovery_codes(user: User) -> None:
    """Write in the journal that recovery codes were made: those of before open nothing more."""
    journal.record("account.recovery_codes_made", actor=f"user:{user.pk}", account=str(user.pk))


@transaction.atomic
def rename_passkey(passkey: Authenticator, name: str) -> None:
    """Give a passkey another name."""
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])
    journal.record(
        "account.factor_renamed", actor=f"user:{passkey.user_id}", account=str(passkey.user_id)
    )
