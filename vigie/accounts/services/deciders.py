"""Something waits for a second person: those who may decide are told, each by a mail of theirs."""

from collections.abc import Collection

from django.conf import settings

from vigie.accounts import access
from vigie.core import outbox
from vigie.core.realm import LIVE, notifies


def tell_deciders(
    kind: str, /, *, but: Collection[int | None], realm: str = LIVE, **ids: str
) -> None:
    """Have each who may decide mailed once of what was just asked for, within its transaction.

    One that fails is sent again alone. `but`: who asked, and whose account it is. `realm`: what
    a program would be told of or read; accounts are of no realm.
    """
    if settings.VIGIE_DEMO or not notifies(realm):
        return
    for person in access.deciders().exclude(pk__in=[each for each in but if each is not None]):
        outbox.enqueue(kind, person=str(person.pk), **ids)
