"""Reads a text file line by line, whatever its size and its encoding."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from vigie.directory.formats.rows import Refused

LONGEST_LINE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with its number."""

    number: int
    text: str

    @property
    def place(self) -> str:
        """Where it stands, for a message."""
        return f"line {self.number}"


def lines(stream: BinaryIO) -> Iterator[Line | Refused]:
    """Yield each line that is not empty.

    Each is UTF-8, else Windows-1252: decided line by line, so that one stray byte at the end of
    a large file neither garbles nor hides what came before, and nothing is read twice.
    """
    number = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            _skip_to_end_of_line(stream)
            yield Refused(f"line {number}", f"longer than {LONGEST_LINE // 1024} KB")
            continue
        text = _decoded(raw.rstrip(b"\r\n"))
        if text is None:
            yield Refused(f"line {number}", "neither UTF-8 nor Windows-1252 text")
        elif text.strip():
            yield Line(number, text)


def cells(text: str, delimiter: str = ";") -> list[str]:
    """Split one line into cells, quotes doubled or not.

    A quote that opens a cell and is never closed is an ordinary character, as it is in FINESS.
    """
    if '"' not in text:
        return text.split(delimiter)
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return text.split(delimiter)


def _decoded(raw: bytes) -> str | None:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return None


def _skip_to_end_of_line(stream: BinaryIO) -> None:
    while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
        pass
