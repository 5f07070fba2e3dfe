"""A text or a file searched for indicators, held in memory for as long as that takes."""

from django.utils.translation import gettext_lazy as _

from vigie.core.uploads import Reception, Refused
from vigie.incidents.indicators import (
    Found,
    UnreadableMail,
    UnreadableTable,
    find,
    find_in_mail,
    find_in_table,
)
from vigie.incidents.indicators.mail import LARGEST_MAIL

# The form around the file, its pasted text included.
AROUND = 1_000_000
TEXT, MAIL, TABLE = "text", "mail", "table"


class TooLarge(Refused):
    """The file is more than one searches."""

    words = _("This file is larger than 5 MB.")


class Unreadable(Refused):
    """The file is not what its name says."""

    words = _("This file cannot be read as what its name says: .eml, .csv or text.")


class Memory:
    """Takes a file in without ever writing it anywhere."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.content = bytearray()

    def write(self, data: bytes) -> None:
        """Take in the next bytes."""
        if len(self.content) + len(data) > LARGEST_MAIL:
            raise TooLarge
        self.content += data

    def abandon(self) -> None:
        """Forget what was taken in."""
        self.content.clear()


def reception() -> Reception:
    """Return what takes in the file of one search."""
    return Reception(Memory, longest_body=LARGEST_MAIL + AROUND)


def search_file(file: Memory) -> tuple[Found, str]:
    """Return what was found in a file, and the code of its source. Raises Unreadable."""
    content = bytes(file.content)
    ending = file.name.lower().rpartition(".")[2]
    try:
        if ending == "eml":
            return find_in_mail(content), MAIL
        if ending in {"csv", "tsv"}:
            return find_in_table(content), TABLE
    except (UnreadableMail, UnreadableTable):
        raise Unreadable from None
    if b"\0" in content:
        raise Unreadable
    return find(content.decode("utf-8", "replace")), TEXT
