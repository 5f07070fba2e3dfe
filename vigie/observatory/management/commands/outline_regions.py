"""Write the outlines of regions that maps are drawn from: flat, simple, overseas set below."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vigie.observatory.drawing.outlines import OUTLINES

Point = tuple[float, float]
Ring = list[Point]

# A canvas of so many points; overseas regions stand in a row of boxes below the mainland.
MAINLAND, SCALE, MARGIN = ((-5.2, 9.6), (41.3, 51.1)), 52.0, 6.0
BOX, GAP, BOXES_TOP = 92.0, 14.0, 530.0
OVERSEAS = ("01", "02", "03", "04", "06")
# How far, in points of the canvas, a line may leave the coast; what is smaller is left out.
TOLERANCE, SMALLEST = 0.7, 3.0


class Command(BaseCommand):
    """Simplify a GeoJSON file of regions, whose neighbours share their borders point by point."""

    help = (
        "write the outlines of regions from a GeoJSON file (see vigie/observatory/data/README.md)"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file."""
        parser.add_argument("geojson", type=Path)

    def handle(self, **options: Any) -> None:
        """Read, place, simplify, write."""
        try:
            features = json.loads(options["geojson"].read_text(encoding="utf-8"))["features"]
            regions = {each["properties"]["code"]: _rings(each["geometry"]) for each in features}
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise CommandError(f"{options['geojson']} is no GeoJSON of regions: {error}") from error
        placed = {code: _placed(code, rings) for code, rings in regions.items()}
        text = json.dumps(_outlined(placed), separators=(",", ":"), sort_keys=True)
        OUTLINES.write_text(text + "\n", encoding="utf-8")
        self.stdout.write(f"{OUTLINES.name}: {len(placed)} regions, {len(text)} bytes")


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [[(x, y) for x, y, *_height in ring] for polygon in polygons for ring in polygon]


def _placed(code: str, rings: list[Ring]) -> list[Ring]:
    """Return rings on the canvas, y downwards: degrees are narrower far from the equator."""
    points = [point for ring in rings for point in ring]
    (west, east), (south, north) = MAINLAND
    left, top, scale = MARGIN, MARGIN, SCALE
    if code in OVERSEAS:
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        narrow = cos(radians((south + north) / 2))
        scale = BOX / max((east - west) * narrow, north - south)
        left = (
            MARGIN + OVERSEAS.index(code) * (BOX + GAP) + (BOX - (east - west) * narrow * scale) / 2
        )
        top = BOXES_TOP + (BOX - (north - south) * scale) / 2
    narrow = cos(radians((south + north) / 2))
    return [
        [(left + (x - west) * narrow * scale, top + (north - y) * scale) for x, y in ring]
        for ring in rings
    ]


def _outlined(regions: dict[str, list[Ring]]) -> dict[str, Any]:
    corners = _corners(ring for rings in regions.values() for ring in rings)
    found = {}
    for code, rings in regions.items():
        largest = max(rings, key=_area)
        simple = [
            [[round(x, 1), round(y, 1)] for x, y in _simplified(ring, corners)]
            for ring in rings
            if ring is largest or _area(ring) >= SMALLEST
        ]
        x, y = _middle(largest)
        found[code] = {"rings": simple, "middle": [round(x), round(y)], "name_at": _below(code)}
    return found


def _corners(rings: Iterable[Ring]) -> set[Point]:
    """Return the points where three lines meet: what lies between two is one border."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for one, other in pairwise(ring):
            beside[one].add(other)
            beside[other].add(one)
    return {point for point, others in beside.items() if len(others) > 2}  # noqa: PLR2004


def _simplified(ring: Ring, corners: set[Point]) -> Ring:
    """Return a ring of fewer points: neighbours, who share its parts, get the same ones."""
    open_ring = ring[:-1]
    starts = [place for place, point in enumerate(open_ring) if point in corners]
    if not starts:
        # An island: cut it at its ends.
        starts = sorted({open_ring.index(min(open_ring)), open_ring.index(max(open_ring))})
    kept: Ring = []
    for start, end in zip(starts, [*starts[1:], starts[0] + len(open_ring)], strict=True):
        part = [open_ring[place % len(open_ring)] for place in range(start, end + 1)]
        turned = part[0] > part[-1]
        line = list(_thinned(part[::-1] if turned else part))
        kept += (line[::-1] if turned else line)[:-1]
    return [*kept, kept[0]]


def _thinned(line: Ring) -> Iterator[Point]:
    """Yield the points that a line needs to stay within the tolerance (Douglas and Peucker)."""
    yield line[0]
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        inner = range(first + 1, last)
        farthest = max(inner, key=lambda i: _distance(line[i], line[first], line[last]), default=0)
        if farthest and _distance(line[farthest], line[first], line[last]) > TOLERANCE:
            waiting += [(farthest, last), (first, farthest)]
        else:
            yield line[last]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = hypot(x2 - x1, y2 - y1)
    if not length:
        return hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def _middle(ring: Ring) -> Point:
    """Return the centre of a ring's area, where its number is written."""
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        part = x1 * y2 - x2 * y1
        twice += part
        x += (x1 + x2) * part
        y += (y1 + y2) * part
    return x / (3 * twice), y / (3 * twice)


def _below(code: str) -> list[int] | None:
    """Return where the name of a region overseas is written; the others have none."""
    if code not in OVERSEAS:
        return None
    left = MARGIN + OVERSEAS.index(code) * (BOX + GAP)
    return [round(left + BOX / 2), round(BOXES_TOP + BOX + GAP)]
