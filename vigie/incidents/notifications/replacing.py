"""A new receipt code is asked for: told to those who may approve it."""

from django.urls import reverse

from vigie.accounts import notifications
from vigie.declarations.models import CodeReplacement


def tell_who_may_approve(replacement: CodeReplacement, *, to: str) -> None:
    """Tell somebody that something waits for them, and where; not what, nor for whom."""
    notifications.tell_who_may_approve(
        realm=replacement.receipt.realm,
        to=to,
        page=reverse("desk:replacement", args=[replacement.receipt.reference]),
        said="incidents/mail/approval.txt",
    )
