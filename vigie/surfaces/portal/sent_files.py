"""Files of a declaration, ready to be read by their declarant."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from vigie.declarations.models import Attachment, SealedFile
from vigie.declarations.selectors import NamedFile
from vigie.declarations.services import only_in_archive
from vigie.taxonomy import terms


@dataclass(frozen=True)
class SentFile:
    """One file: its name, where it comes from, and what became of it."""

    attachment: Attachment
    name: str
    at: str
    sender: str
    state: terms.Term
    in_archive: bool
    # False while it is made readable with a code that replaced another.
    ready: bool


def readable(files: Iterable[NamedFile], moment: Callable[[datetime], str]) -> list[SentFile]:
    """Return files as the page shows them, times as `moment` writes them."""
    return [
        SentFile(
            attachment=each.attachment,
            name=each.name or _("Name lost with the former code"),
            ready=each.ready,
            at=moment(each.attachment.received_at),
            sender=_("Sent by the CSIRT")
            if each.attachment.file.sent_by == SealedFile.DESK
            else _("Sent by you"),
            state=terms.term("attachment_state", each.attachment.state),
            in_archive=only_in_archive(each.attachment),
        )
        for each in files
    ]
