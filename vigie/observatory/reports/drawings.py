"""The drawings of a report: Altair specifications as SVG, each beside what it shows in words."""

from collections.abc import Sequence

import altair as alt
from django.utils.translation import gettext as _

from vigie.observatory import wording
from vigie.observatory.charts import series_layers, series_rows
from vigie.observatory.drawing import render
from vigie.observatory.drawing.svg import INK, hatched
from vigie.observatory.measures import Figure, Measure, Rate, Suppressed
from vigie.observatory.publications import Publication
from vigie.observatory.reports.blocks import Block, drawing
from vigie.observatory.reports.chapters import Breakdown

# The one text face inside the typst wheel: the PDF draws the letters of the drawings with it.
FONT = "Libertinus Serif"
# The engine knows no width of its letters: it measures those of this one, which is like it.
MEASURED = "Liberation Serif"
WIDTH, BAR, AROUND = 640, 23, 14
LABELS = 270
COLUMNS_HEIGHT, SERIES_HEIGHT, SERIES_BAR = 190, 200, 40
COLUMN_AXIS = alt.Axis(labelAngle=0, ticks=False, labelFontSize=11)
ACROSS = {"month"}
FEWEST, MOST_BARS = 2, 25


def breakdown(shown: Breakdown, year: int) -> Block | None:
    """Return the drawing of a breakdown, or None where too little is published to draw."""
    name = shown.dimension.name if shown.dimension else ""
    bars = [each for each in shown.figures if each.measure.value]
    if len(bars) < FEWEST:
        return None
    if not (shown.dimension and shown.dimension.is_scale):
        bars = sorted(bars, key=lambda each: -(each.measure.value or 0))[:MOST_BARS]
    draw = _columns if name in ACROSS else _bars
    title = shown.counted
    caption = _("%(title)s, %(year)s") % {"title": title, "year": year}
    hidden = [each for each in shown.figures if isinstance(each.measure, Suppressed)]
    if hidden:
        names = ", ".join(wording.cell(each) for each in hidden)
        caption = _("%(caption)s. Not published: %(names)s") % {"caption": caption, "names": names}
    return drawing(draw(bars), caption, _spoken(title, bars))


def series(published: Sequence[Publication]) -> Block | None:
    """Return the declarations of each year, and among them those of malicious origin."""
    rows = series_rows(published)
    if len({row["year"] for row in rows}) < FEWEST:
        return None
    chart = series_layers(rows, SERIES_BAR).properties(width=WIDTH, height=SERIES_HEIGHT)
    caption = _("Declarations by year of reception, and those of malicious origin among them")
    spoken = ", ".join(f"{row['year']}, {row['series']}: {row['label']}" for row in rows)
    return drawing(svg(chart), caption, f"{caption}. {spoken}")


def label(measure: Measure) -> str:
    """Return a number as a drawing bears it; of a rate, the caption says for how many."""
    if isinstance(measure, Rate) and measure.value is not None:
        return wording.number(measure.value, decimals=1)
    return wording.value(measure)


def svg(chart: alt.LayerChart | alt.FacetChart) -> str:
    """Return a chart as SVG, in the face of the report."""
    themed = (
        chart.configure(
            font=MEASURED,
            background="transparent",
            autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=13,
            labelColor=INK,
            domainColor=INK,
            labelLimit=LABELS,
            labelPadding=7,
            grid=False,
        )
        .configure_text(fontSize=13)
        .configure_legend(labelFontSize=13, labelLimit=LABELS)
    )
    # Drawn with the widths of one face, and written in the other.
    return hatched(render(themed.to_json()).replace(MEASURED, FONT))


def _bars(figures: Sequence[Figure]) -> str:
    base = _base(figures).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X("value:Q", title=None, axis=None, scale=_with_room(figures)),
    )
    layers = alt.layer(
        base.mark_bar(color=INK, size=BAR - 8, cornerRadiusEnd=2),
        base.encode(text="label:N").mark_text(align="left", dx=5, color=INK, fontWeight="bold"),
    )
    return svg(layers.properties(width=WIDTH, height=BAR * len(figures) + AROUND))


def _columns(figures: Sequence[Figure]) -> str:
    base = _base(figures).encode(
        x=alt.X("name:N", sort=None, title=None, axis=COLUMN_AXIS),
        y=alt.Y("value:Q", title=None, axis=None),
    )
    layers = alt.layer(
        base.mark_bar(color=INK, cornerRadiusEnd=2),
        base.encode(text="label:N").mark_text(dy=-8, color=INK, fontWeight="bold"),
    )
    return svg(layers.properties(width=WIDTH, height=COLUMNS_HEIGHT))


def _with_room(figures: Sequence[Figure]) -> alt.Scale:
    """Return a scale that leaves room for the number beside the longest bar."""
    return alt.Scale(domain=[0, 1.1 * max(each.measure.value or 0 for each in figures)])


def _base(figures: Sequence[Figure]) -> alt.Chart:
    rows = [
        {
            "name": wording.cell(each),
            "value": each.measure.value,
            "label": label(each.measure),
        }
        for each in figures
    ]
    return alt.Chart(alt.InlineData(values=rows))


def _spoken(title: str, figures: Sequence[Figure]) -> str:
    told = ", ".join(f"{wording.cell(each)}: {wording.value(each.measure)}" for each in figures)
    return f"{title}. {told}"
