"""What the invented declarants write. No person, structure or incident here exists."""

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from vigie.declarations.services import Contact

STORIES = Path(__file__).parent / "data" / "stories.toml"


def contact(rng: random.Random) -> Contact:
    """Return an invented declarant; the addresses and numbers are of the reserved kind."""
    name = rng.choice(_texts()["names"])
    address = name.lower().replace(" ", ".")
    return Contact(
        name=name,
        function=rng.choice(_texts()["functions"]),
        email=f"{address}@example.org",
        # 06 39 98 xx xx is kept for fiction by the French numbering plan (ARCEP).
        phone=f"06 39 98 {rng.randrange(100):02d} {rng.randrange(100):02d}",
    )


def narrative(kind: str, place: str, rng: random.Random) -> str:
    """Return an invented account of an incident of this kind, marked as synthetic."""
    stories = _texts()["stories"]
    story = rng.choice(stories.get(kind, stories["other"]))
    return f"[Donnée synthétique] {story.format(place=place or 'notre site')}"


def provider(failure: int, customer: int) -> str:
    """Return the invented provider of a failure, as one of its customers spells it."""
    providers = _texts()["providers"]
    spellings = providers[failure % len(providers)]
    return str(spellings[customer % len(spellings)])


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(STORIES.read_text(encoding="utf-8"))
