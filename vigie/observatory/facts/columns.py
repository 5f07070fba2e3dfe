"""What a column of the facts may be: a pseudonym, a code of a closed list, a number or yes/no.

There is no other kind, so that no text of anybody's can enter. Each column says what it means
where it is declared, in a row's annotation; the data dictionary is made of that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from django.utils.functional import Promise

from vigie.taxonomy.codes import UNKNOWN
from vigie.taxonomy.terms import scheme

# What gettext_lazy gives, which its stubs call a str.
Text = str | Promise
Fact = TypeVar("Fact", bound=tuple[Any, ...])


class Kind(StrEnum):
    """What the values of a column are."""

    PSEUDONYM = "pseudonym"
    CODE = "code"
    REALM = "realm"
    NUMBER = "number"
    SECONDS = "seconds"
    MINUTES = "minutes"
    DAYS = "days"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the kind of its values, what it means, and the terms that its codes are of."""

    kind: Kind
    means: Text
    # The scheme that lists its codes; or the codes, where they are no reference terms.
    scheme: str = ""
    listed: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that may stand in it; none for what holds no codes."""
        if self.kind is not Kind.CODE:
            return ()
        listed = scheme(self.scheme).codes if self.scheme else self.listed
        return (*listed, *{UNKNOWN}.difference(listed))


def pseudonym(means: Text) -> Column:
    """Describe a column of keyed pseudonyms."""
    return Column(Kind.PSEUDONYM, means)


def code(means: Text, scheme_name: str) -> Column:
    """Describe a column of codes of a scheme; what the scheme does not know is “unknown”."""
    return Column(Kind.CODE, means, scheme_name)


def listed(means: Text, *codes: str) -> Column:
    """Describe a column of codes that are no reference terms."""
    return Column(Kind.CODE, means, listed=codes)


def number(means: Text) -> Column:
    """Describe a column that counts."""
    return Column(Kind.NUMBER, means)


def seconds(means: Text) -> Column:
    """Describe a column of durations in seconds."""
    return Column(Kind.SECONDS, means)


def flag(means: Text) -> Column:
    """Describe a column of yes and no."""
    return Column(Kind.FLAG, means)


def columns_of(row: type[Any]) -> dict[str, Column]:
    """Return what each column of a relation is, in order."""
    hints = get_type_hints(row, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}


def types_of(row: type[Any]) -> dict[str, tuple[type[Any], bool]]:
    """Return the Python type of each column of a relation, and whether it may be missing."""
    found = {}
    for name, hint in get_type_hints(row).items():
        types = get_args(hint) or (hint,)
        found[name] = (types[0], NoneType in types)
    return found


def maker(row: type[Fact]) -> Callable[..., Fact]:
    """Return what makes the rows of a relation: every code that is none becomes “unknown”.

    All rows are made so. No text can pass, whatever stands in the column that it is read from.
    """
    types = types_of(row)
    bounds = [
        (name, frozenset((*column.codes, None) if types[name][1] else column.codes))
        for name, column in columns_of(row).items()
        if column.kind is Kind.CODE
    ]

    def make(**values: Any) -> Fact:
        for name, codes in bounds:
            if values[name] not in codes:
                values[name] = UNKNOWN
        return row(**values)

    return make
