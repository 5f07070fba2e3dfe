"""Which account a person of the identity provider opens. None is ever made, no role given."""

from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from vigie.accounts.identity import subject_of
from vigie.accounts.models import User
from vigie.core import journal, outbox

PROVIDER = "oidc"


class NotKnown(Exception):  # noqa: N818 - nothing failed: somebody was told no
    """No active account is theirs: none of this verified address, or it is another's."""


class UnverifiedAddress(NotKnown):
    """The provider does not vouch for the address."""


def owner_of(claims: Mapping[str, Any]) -> User:
    """Return whose account a person of the provider opens; a first time, link the two.

    By the subject that was linked, else by an address that the provider vouches for.

    Raises:
        UnverifiedAddress: not linked yet, and the provider vouches for no address.
        NotKnown: there is no active account under it, or one linked to somebody else.
    """
    linked = SocialAccount.objects.filter(provider=PROVIDER, uid=subject_of(claims))
    if known := linked.select_related("user").first():
        user: User = known.user
        return user
    address = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(address, str):
        raise UnverifiedAddress
    found = User.objects.filter(email=address.lower(), is_active=True).first()
    if found is None:
        raise NotKnown
    link_identity(found, claims)
    return found


@transaction.atomic
def link_identity(user: User, claims: Mapping[str, Any]) -> None:
    """Let a person of the provider open this account from now on; its owner is told.

    Raises:
        NotKnown: one of the two is linked to another already.
    """
    # Of two who come at once under one address, the second waits here and is told no.
    User.objects.select_for_update().get(pk=user.pk)
    if SocialAccount.objects.filter(provider=PROVIDER, user=user).exists():
        raise NotKnown
    try:
        with transaction.atomic():
            SocialAccount.objects.create(provider=PROVIDER, uid=subject_of(claims), user=user)
    except IntegrityError:
        raise NotKnown from None
    journal.record("account.identity_linked", actor=f"user:{user.pk}", account=str(user.pk))
    outbox.enqueue("account.factor_mail", account=str(user.pk), factor="identity", what="linked")


def has_identity(user: User) -> bool:
    """Tell whether somebody of the provider opens this account."""
    found: bool = SocialAccount.objects.filter(provider=PROVIDER, user=user).exists()
    return found
