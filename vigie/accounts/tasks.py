"""What the worker does for accounts. Each may run twice without harm."""

import uuid

from vigie.accounts import notifications
from vigie.accounts.models import AccountChange, User
from vigie.core import outbox


@outbox.handler("account.change_mail")
def mail_change(*, change: str) -> None:
    """Tell the account's owner where what was asked for their account stands now."""
    row = AccountChange.objects.select_related("asked_by", "decided_by")
    notifications.tell_of_change(row.get(pk=uuid.UUID(change)))


@outbox.handler("account.factor_mail")
def mail_factor(*, account: str, factor: str, what: str) -> None:
    """Tell the account's owner that a second factor was added, moved or removed."""
    notifications.tell_of_factor(User.objects.get(pk=int(account)), factor, what)
