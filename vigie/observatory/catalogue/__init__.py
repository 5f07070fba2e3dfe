"""The catalogue: every table and every figure of the observatory, as small declarations.

To add a way to group, add a `Dimension` to a module of `dimensions` and a `Table` to `tables`; to
add a figure, a `Definition` to `national` (or `by_code`) that names its cells. Nothing else.
To change what an existing one means, raise METHOD_VERSION.
"""

from vigie.observatory.catalogue.by_code import BY_CODE
from vigie.observatory.catalogue.definitions import (
    SCOPE_NAMES,
    YEAR,
    Chapter,
    Definition,
    Dimension,
    Group,
    Scope,
    Table,
    Text,
    Unit,
    unit_name,
)
from vigie.observatory.catalogue.national import CHAPTERS, NATIONAL
from vigie.observatory.catalogue.tables import BREAKDOWNS, OF_FIGURES, TABLES, TWO_WAYS

METHOD_VERSION = "2"

__all__ = [
    "BREAKDOWNS",
    "BY_CODE",
    "CHAPTERS",
    "METHOD_VERSION",
    "NATIONAL",
    "OF_FIGURES",
    "SCOPE_NAMES",
    "TABLES",
    "TWO_WAYS",
    "YEAR",
    "Chapter",
    "Definition",
    "Dimension",
    "Group",
    "Scope",
    "Table",
    "Text",
    "Unit",
    "unit_name",
]
