"""The outlines of regions: where each lies on a map, on a flat canvas, overseas set below."""

import json
from functools import cache
from pathlib import Path
from typing import Any

# Where they come from, and under which licence: the README beside it.
OUTLINES = Path(__file__).parents[1] / "data" / "region_outlines.json"
# The scheme whose codes they bear.
SCHEME = "region"


@cache
def outlines() -> dict[str, Any]:
    """Return what there is of each code.

    `rings` of points, the `middle` of the largest; `name_at`: where, overseas, a name is written.
    """
    found: dict[str, Any] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return found
