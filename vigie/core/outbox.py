"""The outbox: what is to be done once a transaction has committed.

A message is enqueued in the caller's transaction, so that it exists if and only if what it
speaks of does. The worker drains it. Delivery is at least once: a handler must be idempotent.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from enum import Enum, auto
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from vigie.core.ids import identifiers_only
from vigie.core.models import OutboxMessage

Handler = Callable[..., None]

logger = logging.getLogger(__name__)
_handlers: dict[str, Handler] = {}
_lanes: dict[str, "Lane"] = {}

# How long a worker that took a message has before another may take it over.
LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)
LARGEST_EXPONENT = 16
KEPT_ONCE_DONE = timedelta(days=30)


class Lane(Enum):
    """What stands in one lane waits for nothing that stands in another: a thread drains each."""

    # Rings somebody: no mail stands before a call.
    CALL = auto()
    # Tells or shows the duty what cannot wait behind the mails to hundreds.
    URGENT = auto()
    ORDINARY = auto()
    # Waits for machines of others.
    SLOW = auto()


BUT_SLOW = frozenset(Lane) - {Lane.SLOW}


class UnknownKind(Exception):  # noqa: N818 - its name is shown as the message's last error
    """No handler is registered for this kind of message."""


def handler(kind: str, *, lane: Lane = Lane.ORDINARY) -> Callable[[Handler], Handler]:
    """Register the function that handles messages of this kind. It must be idempotent."""

    def register(function: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"two handlers for {kind}")
        _handlers[kind] = function
        _lanes[kind] = lane
        return function

    return register


def enqueue(kind: str, **ids: str) -> None:
    """Ask for `kind` to be handled after COMMIT, with these identifiers.

    One INSERT and no read, so that a front process may call it.

    Raises:
        ValueError: something that is not an identifier was given.
    """
    enqueue_at(timezone.now(), kind, **ids)


def enqueue_at(moment: datetime, kind: str, /, **ids: str) -> None:
    """Ask for `kind` to be handled at `moment` or as soon after as the worker can."""
    identifiers_only({"kind": kind, **ids})
    OutboxMessage(kind=kind, payload=ids, next_attempt_at=moment).save(force_insert=True)


def settle(kind: str, **ids: str) -> None:
    """Hold as done what the caller has just done itself: of this kind, and naming these ids."""
    named = {f"payload__{name}": value for name, value in ids.items()}
    waiting = OutboxMessage.objects.filter(kind=kind, done_at__isnull=True, **named)
    waiting.update(done_at=timezone.now())


def drain(limit: int = 100, *, lanes: Collection[Lane] = BUT_SLOW) -> int:
    """Handle the messages of these lanes that are due, at most `limit`; return how many succeeded.

    A message that fails is tried again later, each time after a longer wait, and holds up no
    other. Several workers may drain at once.
    """
    succeeded = 0
    for _ in range(limit):
        message = _take_next(lanes)
        if message is None:
            break
        succeeded += _handle(message)
    return succeeded


def _take_next(lanes: Collection[Lane] = BUT_SLOW) -> OutboxMessage | None:
    """Take the message of these lanes that is due first, for the time of a lease.

    The lease is committed before the handler runs, which therefore holds no lock while it
    speaks to a mail server. If this worker dies, the message is due again after the lease.
    """
    now = timezone.now()
    due = OutboxMessage.objects.filter(done_at__isnull=True, next_attempt_at__lte=now)
    # A kind that nobody handles yet is an ordinary one.
    due = (
        due.exclude(kind__in=_kinds(set(Lane).difference(lanes)))
        if Lane.ORDINARY in lanes
        else due.filter(kind__in=_kinds(lanes))
    )
    # Several threads look each second: where nothing waits, none asks for SQLite's one lock.
    if not due.exists():
        return None
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    with transaction.atomic():
        message = due.order_by("next_attempt_at", "id").first()
        if message is not None:
            message.attempts += 1
            message.next_attempt_at = now + LEASE
            message.save(update_fields=["attempts", "next_attempt_at"])
    return message


def _kinds(lanes: Collection[Lane]) -> list[str]:
    return [kind for kind, lane in _lanes.items() if lane in lanes]


def _handle(message: OutboxMessage) -> bool:
    try:
        _handler_of(message.kind)(**message.payload)
    except Exception as error:  # noqa: BLE001 - whatever it is, the others must go on
        _put_back(message, error)
        return False
    message.done_at = timezone.now()
    message.last_error = ""
    message.save(update_fields=["done_at", "last_error"])
    return True


def _handler_of(kind: str) -> Handler:
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind from None


def _put_back(message: OutboxMessage, error: Exception) -> None:
    message.last_error = type(error).__name__
    message.next_attempt_at = timezone.now() + _wait_after(message.attempts)
    message.save(update_fields=["last_error", "next_attempt_at"])
    # Neither the error's own words nor the payload: they could repeat what was sealed.
    logger.error(
        "Outbox message %s (%s) failed, attempt %d: %s at %s",
        message.pk,
        message.kind,
        message.attempts,
        message.last_error,
        _place_of(error),
    )


def _wait_after(attempts: int) -> timedelta:
    return min(FIRST_WAIT * (1 << min(attempts - 1, LARGEST_EXPONENT)), LONGEST_WAIT)


def _place_of(error: Exception) -> str:
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return "unknown place"
    return f"{Path(traceback.tb_frame.f_code.co_filename).name}:{traceback.tb_lineno}"


def prune() -> int:
    """Forget the messages handled long ago; return how many that was."""
    handled = OutboxMessage.objects.filter(done_at__lt=timezone.now() - KEPT_ONCE_DONE)
    count, _ = handled.delete()
    return count
