"""How a reference or a code is read aloud: a word for each character, in `data/spelling.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_uppercase, digits

from vigie.taxonomy.datafile import DATA, LANGUAGES, read


@dataclass(frozen=True)
class SpelledGroup:
    """A group of characters, as it is written and as it is said."""

    written: str
    # Each character with its word.
    said: tuple[tuple[str, str], ...]


def spelled(text: str, language: str) -> list[SpelledGroup]:
    """Return what hyphens set apart in `text`, to be read aloud in `language`.

    Raises KeyError for a language of no alphabet, or a character that is neither an unaccented
    letter nor a digit: a code or a reference holds none.
    """
    words = alphabets()[language]
    return [
        SpelledGroup(group, tuple((character, words[character]) for character in group))
        for group in text.split("-")
    ]


def read_alphabets(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Read the alphabets from a data file, by language; raises MalformedDataError."""
    head = read(path)
    head.only(("name", "version", "date", "source", "note", "alphabets"))
    found = {}
    for table in head.tables("alphabets"):
        table.only(("language", "letters", "digits"))
        letters, numbers = table.table("letters"), table.texts("digits")
        letters.only(ascii_uppercase)
        if len(numbers) != len(digits):
            raise table.fault("“digits” must have ten words, that of 0 first")
        words = {letter: letters.text(letter) for letter in ascii_uppercase}
        found[table.text("language")] = words | dict(zip(digits, numbers, strict=True))
    if missing := sorted(set(LANGUAGES) - set(found)):
        raise head.fault(f"no alphabet for {', '.join(missing)}")
    return found


@cache
def alphabets() -> Mapping[str, Mapping[str, str]]:
    """Return the word of each letter and digit, by language."""
    return read_alphabets(DATA / "spelling.toml")
