"""Accounts by four eyes: one person asks, another decides.

So that no administrator alone makes himself an analyst, or takes an analyst's account over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vigie.accounts import access
from vigie.accounts.enums import ChangeKind, Role
from vigie.accounts.models import AccountChange, User
from vigie.accounts.services.accounts import AccountExists, create_account
from vigie.accounts.services.closing import end_sessions, keep_an_administrator, revoke_tokens
from vigie.accounts.services.deciders import tell_deciders
from vigie.accounts.services.passwords import digest_of, link_for_code, new_opening_code
from vigie.core import journal, outbox

# What nobody decided within this time is asked anew.
DECIDED_WITHIN = timedelta(days=7)
# What ends in a password that somebody chooses, hence in a link and an opening code.
WITH_LINK = (ChangeKind.INVITATION, ChangeKind.RECOVERY)


class CannotDecide(Exception):  # noqa: N818 - nothing failed: somebody was told no
    """Not by this person, or not any more: it was decided, or it is too old."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who a person is to be, and what they may see."""

    role: Role
    authority: str = ""
    regions: Sequence[str] = ()


def ask_invitation(email: str, name: str, asked: Asked, *, actor: User) -> AccountChange:
    """Ask for a new account. Its `opening_code` is for whoever asks to tell the person, once.

    Raises AccountExists, or ValidationError at a field.
    """
    address = User.objects.normalize_email(email).lower()
    if User.objects.filter(email=address).exists():
        raise AccountExists(_("There is an account under this address already."))
    change = AccountChange(kind=ChangeKind.INVITATION, email=address, name=name)
    return _ask(change, asked, actor)


def ask(
    kind: ChangeKind, account: User, asked: Asked | None = None, *, actor: User
) -> AccountChange:
    """Ask for a recovery of an account, or for another role. Its owner is told by e-mail.

    Of a recovery, `opening_code` is for whoever asks to tell the owner; it is kept nowhere.

    Raises:
        ValidationError: the same is asked for already.
    """
    asked = asked or Asked(
        role=Role(account.role), authority=account.authority, regions=account.regions
    )
    change = AccountChange(kind=kind, account=account, email=account.email, name=account.name)
    return _ask(change, asked, actor)


@transaction.atomic
def _ask(change: AccountChange, asked: Asked, actor: User) -> AccountChange:
    _forget_what_is_too_old()
    change.role, change.authority, change.regions = (
        asked.role,
        asked.authority,
        list(asked.regions),
    )
    change.asked_by, change.asked_at = actor, timezone.now()
    if change.kind in WITH_LINK:
        change.opening_code = new_opening_code()
        change.code_digest = digest_of(change.opening_code)
    change.clean_fields()
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError:
        raise ValidationError(_("This is asked for already, and waits for a decision.")) from None
    _record(change, "asked", actor)
    tell_deciders("account.approval_mail", but=(actor.pk, change.account_id), change=str(change.pk))
    return change


def decide(change: AccountChange, *, approves: bool, actor: User) -> str | None:
    """Approve or refuse what somebody else asked for.

    Returns the path of the one-time link to give to the account's owner by a safe way, once an
    invitation or a recovery is approved; it is shown to whoever approved, and kept nowhere. It
    opens only with the code that was shown to whoever asked.

    Raises:
        CannotDecide: they asked for it, it is their own account, or it was decided meanwhile.
        AccountExists: somebody made the account meanwhile.
        LastAdministrator: with another role of this person there would be none left.
    """
    if not access.can_decide(actor, change):
        raise CannotDecide
    with transaction.atomic():
        undecided = AccountChange.objects.filter(
            pk=change.pk, decided_at=None, asked_at__gt=timezone.now() - DECIDED_WITHIN
        )
        if not undecided.update(decided_by=actor, decided_at=timezone.now(), approved=approves):
            raise CannotDecide
        _record(change, "approved" if approves else "refused", actor)
        return APPLIED[ChangeKind(change.kind)](change, actor) if approves else None


def _invite(change: AccountChange, actor: User) -> str:
    user = create_account(
        change.email,
        name=change.name,
        role=Role(change.role),
        actor=_name(actor),
        authority=change.authority,
        regions=change.regions,
    )
    AccountChange.objects.filter(pk=change.pk).update(account=user)
    return link_for_code(user, actor=_name(actor))


def _recover(change: AccountChange, actor: User) -> str:
    user = _owner(change)
    user.set_unusable_password()
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    end_sessions(user, actor=_name(actor))
    # Whoever took the account over may have made them.
    revoke_tokens(user, actor=_name(actor))
    return link_for_code(user, actor=_name(actor))


def _change_role(change: AccountChange, actor: User) -> None:
    if change.account is not None and change.role != Role.ADMINISTRATOR:
        keep_an_administrator(change.account)
    user = _owner(change)
    user.role, user.authority, user.regions = change.role, change.authority, change.regions
    user.save(update_fields=["role", "authority", "regions"])
    journal.record("account.role_changed", actor=_name(actor), account=str(user.pk))
    # What was open under the other role is not to be used under this one.
    end_sessions(user, actor=_name(actor))


APPLIED: dict[ChangeKind, Callable[[AccountChange, User], str | None]] = {
    ChangeKind.INVITATION: _invite,
    ChangeKind.RECOVERY: _recover,
    ChangeKind.ROLE: _change_role,
}


def _owner(change: AccountChange) -> User:
    if change.account is None:
        raise CannotDecide
    return User.objects.select_for_update().get(pk=change.account.pk)


def _forget_what_is_too_old() -> None:
    old = AccountChange.objects.filter(
        decided_at=None, asked_at__lte=timezone.now() - DECIDED_WITHIN
    )
    old.update(decided_at=timezone.now(), approved=False)


def _record(change: AccountChange, what: str, actor: User) -> None:
    journal.record(f"account.{change.kind}_{what}", actor=_name(actor), change=str(change.pk))
    outbox.enqueue("account.change_mail", change=str(change.pk))


def _name(user: User) -> str:
    return f"user:{user.pk}"
