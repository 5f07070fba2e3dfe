"""The thread of a declaration as its declarant reads it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from vigie.declarations.selectors import ThreadMessage
from vigie.surfaces.portal.sent_files import SentFile


@dataclass(frozen=True)
class ReadMessage:
    """One message, ready to be read."""

    author: str
    at: str
    language: str
    subject: str
    body: str
    is_new: bool
    # When the CSIRT read what the declarant wrote; empty while it has not.
    read_at: str
    files: Sequence[SentFile]


def readable(
    thread: Iterable[ThreadMessage],
    moment: Callable[[datetime], str],
    files: Iterable[SentFile],
) -> list[ReadMessage]:
    """Return the messages in words, their times written by `moment`, with those of `files`."""
    by_key = {str(file.attachment.pk): file for file in files}
    return [
        ReadMessage(
            author=each.author,
            at=moment(each.sent_at),
            language=each.language,
            subject=each.subject,
            body=each.body,
            is_new=each.is_new,
            read_at=moment(each.seen_at) if each.seen_at else "",
            files=[by_key[key] for key in each.files if key in by_key],
        )
        for each in thread
    ]
