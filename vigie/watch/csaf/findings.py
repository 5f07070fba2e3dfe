"""What is said against a document."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]
# What a test yields: where, as a JSON pointer, and a sentence.
Fault = tuple[str, str]
Test = Callable[[Document], Iterator[Fault]]

LONGEST_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing against a document, fit to be shown: whoever wrote the document may be hostile."""

    # A number of the standard such as 6.1.1; "JSON", "schema" or "limit".
    test: str
    # JSON pointer (RFC 6901); empty for the whole document.
    pointer: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.test} at {self.pointer or '/'}: {self.sentence}"


def finding(test: str, pointer: str, sentence: str) -> Finding:
    """Return a finding, its texts cut and without characters that could steer a terminal."""
    return Finding(test, printable(pointer), printable(sentence))


def printable(text: str) -> str:
    """Return a text as one line that may be shown, cut where it is too long."""
    cut = text if len(text) <= LONGEST_SENTENCE else f"{text[:LONGEST_SENTENCE]}…"
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in cut)


def pointer_to(path: Iterable[str | int]) -> str:
    """Return the JSON pointer of a path."""
    return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in path)
