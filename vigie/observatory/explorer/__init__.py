"""The explorer: any published table of the catalogue, read as somebody chose.

It answers from publications alone: nothing here reads the database or the private facts.

- `Choice` says what is read: a table, years, one code to keep only, numbers or shares.
- `read` answers it, in words and numbers of the active language.
- `charts` and `files` give the same as charts, and as files.
"""

from vigie.observatory.explorer.choices import Choice, holds, offered, related
from vigie.observatory.explorer.reading import Line, Panel, Reading, Value, cells_of, read

__all__ = [
    "Choice",
    "Line",
    "Panel",
    "Reading",
    "Value",
    "cells_of",
    "holds",
    "offered",
    "read",
    "related",
]
