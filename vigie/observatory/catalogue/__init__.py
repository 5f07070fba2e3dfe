"""The catalogue: every figure of the observatory, as a small declaration.

To add a figure, add a `Definition` to `national`, or a `Breakdown` to `breakdowns`; nothing else
changes. To change what an existing figure means, raise METHOD_VERSION.
"""

from vigie.observatory.catalogue.breakdowns import BREAKDOWNS
from vigie.observatory.catalogue.definitions import (
    SCOPE_NAMES,
    Breakdown,
    Definition,
    Group,
    Scope,
    Text,
    Unit,
    unit_name,
)
from vigie.observatory.catalogue.national import GROUPS, NATIONAL

METHOD_VERSION = "1"

__all__ = [
    "BREAKDOWNS",
    "GROUPS",
    "METHOD_VERSION",
    "NATIONAL",
    "SCOPE_NAMES",
    "Breakdown",
    "Definition",
    "Group",
    "Scope",
    "Text",
    "Unit",
    "unit_name",
]
