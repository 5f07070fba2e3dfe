"""What is read, as charts: one for each table of the page."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from vigie.observatory.drawing import Drawing, Kind, Mark
from vigie.observatory.explorer.reading import Line, Panel, Reading, Value

# Beyond, who hears the chart reads the table instead.
MOST_SPOKEN = 60


def chart_of(reading: Reading, year: int | None = None) -> Drawing | None:
    """Return the chart of a table that was read: that of `year` where there is one a year.

    None where there is nothing to compare: a total alone, or no such table.
    """
    wanted = [panel for panel in reading.panels if panel.year == year]
    if not wanted or not wanted[0].charted:
        return None
    (panel,) = wanted
    lines = panel.charted
    # A total or a group that stands beside what it counts would be the darkest or longest of all.
    columns = [
        (place, head)
        for place, head in enumerate(panel.columns)
        if head.place.code and not head.place.is_group
    ]
    kind = Kind.GRID if panel.has_total_column else Kind.BARS
    return Drawing(
        kind=kind,
        title=panel.title,
        description=_spoken(panel, lines),
        places=tuple((line.head.place.code, line.head.place.label) for line in lines),
        series=tuple((head.place.code, head.place.label) for _place, head in columns),
        marks=tuple(
            _mark(kind, line.head.place.code, head.place.code, line.values[place])
            for line in lines
            for place, head in columns
        ),
    )


def _mark(kind: Kind, place: str, series: str, value: Value) -> Mark:
    number = value.measure.value if value.measure else None
    label = value.text
    if value.fraction:
        # No percentage without its numerator and denominator, in a chart either.
        label += f"\n{value.fraction}" if kind == Kind.GRID else f" ({value.fraction})"
    return Mark(place, series, number, label, is_suppressed=value.is_suppressed)


def _spoken(panel: Panel, lines: Sequence[Line]) -> str:
    """Return the numbers of a chart as text, where they are few enough to be heard."""
    said = list(_values(panel, lines))
    if len(said) > MOST_SPOKEN:
        return _("The table beside the chart gives the same numbers.")
    return "; ".join(said)


def _values(panel: Panel, lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        numbers = (
            f"{head.place.label}: {value.text}" if len(line.values) > 1 else value.text
            for head, value in zip(panel.columns, line.values, strict=True)
        )
        yield f"{line.head.place.label}: {', '.join(numbers)}"
