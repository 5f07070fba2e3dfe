"""From an Altair specification to an SVG that a page of ours may show."""

from html import escape
from typing import Any

import vl_convert

INK, PALE, PAPER = "#0b3b5c", "#dbe7f0", "#ffffff"
# Vega knows no pattern: shapes of this colour are hatched once they are drawn.
HATCHED = "#0a0b0c"
HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PAPER}"/>'
    f'<rect width="2" height="6" fill="{INK}"/></pattern></defs>'
)


def as_svg(chart: Any, title: str, description: str) -> str:
    """Return a chart of Altair as SVG, with its title and description for those who hear it."""
    themed = chart.configure(font="sans-serif", background=PAPER).configure_view(stroke=None)
    axis = themed.configure_axis(labelFontSize=13, labelColor=INK, domainColor=INK)
    drawing: str = vl_convert.vegalite_to_svg(
        axis.configure_text(fontSize=13).configure_legend(labelFontSize=13).to_json(),
    )
    # The first tag is <svg ...>: its own title and description come right after it.
    opening, rest = drawing.split(">", 1)
    said = f"><title>{escape(title)}</title><desc>{escape(description)}</desc>"
    hatched = rest.replace(f'"{HATCHED}"', '"url(#hatch)"')
    return f"{opening}{said}{HATCH if hatched != rest else ''}{hatched}"
