"""What may be told of threads without opening them: what is new, for whom."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from vigie.core.realm import LIVE
from vigie.declarations.enums import Author
from vigie.declarations.models import Message, SeenByDeclarant

# A worker that claimed an e-mail and died leaves it to another after this.
CLAIMED_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class ThreadSummary:
    """What may be told of a thread without opening it."""

    messages: int = 0
    # From the declarant, and not opened at the desk.
    unread: int = 0
    # From the desk, and not shown to the declarant.
    unseen: int = 0
    last_at: datetime | None = None


NO_MESSAGE = ThreadSummary()


def unread_at_desk() -> QuerySet[Message]:
    """Return what declarants wrote and nobody of the desk has opened."""
    # Nothing but the mark: with the author beside it, SQLite goes through all that they wrote.
    return Message.objects.filter(unread=True)


def unseen_by_declarants() -> QuerySet[Message]:
    """Return what the desk wrote and was not yet shown to its declarant."""
    shown = SeenByDeclarant.objects.filter(pk=OuterRef("pk"))
    return Message.objects.filter(~Exists(shown), author=Author.DESK)


def with_unread(declaration_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of these declarations hold a message that the desk has not read."""
    found = unread_at_desk().filter(declaration__in=declaration_ids)
    return set(found.order_by().values_list("declaration_id", flat=True))


def thread_summaries(declaration_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, ThreadSummary]:
    """Return what may be told of these threads, without opening them, in one query."""
    shown = Exists(SeenByDeclarant.objects.filter(pk=OuterRef("pk")))
    rows = (
        Message.objects.filter(declaration__in=declaration_ids)
        .annotate(shown=shown)
        .order_by()
        .values("declaration_id")
        .annotate(
            total=Count("pk"),
            unread=Count("pk", filter=Q(author=Author.DECLARANT, unread=True)),
            unseen=Count("pk", filter=Q(author=Author.DESK, shown=False)),
            last_at=Max("sent_at"),
        )
        .values_list("declaration_id", "total", "unread", "unseen", "last_at")
    )
    return {key: ThreadSummary(*told) for key, *told in rows}


def to_announce(author: Author) -> QuerySet[Message]:
    """Return the messages of `author` that no e-mail has told of and that nobody has read."""
    unread = unread_at_desk() if author == Author.DECLARANT else unseen_by_declarants()
    abandoned = Q(notice__sent_at__isnull=True, notice__claimed_at__lt=timezone.now() - CLAIMED_FOR)
    return unread.filter(Q(notice__isnull=True) | abandoned, declaration__realm=LIVE)
