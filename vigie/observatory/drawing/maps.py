"""The specification of a map: regions shaded by class, the darker the higher."""

import json
from typing import Any

import altair as alt

from vigie.observatory.drawing.drawings import SUPPRESSED, UNCOUNTED
from vigie.observatory.drawing.outlines import outlines
from vigie.observatory.drawing.svg import HATCHED, INK, PAPER

WIDTH, HEIGHT = 540, 650
# From this place of the shades on, what is written is white.
SHADES = (PAPER, "#dbe7f0", "#b3cde0", "#7fa8c4", "#2f6690")
DARK = 4

Asked = dict[str, Any]


def area_map(asked: Asked) -> Any:
    """Return the regions of a drawing, each bearing its number; under those overseas, their names.

    These are too small to write on.
    """
    classes = [code for code, _name in asked["series"]]
    shade_of = {code: _shade(code, place) for place, code in enumerate(classes)}
    marks = {mark["place"]: mark for mark in asked["marks"]}
    drawn = [
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": each["rings"]}}
        | {"class": marks[code]["series"]}
        for code, each in outlines().items()
        if code in marks
    ]
    scale = alt.Scale(domain=classes, range=list(shade_of.values()))
    areas = (
        alt.Chart(alt.InlineData(values=drawn))
        .mark_geoshape(stroke=INK, strokeWidth=0.7)
        .encode(fill=alt.Fill("class:N", scale=scale, legend=_legend(asked)))
    )
    written = alt.Chart(alt.InlineData(values=_words(asked, marks, classes))).encode(
        longitude="x:Q", latitude="y:Q", text="text:N"
    )
    layers = alt.layer(
        areas,
        written.transform_filter("!datum.is_dark").mark_text(color=INK, lineBreak="\n"),
        written.transform_filter("datum.is_dark").mark_text(color=PAPER),
    )
    return layers.project(type="identity").properties(width=WIDTH, height=HEIGHT)


def _shade(code: str, place: int) -> str:
    if code == SUPPRESSED:
        return HATCHED
    return PAPER if code == UNCOUNTED else SHADES[place]


def _legend(asked: Asked) -> Any:
    return alt.Legend(
        title=None,
        orient="right",
        symbolType="square",
        symbolSize=300,
        symbolStrokeColor=INK,
        labelExpr=f"({json.dumps(dict(asked['series']))})[datum.value]",
        labelLimit=200,
        rowPadding=6,
    )


def _words(asked: Asked, marks: dict[str, Asked], classes: list[str]) -> list[Asked]:
    names = dict(asked["places"])
    found = []
    for code, each in outlines().items():
        if code not in marks:
            continue
        mark = marks[code]
        (x, y), at = each["middle"], each["name_at"]
        is_dark = classes.index(mark["series"]) >= DARK and not mark["is_suppressed"]
        if at:
            text = f"{names[code]}\n{mark['label']}"
            found.append({"x": at[0], "y": at[1], "text": text, "is_dark": False})
        else:
            found.append({"x": x, "y": y, "text": mark["label"], "is_dark": is_dark})
    return found
