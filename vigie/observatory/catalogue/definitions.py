"""What a figure is made of, said once."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext


class Unit(StrEnum):
    """What is counted."""

    DECLARATIONS = "declarations"
    STRUCTURES = "structures"
    INCIDENTS = "incidents"


class Scope(StrEnum):
    """Among which declarations."""

    ALL = "all"
    IN_SCOPE = "in_scope"


# What gettext_lazy gives, which its stubs call a str.
Text = str | Promise

SCOPE_NAMES: dict[str, Text] = {
    Scope.ALL: _("all declarations"),
    Scope.IN_SCOPE: _("declarations qualified as in scope"),
}


def unit_name(unit: str, number: int) -> str:
    """Return the word for what is counted, as it stands after `number`."""
    names: dict[str, str] = {
        Unit.DECLARATIONS: npgettext("after a number", "declaration", "declarations", number),
        Unit.STRUCTURES: npgettext("after a number", "structure", "structures", number),
        Unit.INCIDENTS: npgettext("after a number", "incident", "incidents", number),
    }
    return names[unit]


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """A national figure: a count, or a share when `out_of` names its denominator.

    `counted` and `out_of` are SQL predicates over the relation of `unit` (`figures.RELATIONS`);
    `scope` restricts both.
    """

    key: str
    title: Text
    method: Text
    counted: str
    out_of: str | None = None
    unit: Unit = Unit.DECLARATIONS
    scope: Scope = Scope.ALL


@dataclass(frozen=True, slots=True)
class Group:
    """Definitions read together, under one heading."""

    title: Text
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Breakdown:
    """Declarations counted by the values of one column of the facts.

    `scheme` names the reference terms whose every code gets a cell, zero or not; without one
    the cells are the months of the year.
    """

    key: str
    title: Text
    method: Text
    column: str
    scheme: str | None
