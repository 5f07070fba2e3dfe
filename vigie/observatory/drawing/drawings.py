"""What a chart shows, in words and numbers, before anything is drawn."""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How numbers are shown."""

    # Horizontal bars; several series stand beside each other, each under its name.
    BARS = "bars"
    # A table whose cells are the darker, the higher.
    GRID = "grid"
    # Regions, each of a class: `series` are the classes, the lowest first.
    MAP = "map"


# Classes of a map that hold no number: what is counted and not published, and what is not counted.
SUPPRESSED, UNCOUNTED = "suppressed", "uncounted"


@dataclass(frozen=True, slots=True)
class Mark:
    """One number: where it stands, what is written there, and no value where it is not told."""

    place: str
    series: str
    value: float | None
    label: str
    # Counted, and not published: marked by a hatch.
    is_suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart. `places` and `series` give codes and their names, in the order of reading."""

    kind: Kind
    title: str
    description: str
    places: tuple[tuple[str, str], ...]
    series: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]

    def as_json(self) -> str:
        """Return what the engine is sent, in one line."""
        return json.dumps(asdict(self), ensure_ascii=True)

    @property
    def digest(self) -> str:
        """What changes as soon as the chart does."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()[:32]
