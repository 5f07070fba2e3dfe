"""A map by region: a tile for each, about where it lies, so that the small ones are seen too."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

import altair as alt
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vigie.observatory import wording
from vigie.observatory.measures import Figure, Suppressed
from vigie.observatory.reports.blocks import Block, drawing
from vigie.observatory.reports.chapters import Breakdown
from vigie.observatory.reports.drawings import INK, PALE, PAPER, label, svg

# Column and row of each region: north above, west on the left, overseas below. Collectivities in
# which next to nothing is declared stand in the tables alone.
PLACES: dict[str, tuple[float, float]] = {
    "32": (2, 0),
    "53": (0.5, 1),
    "28": (1.5, 1),
    "11": (2.5, 1),
    "44": (3.5, 1),
    "52": (1, 2),
    "24": (2, 2),
    "27": (3, 2),
    "75": (1.5, 3),
    "84": (2.5, 3),
    "76": (1.5, 4),
    "93": (2.5, 4),
    "94": (3.5, 4),
    "01": (0, 5.3),
    "02": (1, 5.3),
    "03": (2, 5.3),
    "04": (3, 5.3),
    "06": (4, 5.3),
}
WIDE, HIGH, GAP = 112, 64, 0.06
COLUMNS, ROWS = 5, 6.3
LONGEST_LINE = 17
FEWEST = 5
# From these parts of the highest number on, a tile is darker.
CLASSES = ((0.66, INK, PAPER), (0.33, "#3d7296", PAPER), (0.1, "#a9c6da", INK), (0.0, PALE, INK))


def region_map(shown: Breakdown, year: int) -> Block | None:
    """Return the map of a breakdown by region, or None where too little is published."""
    tiles = [each for each in shown.figures if _code(each) in PLACES]
    if sum(bool(each.measure.value) for each in tiles) < FEWEST:
        return None
    values = {"title": shown.counted, "year": year}
    caption = _("%(title)s, %(year)s: one tile a region, the darker the more") % values
    if any(isinstance(each.measure, Suppressed) for each in tiles):
        caption = _("%(caption)s (n. p.: not published)") % {"caption": caption}
    spoken = ", ".join(f"{wording.cell(each)}: {wording.value(each.measure)}" for each in tiles)
    return drawing(_drawn(tiles), caption, f"{caption}. {spoken}", width=78)


def _drawn(tiles: Sequence[Figure]) -> str:
    base = alt.Chart(alt.InlineData(values=list(_rows(tiles)))).encode(
        x=alt.X("left:Q", axis=None, scale=alt.Scale(domain=[0, COLUMNS], nice=False)),
        y=alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[0, ROWS], nice=False, reverse=True)),
    )
    shapes = base.mark_rect(strokeWidth=1.2, cornerRadius=4).encode(
        x2="right:Q",
        y2="bottom:Q",
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("stroke:N", scale=None),
        strokeDash=alt.StrokeDash(
            "hidden:N",
            legend=None,
            scale=alt.Scale(domain=["no", "yes"], range=[[1, 0], [4, 3]]),
        ),
    )
    written = base.encode(
        x="middle:Q", y="name_at:Q", text="name:N", fill=alt.Fill("ink:N", scale=None)
    ).mark_text(fontSize=11, lineBreak="\n", lineHeight=12, baseline="middle")
    counted = base.encode(
        x="middle:Q", y="value_at:Q", text="value:N", fill=alt.Fill("ink:N", scale=None)
    ).mark_text(fontSize=15, fontWeight="bold", baseline="middle")
    layers = alt.layer(shapes, written, counted)
    return svg(layers.properties(width=COLUMNS * WIDE, height=ROWS * HIGH))


def _rows(tiles: Sequence[Figure]) -> Iterator[dict[str, Any]]:
    highest = max(each.measure.value or 0 for each in tiles) or 1
    for each in tiles:
        column, row = PLACES[_code(each)]
        hidden = isinstance(each.measure, Suppressed)
        part = (each.measure.value or 0) / highest
        fill, ink = next((fill, ink) for least, fill, ink in CLASSES if part >= least)
        yield {
            "left": column + GAP,
            "right": column + 1 - GAP,
            "top": row + GAP,
            "bottom": row + 1 - GAP,
            "middle": column + 0.5,
            "name_at": row + 0.36,
            "value_at": row + 0.74,
            "name": "\n".join(wrap(wording.cell(each), LONGEST_LINE)),
            "value": pgettext("on a map, a number that is not published", "n. p.")
            if hidden
            else label(each.measure),
            "fill": PAPER if hidden or not each.measure.value else fill,
            "ink": INK if hidden or not each.measure.value else ink,
            "stroke": INK,
            "hidden": "yes" if hidden else "no",
        }


def _code(figure: Figure) -> str:
    return (figure.breakdown or "").partition("=")[2]
