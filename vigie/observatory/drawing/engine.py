"""The process that draws: reads what to draw from a line, answers an SVG in a line, as JSON.

A drawing, of which it makes the specification too; or a Vega-Lite specification as it is.

It runs apart (see `draughtsman`), knows no setting and no data of Vigie, and is polite to the
processes that answer people.
"""

import json
import os
import sys
from typing import Any

import altair as alt
import vl_convert

from vigie.observatory.drawing.maps import area_map
from vigie.observatory.drawing.svg import HATCHED, INK, PALE, PAPER, hatched, themed, titled

LESS_URGENT = 10
BAR_STEP, CELL_WIDTH, CELL_HEIGHT = 26, 96, 40
# How long the longest bar is, alone and beside others, and how wide a character beside it.
LONG, SHORT, CHARACTER = 360, 120, 7.5
# How wide charts that stand beside each other may be together.
BESIDE = 840
LABEL_LIMIT, LINE = 300, 15
# A bar for what is not published, as a part of the longest.
STUB = 0.05
# From these parts of the highest value on, a cell is darker; in the last, its number is white.
CLASSES = (0.25, 0.5, 0.75)
SHADES = (PAPER, PALE, "#a9c6da", INK)

Asked = dict[str, Any]


def chart_of(asked: Asked) -> Any:
    """Return the Altair specification of a drawing."""
    return {"bars": bars, "grid": grid, "map": area_map}[asked["kind"]](asked)


def bars(asked: Asked) -> Any:
    """Return horizontal bars that bear their numbers; each series stands under its name."""
    several = len(asked["series"]) > 1
    highest = highest_of(asked) or 1
    length = SHORT if several else LONG
    width = length + 8 + CHARACTER * max((len(mark["label"]) for mark in asked["marks"]), default=0)
    places = [code for code, _name in asked["places"]]
    longest = highest * width / length
    values = [mark | {"length": length_of(mark, highest)} for mark in asked["marks"]]
    base = alt.Chart().encode(
        y=alt.Y(
            "place:N",
            title=None,
            sort=places,
            scale=alt.Scale(domain=places),
            axis=named_axis(asked["places"]),
        ),
        x=alt.X("length:Q", title=None, axis=None, scale=alt.Scale(domain=[0, longest])),
    )
    told = base.transform_filter("!datum.is_suppressed").mark_bar(fill=INK)
    hidden = base.transform_filter("datum.is_suppressed").mark_bar(fill=HATCHED)
    labels = base.encode(text="label:N").mark_text(align="left", dx=5, color=INK)
    layers = alt.layer(told, hidden, labels, data=alt.InlineData(values=values)).properties(
        width=width, height=alt.Step(BAR_STEP)
    )
    if not several:
        return layers
    names = [code for code, _name in asked["series"]]
    header = alt.Header(title=None, labelFontSize=14, labelFontWeight="bold", labelColor=INK)
    columns = max(1, int(BESIDE // width))
    return layers.facet(facet=alt.Facet("series:N", sort=names, header=header), columns=columns)


def grid(asked: Asked) -> Any:
    """Return a table of cells that bear their numbers, the darker the higher."""
    highest = highest_of(asked) or 1
    places, columns = ([code for code, _name in asked[each]] for each in ("places", "series"))
    values = [
        mark | {"is_dark": (mark["value"] or 0) >= CLASSES[-1] * highest} for mark in asked["marks"]
    ]
    base = alt.Chart().encode(
        y=alt.Y("place:N", title=None, sort=places, axis=named_axis(asked["places"])),
        x=alt.X("series:N", title=None, sort=columns, axis=named_axis(asked["series"], top=True)),
    )
    scale = alt.Scale(type="threshold", domain=[p * highest for p in CLASSES], range=[*SHADES])
    told = base.encode(fill=alt.Fill("value:Q", scale=scale, legend=None)).transform_filter(
        "isValid(datum.value)"
    )
    hidden = base.transform_filter("datum.is_suppressed").mark_rect(
        fill=HATCHED, stroke=INK, strokeWidth=0.5
    )
    return alt.layer(
        told.mark_rect(stroke=INK, strokeWidth=0.5),
        hidden,
        *numbers(base, two_lines=any("\n" in mark["label"] for mark in values)),
        data=alt.InlineData(values=values),
    ).properties(width=alt.Step(CELL_WIDTH), height=alt.Step(CELL_HEIGHT))


def numbers(base: Any, *, two_lines: bool) -> list[Any]:
    """Return what is written in the cells: white on dark, and italic where nothing is told."""
    written = base.encode(text="label:N")
    unpublished = written.transform_filter("datum.is_suppressed")
    italic: Asked = {"fontSize": 11, "fontStyle": "italic", "color": INK}
    common: Asked = {"lineBreak": "\n", "lineHeight": LINE, "dy": -LINE / 2 if two_lines else 0}
    plain = written.transform_filter("!datum.is_suppressed && !datum.is_dark")
    return [
        # On a paper of its own: a hatch is hard to read through.
        unpublished.mark_text(**italic, stroke=PAPER, strokeWidth=5),
        unpublished.mark_text(**italic),
        plain.mark_text(**common, color=INK),
        written.transform_filter("datum.is_dark").mark_text(**common, color=PAPER),
    ]


def named_axis(named: list[list[Any]], *, top: bool = False) -> Any:
    """Return an axis on which codes bear their names, on several lines across the top."""
    names = {code: lines(name) if top else name for code, name in named}
    most = max((len(name) for name in names.values()), default=1) if top else 1
    return alt.Axis(
        labelExpr=f"({json.dumps(names)})[datum.value]",
        labelLimit=CELL_WIDTH - 6 if top else LABEL_LIMIT,
        labelAngle=0,
        # Lines are set one below the other, from the first one on.
        labelPadding=6 + LINE * (most - 1),
        labelLineHeight=LINE,
        labelFontSize=12 if top else 13,
        orient="top" if top else "left",
        domain=False,
        ticks=False,
    )


def lines(name: str, width: int = 15) -> list[str]:
    """Return a name on lines short enough to stand over a column."""
    found = [""]
    for word in name.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > width:
            found.append(word)
        else:
            found[-1] = f"{found[-1]} {word}".strip()
    return found


def drawn(asked: Asked) -> str:
    """Return what is asked for as SVG."""
    if "specification" in asked:
        found: str = vl_convert.vegalite_to_svg(asked["specification"])
        return found
    svg = vl_convert.vegalite_to_svg(themed(chart_of(asked)))
    return titled(hatched(svg), asked["title"], asked["description"])


def length_of(mark: Asked, highest: float) -> float:
    """Return how long the bar of a mark is: a stub where it is not published."""
    if mark["is_suppressed"]:
        return highest * STUB
    return float(mark["value"] or 0)


def highest_of(asked: Asked) -> float:
    """Return the highest value shown."""
    return max((mark["value"] or 0 for mark in asked["marks"]), default=0)


def main() -> None:
    """Answer until nobody asks any more."""
    os.nice(LESS_URGENT)
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.write(json.dumps({"svg": drawn(asked)}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
