"""How charts look on pages: from an Altair chart to what draws it, and to the SVG shown."""

from html import escape
from typing import Any

INK, PALE, PAPER = "#0b3b5c", "#dbe7f0", "#ffffff"
# Vega knows no pattern: shapes of this colour are hatched once they are drawn.
HATCHED = "#0a0b0c"
HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PAPER}"/>'
    f'<rect width="2" height="6" fill="{INK}"/></pattern></defs>'
)


def themed(chart: Any) -> str:
    """Return the specification of a chart of Altair as pages show it, as JSON."""
    plain = chart.configure(font="sans-serif", background=PAPER).configure_view(stroke=None)
    axis = plain.configure_axis(labelFontSize=13, labelColor=INK, domainColor=INK)
    written: str = axis.configure_text(fontSize=13).configure_legend(labelFontSize=13).to_json()
    return written


def titled(drawing: str, title: str, description: str) -> str:
    """Return a drawing with its title and description, for those who hear it."""
    # The first tag is <svg ...>: its own title and description come right after it.
    opening, rest = drawing.split(">", 1)
    return f"{opening}><title>{escape(title)}</title><desc>{escape(description)}</desc>{rest}"


def hatched(drawing: str) -> str:
    """Return a drawing in which what is to be hatched is."""
    told = drawing.replace(f'"{HATCHED}"', '"url(#hatch)"')
    if told == drawing:
        return drawing
    opening, rest = told.split(">", 1)
    return f"{opening}>{HATCH}{rest}"
