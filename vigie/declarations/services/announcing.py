"""An e-mail says that there is a message, once for several that come within a short while."""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.declarations.enums import Author
from vigie.declarations.models import MessageNotice
from vigie.declarations.selectors.unread import CLAIMED_FOR, to_announce

# After an e-mail, the next messages of the thread wait this long for the next e-mail.
QUIET = timedelta(minutes=10)
# Threads taken up at one time by the clock.
MOST_AT_ONCE = 100

# What was written before is left to its own message in the outbox, which is tried for ever: the
# clock does not go each minute through all that declarants never came back to see.
LATELY = timedelta(days=2)

logger = logging.getLogger(__name__)


def announce(declaration_id: uuid.UUID, author: Author, tell: Callable[[], bool]) -> bool:
    """Tell the other side, by `tell`, of what `author` wrote; return whether it was told now.

    Nothing is told when all is read or told of already, or when an e-mail left a short while
    ago: `announce_what_waited` comes back to it. Claimed before it is told, so that two workers
    tell once; when `tell` raises, or says that there was nobody to tell, the claim is given back.
    """
    claimed = _claim(declaration_id, author)
    if not claimed:
        return False
    notices = MessageNotice.objects.filter(pk__in=claimed)
    try:
        told = tell()
    except BaseException:
        notices.delete()
        raise
    if told:
        notices.update(sent_at=timezone.now())
    else:
        notices.delete()
    return told


def announce_what_waited(author: Author, tell: Callable[[uuid.UUID], bool]) -> None:
    """Tell of the messages of `author` that the short while held back.

    Stops at a mail server that cannot be reached: the next minute tries again.
    """
    lately = to_announce(author).filter(sent_at__gt=timezone.now() - LATELY)
    waiting = lately.order_by().values_list("declaration_id", flat=True).distinct()
    for key in list(waiting[:MOST_AT_ONCE]):
        try:
            announce(key, author, lambda key=key: tell(key))  # type: ignore[misc]
        except OSError as error:
            logger.warning("E-mails of messages wait: %s", type(error).__name__)
            return


def _claim(declaration_id: uuid.UUID, author: Author) -> list[uuid.UUID]:
    """Return the messages of which this worker is to tell, none when it is not its turn."""
    now = timezone.now()
    waiting = to_announce(author).filter(declaration=declaration_id)
    told = MessageNotice.objects.filter(message__declaration=declaration_id, message__author=author)
    try:
        with transaction.atomic():
            keys = list(waiting.order_by("id").values_list("pk", flat=True))
            # Claims of a worker that died are among them.
            MessageNotice.objects.filter(
                pk__in=keys, sent_at__isnull=True, claimed_at__lt=now - CLAIMED_FOR
            ).delete()
            if not keys or told.filter(claimed_at__gt=now - QUIET).exists():
                return []
            MessageNotice.objects.bulk_create(
                MessageNotice(message_id=key, claimed_at=now) for key in keys
            )
    except IntegrityError:
        # Another worker was faster.
        return []
    return keys
