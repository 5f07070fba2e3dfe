"""Disclosure control: what of linked tables may be shown without showing who declared.

- `protect` returns what may be published of cells and tables, beside what was published before.
- `breaches` and `intervals` attack a publication from what it shows, and know nothing of how it
  was made.
- `waive` lets national totals through that a statistician signed for.

Nothing here knows figures, publications or a database. What is promised, and why so: decision
0033; how to read it as a statistician: docs/disclosure.md.
"""

from vigie.observatory.disclosure.attack import Breach, Interval, breaches, intervals
from vigie.observatory.disclosure.cells import Cell, CellId, Edition, K, Rules
from vigie.observatory.disclosure.protection import (
    CannotProtect,
    Protected,
    harmful,
    protect,
)
from vigie.observatory.disclosure.tables import (
    TOTAL,
    Dimension,
    DoesNotAddUp,
    Relation,
    Sense,
    Table,
    relations_of,
)
from vigie.observatory.disclosure.waivers import Waiver, WaiverRefused, is_national_one_way, waive

__all__ = [
    "TOTAL",
    "Breach",
    "CannotProtect",
    "Cell",
    "CellId",
    "Dimension",
    "DoesNotAddUp",
    "Edition",
    "Interval",
    "K",
    "Protected",
    "Relation",
    "Rules",
    "Sense",
    "Table",
    "Waiver",
    "WaiverRefused",
    "breaches",
    "harmful",
    "intervals",
    "is_national_one_way",
    "protect",
    "relations_of",
    "waive",
]
