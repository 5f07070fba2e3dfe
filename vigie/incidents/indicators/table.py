"""Indicators of a table (CSV): its column of values where it has one, else any cell."""

import csv
import io
from collections import Counter
from itertools import islice

from vigie.incidents.indicators.extraction import Found, find

LARGEST_TABLE = 1_000_000
MOST_ROWS = 20_000
# Our own bound: the csv module's is one for the whole process, and others raise it.
LONGEST_CELL = 100_000
SAMPLE_LINES = 20
DELIMITERS = ",;\t|"
# How tools and people call the column that holds the values.
ENGLISH = ("value", "indicator", "ioc", "observable", "indicator_value", "attribute_value")
VALUES = frozenset((*ENGLISH, "valeur", "indicateur", "valor", "indicador"))


class UnreadableTable(ValueError):  # noqa: N818 - reads as the answer it is
    """This is no table of text."""


def find_in_table(raw: bytes) -> Found:
    """Return what looks like an indicator in a CSV table. Raises UnreadableTable."""
    if len(raw) > LARGEST_TABLE or b"\0" in raw[:1000]:
        raise UnreadableTable
    text = _text(raw)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows = list(islice(reader, MOST_ROWS))
    except csv.Error as error:
        raise UnreadableTable from error
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        raise UnreadableTable
    return find("\n".join(_cells(rows)))


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """Return the mark that parts the cells of the first lines: the one that most lines share."""
    lines = [line for line in text[:20_000].splitlines()[:SAMPLE_LINES] if line.strip()]
    votes = Counter(
        {mark: sum(mark in line for line in lines) for mark in DELIMITERS if mark in text[:20_000]}
    )
    return votes.most_common(1)[0][0] if votes else ","


def _cells(rows: list[list[str]]) -> list[str]:
    heading = [cell.strip().lower() for cell in rows[0]] if rows else []
    column = next((place for place, name in enumerate(heading) if name in VALUES), None)
    if column is None:
        return [cell for row in rows for cell in row]
    return [row[column] for row in rows[1:] if len(row) > column]
