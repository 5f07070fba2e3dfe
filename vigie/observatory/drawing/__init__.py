"""Charts, drawn by processes of their own.

The engine keeps every thread of its process waiting while it draws, so it does not run where
declarations are received: see decision 0037. What it is sent holds published numbers and words;
it gets nothing else of ours. `draw` is for what visitors choose, `render` for what the desk
publishes: it takes any specification.
"""

from vigie.observatory.drawing.draughtsman import CannotDrawError, draw, render
from vigie.observatory.drawing.drawings import SUPPRESSED, UNCOUNTED, Drawing, Kind, Mark

__all__ = [
    "SUPPRESSED",
    "UNCOUNTED",
    "CannotDrawError",
    "Drawing",
    "Kind",
    "Mark",
    "draw",
    "render",
]
