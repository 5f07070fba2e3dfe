"""The chart of the series: drawn when figures are released, and kept beside them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import altair as alt
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.observatory import publications
from vigie.observatory.drawing import render
from vigie.observatory.drawing.svg import INK, PALE, PAPER, themed, titled
from vigie.observatory.publications import Publication
from vigie.observatory.wording import number

STEP, BAR, HEIGHT = 46, 34, 200
# A number fits into a bar from this part of the height on.
ROOM = 0.1


def draw_series(realm: str) -> list[Path]:
    """Draw the chart of the published years in each language; return the files."""
    series = publications.series(realm)
    digest = publications.series_digest(series)
    drawn = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            drawing = series_chart(series)
        path = publications.series_chart_path(realm, digest, language)
        draft = path.with_suffix(".part")
        draft.write_text(drawing, encoding="utf-8")
        drawn.append(draft.replace(path))
    return drawn


def series_chart(series: Sequence[Publication]) -> str:
    """Return, as SVG, the declarations of each year and among them those of malicious origin."""
    chart = series_layers(series_rows(series), BAR)
    drawing = render(themed(chart.properties(width=alt.Step(STEP), height=HEIGHT)))
    return titled(drawing, _("Declarations by year of reception"), _spoken(series))


def series_rows(series: Sequence[Publication]) -> list[dict[str, Any]]:
    """Return the bars of a series, of each year those that are published."""
    every, malicious = _("All declarations"), _("Of malicious origin")
    return [*_bars(series, "declarations", every), *_bars(series, "share_malicious", malicious)]


def series_layers(rows: Sequence[dict[str, Any]], size: int) -> alt.LayerChart | alt.FacetChart:
    """Return bars of that size: of each year all declarations, and the malicious ones in them.

    The two are told apart by an empty and a full bar, not by colour alone, and every bar
    bears its number.
    """
    every, malicious = _("All declarations"), _("Of malicious origin")
    highest = max((row["count"] for row in rows), default=1)
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("count:Q", title=None, axis=None, stack=None),
    )
    bars = base.mark_bar(stroke=INK, strokeWidth=1.5, size=size).encode(
        fill=alt.Fill(
            "series:N",
            title=None,
            scale=alt.Scale(domain=[every, malicious], range=[PALE, INK]),
            legend=alt.Legend(orient="top", symbolType="square", symbolStrokeColor=INK),
        ),
    )
    numbers = base.encode(text="label:N").transform_filter(alt.datum.series == every)
    within = base.encode(text="label:N").transform_filter(
        (alt.datum.series == malicious) & (alt.datum.count >= ROOM * highest)
    )
    return alt.layer(
        bars,
        numbers.mark_text(dy=-8, color=INK, fontWeight="bold"),
        within.mark_text(dy=11, color=PAPER),
    )


def _bars(series: Sequence[Publication], key: str, name: str) -> Iterator[dict[str, Any]]:
    for publication in series:
        count = _count(publication, key)
        if count is not None:
            year = str(publication.year)
            yield {"year": year, "count": count, "label": number(count), "series": name}


def _count(publication: Publication, key: str) -> int | None:
    figure = publication.figure(key)
    return figure.measure.numerator if figure else None


def _spoken(series: Sequence[Publication]) -> str:
    """Return the number above each bar, as text."""
    return ", ".join(
        f"{publication.year}: {number(count)}"
        for publication in series
        if (count := _count(publication, "declarations")) is not None
    )
