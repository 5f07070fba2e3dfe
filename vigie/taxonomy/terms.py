"""Reference terms: what forms offer, what analysts choose from, what figures count by.

A scheme is a list of terms, kept in `data/<scheme>.toml` with its version, date and source.
Labels follow the language active when they are read.
"""

import warnings
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.utils.translation import get_language

from vigie.taxonomy.datafile import DATA, Table, Words, read

HEAD_KEYS = ("name", "version", "date", "source", "url", "licence", "note", "terms")


class UnknownSchemeError(LookupError):
    """No data file bears this name."""


class UnknownTermError(LookupError):
    """The scheme has no such code."""


class UnknownTermWarning(UserWarning):
    """A code that its scheme does not know was shown as it stands."""


@dataclass(frozen=True)
class Term:
    """One code of a scheme, with its words and what else the data file says of it."""

    scheme: str
    code: str
    labels: Words
    definitions: Words
    extra: Mapping[str, Any]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name, in the active language."""
        return str(self.labels)

    @property
    def definition(self) -> str:
        """One sentence of meaning, in the active language; empty where the label suffices."""
        return str(self.definitions)


@dataclass(frozen=True)
class Scheme:
    """A list of terms, in the order in which people should read them."""

    name: str
    version: str
    date: date
    source: str
    terms: Mapping[str, Term]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, in order."""
        return tuple(self.terms)

    def __contains__(self, code: object) -> bool:
        return code in self.terms


def read_scheme(path: Path) -> Scheme:
    """Read a scheme from a data file; raises MalformedDataError."""
    head = read(path)
    head.only(HEAD_KEYS)
    entries = head.table("terms")
    if not entries.values:
        raise entries.fault("there must be one term at least")
    terms = {code: _term(path.stem, code, entries.table(code)) for code in entries.values}
    return Scheme(
        name=path.stem,
        version=head.text("version"),
        date=head.day("date"),
        source=head.text("source"),
        terms=MappingProxyType(terms),
    )


def _term(scheme_name: str, code: str, entry: Table) -> Term:
    extra = {
        key: value for key, value in entry.values.items() if key not in ("label", "definition")
    }
    return Term(
        scheme=scheme_name,
        code=code,
        labels=entry.words("label"),
        definitions=entry.words("definition", required=False),
        extra=MappingProxyType(extra),
    )


@cache
def scheme_names() -> frozenset[str]:
    """Return the names of the schemes that ship."""
    return frozenset(path.stem for path in DATA.joinpath("schemes").glob("*.toml"))


@cache
def scheme(name: str) -> Scheme:
    """Return a scheme; raises UnknownSchemeError."""
    if name not in scheme_names():
        known = ", ".join(sorted(scheme_names()))
        raise UnknownSchemeError(f"no scheme is called “{name}”; there are {known}")
    return read_scheme(DATA / "schemes" / f"{name}.toml")


def term(scheme_name: str, code: str) -> Term:
    """Return a term; raises UnknownSchemeError or UnknownTermError."""
    try:
        return scheme(scheme_name).terms[code]
    except KeyError:
        raise UnknownTermError(f"“{code}” is not a code of the scheme {scheme_name}") from None


def label(scheme_name: str, code: str) -> str:
    """Return the label to show for a code.

    An unknown code (an old record, a newer import) is shown as it stands, with a warning:
    a page is not refused for one word. Tests turn the warning into an error.
    """
    try:
        return term(scheme_name, code).label
    except UnknownTermError as error:
        warnings.warn(str(error), UnknownTermWarning, stacklevel=2)
        return code


def choices(scheme_name: str, exclude: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return (code, label) pairs for a form, in the scheme's order and the active language."""
    return [pair for pair in _choices(scheme_name, get_language()) if pair[0] not in exclude]


@cache
def _choices(scheme_name: str, _language: str | None) -> tuple[tuple[str, str], ...]:
    """Return all of them from memory: some pages offer more than a hundred."""
    return tuple((code, each.label) for code, each in scheme(scheme_name).terms.items())
