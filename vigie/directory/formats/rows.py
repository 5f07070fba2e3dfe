"""What every format yields: a structure listed, or a row refused with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, Protocol

# Columns of Structure, as a row of a file states them.
Columns = dict[str, str | date | None]


class UnreadableFileError(Exception):
    """The file cannot be read, or no further; the message is for who runs the command."""


class RefusedRowError(Exception):
    """This row cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One structure as a file lists it."""

    place: str
    finess: str
    # What this kind of file states; what it is silent about is absent.
    columns: Columns
    # None: the file is silent. True without a date: closed, nobody says since when.
    closed: bool | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """One row that was not taken, where it stands in the file and why."""

    place: str
    reason: str
    # Where it could be read: the structure is in the file, so it has not disappeared from it.
    finess: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass
class FileFacts:
    """What a file says of itself, known once its first row is read."""

    dated: date | None = None
    synthetic: bool = False


class Reader(Protocol):
    """Reads one format as a stream."""

    def __call__(self, stream: BinaryIO, facts: FileFacts) -> Iterator[Listed | Refused]:
        """Yield each row in order; raise UnreadableFileError where reading must stop."""


@dataclass(frozen=True)
class Format:
    """One format, and how far it is to be believed."""

    source: str
    title: str
    read: Reader = field(repr=False)
    # A register is the authority on what it lists. A survey is one year's picture of some.
    is_register: bool = True
    # Whether an open structure of this source that the file no longer lists has closed.
    lists_all_open: bool = False
