"""Reads a data file and refuses a malformed one, naming the file, the place and the fault."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).parent / "data"
LANGUAGES = ("fr", "en", "es")
FALLBACKS = ("en", "fr")


class MalformedDataError(Exception):
    """A data file does not have the expected form."""

    def __init__(self, path: Path, where: str, fault: str) -> None:
        self.path, self.where, self.fault = path, where, fault
        super().__init__(f"{path.name}: {where}: {fault}" if where else f"{path.name}: {fault}")


class Words:
    """One text in several languages, shown in the language active when it is shown."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = MappingProxyType(dict(texts))

    def __str__(self) -> str:
        active = (get_language() or "").partition("-")[0].lower()
        for language in (active, *FALLBACKS):
            if language in self._texts:
                return self._texts[language]
        return ""

    def __repr__(self) -> str:
        return f"Words({dict(self._texts)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self._texts == other._texts

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __bool__(self) -> bool:
        return bool(self._texts)

    def in_language(self, language: str) -> str:
        """Return the text in `language`; KeyError when there is none."""
        return self._texts[language]


NO_WORDS = Words({})


@dataclass(frozen=True)
class Table:
    """One table of a data file, that knows where it stands so that a fault can be named."""

    path: Path
    where: str
    values: Mapping[str, Any]

    def fault(self, fault: str) -> MalformedDataError:
        """Return the error to raise for this table."""
        return MalformedDataError(self.path, self.where, fault)

    def only(self, allowed: Iterable[str]) -> None:
        """Refuse keys that nothing reads: most often a slip of the pen."""
        if unknown := sorted(set(self.values) - set(allowed)):
            raise self.fault(f"unknown key {', '.join(unknown)}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text, which must not be empty unless a default is given."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.fault(f"“{key}” must be a text")
        return value

    def day(self, key: str) -> date:
        """Return a date written as a TOML local date."""
        value = self.values.get(key)
        # A datetime is a date to Python, and not to a reader of laws.
        if type(value) is not date:
            raise self.fault(f"“{key}” must be a date such as 2022-04-29")
        return value

    def day_or_none(self, key: str) -> date | None:
        """Return a date, or None where the file gives none."""
        return self.day(key) if key in self.values else None

    def flag(self, key: str) -> bool:
        """Return a boolean; absent means false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(f"“{key}” must be true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; absent means none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(f"“{key}” must be a list of texts")
        return tuple(value)

    def words(self, key: str, *, required: bool = True) -> Words:
        """Return a text in every language of Vigie."""
        value = self.values.get(key)
        if value is None and not required:
            return NO_WORDS
        if not isinstance(value, dict):
            raise self.fault(f"“{key}” must have {', '.join(LANGUAGES)}")
        for language in LANGUAGES:
            if not isinstance(value.get(language), str) or not value[language].strip():
                raise self.fault(f"“{key}” lacks {language}")
        if unknown := sorted(set(value) - set(LANGUAGES)):
            raise self.fault(f"“{key}” has an unknown language {', '.join(unknown)}")
        return Words({language: value[language] for language in LANGUAGES})

    def table(self, key: str) -> "Table":
        """Return a table inside this one."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.fault(f"“{key}” must be a table")
        return Table(self.path, f"{self.where} {key}".strip(), value)

    def tables(self, key: str) -> tuple["Table", ...]:
        """Return the tables of an array of tables; absent means none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fault(f"“{key}” must be a list of tables")
        return tuple(
            Table(self.path, f"{self.where} {key}[{number}]".strip(), item)
            for number, item in enumerate(value, start=1)
        )


def read(path: Path) -> Table:
    """Read one data file, which must carry its name, version, date and source."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MalformedDataError(path, "", f"is not TOML: {error}") from error
    head = Table(path, "", values)
    if head.text("name") != path.stem:
        raise head.fault(f"“name” must be {path.stem}, as the file is called")
    head.text("version")
    head.text("source")
    head.day("date")
    return head
