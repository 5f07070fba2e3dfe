"""What the worker does for accounts. Each may run twice without harm."""

import uuid

from django.urls import reverse

from vigie.accounts import access, notifications, selectors
from vigie.accounts.models import AccountChange, User
from vigie.core import outbox
from vigie.core.realm import LIVE


@outbox.handler("account.change_mail")
def mail_change(*, change: str) -> None:
    """Tell the account's owner where what was asked for their account stands now."""
    row = AccountChange.objects.select_related("asked_by", "decided_by")
    notifications.tell_of_change(row.get(pk=uuid.UUID(change)))


@outbox.handler("account.factor_mail")
def mail_factor(*, account: str, factor: str, what: str) -> None:
    """Tell the account's owner that a second factor was added, moved or removed."""
    notifications.tell_of_factor(User.objects.get(pk=int(account)), factor, what)


@outbox.handler("account.approval_mail")
def mail_of_change_to_decide(*, change: str, person: str) -> None:
    """Tell one who may decide of what is asked for an account, unless it was decided since."""
    waiting = selectors.changes_to_decide().filter(pk=uuid.UUID(change)).first()
    who = User.objects.get(pk=int(person))
    if waiting and access.can_decide(who, waiting):
        notifications.tell_who_may_approve(realm=LIVE, to=who.email, page=reverse("desk:people"))


@outbox.handler("token.approval_mail")
def mail_of_token_to_approve(*, token: str, person: str) -> None:
    """Tell one who may approve of a token, unless it was approved or revoked since."""
    waiting = selectors.tokens_to_approve().filter(pk=uuid.UUID(token)).first()
    who = User.objects.get(pk=int(person))
    if waiting and access.can_approve(who, waiting):
        notifications.tell_who_may_approve(
            realm=waiting.realm, to=who.email, page=reverse("desk:tokens")
        )
