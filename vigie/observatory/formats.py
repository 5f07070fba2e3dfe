"""Figures as files: a flat JSON list, or a CSV table of the same columns."""

import csv
import io
import json
from collections.abc import Iterable

from vigie.observatory.measures import Figure

COLUMNS = (
    "realm",
    "key",
    "value",
    "numerator",
    "denominator",
    "per",
    "unit",
    "scope",
    "breakdown",
    "period",
    "pending",
    "method_version",
    "protected",
    "suppressed",
)


def as_json(figures: Iterable[Figure]) -> str:
    """Return the figures as a flat JSON list, whatever their realms and years."""
    flat = [figure.as_dict() for figure in figures]
    return json.dumps(flat, ensure_ascii=False, indent=2)


def as_csv(figures: Iterable[Figure]) -> str:
    """Return the figures as CSV; what has no value is an empty cell."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(figure.as_dict() for figure in figures)
    return text.getvalue()
