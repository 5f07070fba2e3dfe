"""Tables for spreadsheets, which take some texts for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

# What makes a spreadsheet compute a cell instead of showing it (OWASP, CSV injection).
TAKEN_FOR_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """Return a text as a cell that no spreadsheet computes, after an apostrophe if need be."""
    return f"'{cell}" if cell.lstrip(" ").startswith(TAKEN_FOR_A_FORMULA) else cell


def csv_table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV table in UTF-8, marked as such for spreadsheets, each cell harmless."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(heading)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")
