"""What the worker does for accounts. Each may run twice without harm."""

import uuid

from vigie.accounts import notifications
from vigie.accounts.models import AccountChange
from vigie.core import outbox


@outbox.handler("account.change_mail")
def mail_change(*, change: str) -> None:
    """Tell the account's owner where what was asked for their account stands now."""
    row = AccountChange.objects.select_related("asked_by", "decided_by")
    notifications.tell_of_change(row.get(pk=uuid.UUID(change)))
