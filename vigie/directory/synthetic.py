"""A directory of structures that do not exist, in the legacy FINESS format.

For demonstrations, trials and benchmarks. The same seed and count give the same file.

No number can be taken for a real one: a FINESS number begins with the code of a department,
there is no department 00, and these all begin with 00. Their last digit is the usual check
digit, and SIRET numbers satisfy Luhn's rule too. Towns and names are composed at random; a
likeness with real ones is fortuitous.
"""

import csv
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

from vigie.directory.formats.legacy import COLUMNS, HEAD, STRUCTURE, SYNTHETIC
from vigie.directory.nomenclatures import insee_of_finess_departments, region
from vigie.taxonomy import terms

DATA = Path(__file__).parent / "data" / "synthetic.toml"
DEFAULT_COUNT = 3_000
DEFAULT_SEED = 2019
DATED = date(2025, 1, 1)

# Of the six digits between the reserved prefix and the check digit, where legal entities begin.
RESERVED_PREFIX = "00"
FIRST_LEGAL_ENTITY = 700_000
MOST_STRUCTURES = FIRST_LEGAL_ENTITY - 1
ESTABLISHMENTS_AN_OWNER = 3
TOWNS_A_DEPARTMENT = 12
# One structure of so many has no telephone number, as in the real directory.
ONE_WITHOUT_PHONE = 12
PHONES_OF_A_PREFIX = 10_000
# Regions have two characters; overseas collectivities, three.
LENGTH_OF_REGION = 2


@dataclass(frozen=True)
class Mould:
    """What structures of one FINESS category look like."""

    category: str
    # Thousandths of the directory.
    share: int
    # Pairs of short and long name.
    names: tuple[tuple[str, str], ...]
    # Codes of participation in the public hospital service.
    owners: tuple[str, ...]


@dataclass(frozen=True)
class Town:
    """An invented town of a real department."""

    name: str
    department: str
    postal_code: str


def write_directory(path: Path, count: int = DEFAULT_COUNT, seed: int = DEFAULT_SEED) -> None:
    """Write `count` invented structures, spread over all regions and kinds."""
    if not 1 <= count <= MOST_STRUCTURES:
        raise ValueError(f"between 1 and {MOST_STRUCTURES:,} structures can be made")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow([HEAD, "etalab", "1", DATED.isoformat(), SYNTHETIC])
        for row in _rows(count, random.Random(seed)):  # noqa: S311 - nothing secret is drawn
            writer.writerow([row.get(column, "") for column in COLUMNS])


def check_digit(digits: str) -> str:
    """Return the digit that, appended, makes a number satisfy Luhn's rule."""
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in digits[::-2])
    plain = (int(digit) for digit in digits[-2::-2])
    return str(-(sum(doubled) + sum(plain)) % 10)


def _rows(count: int, draw: random.Random) -> Iterator[dict[str, str]]:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    words = data["vocabulary"]
    towns = _towns(words, draw)
    moulds = _deal([Mould(**mould) for mould in data["moulds"]], count, draw)
    siblings: Counter[tuple[str, str]] = Counter()
    owners: dict[tuple[str, str, int], int] = {}
    for rank, mould in enumerate(moulds):
        # Departments turn, one of each region first: the smallest directory covers the most.
        town = draw.choice(towns[rank % len(towns)])
        kin = (town.department, mould.category)
        owner = owners.setdefault((*kin, siblings[kin] // ESTABLISHMENTS_AN_OWNER), len(owners))
        siblings[kin] += 1
        row = _numbers(rank, owner) | _place(town, words, draw) | _trade(mould, town, words, draw)
        yield row | _phone(rank, town, data["phones"])


def _deal(moulds: list[Mould], count: int, draw: random.Random) -> list[Mould]:
    """Return `count` moulds in their shares, in a random order."""
    thousand = [mould for mould in moulds for _ in range(mould.share)]
    dealt = [thousand[rank * len(thousand) // count] for rank in range(count)]
    draw.shuffle(dealt)
    return dealt


def _towns(words: Mapping[str, Any], draw: random.Random) -> list[list[Town]]:
    """Return invented towns, a list for each department, one department of each region first."""
    regions = [
        term.extra["departments"]
        for code, term in terms.scheme("region").terms.items()
        if len(code) == LENGTH_OF_REGION
    ]
    in_turn = [code for turn in zip_longest(*regions) for code in turn if code]
    return [[_town(code, words, draw) for _ in range(TOWNS_A_DEPARTMENT)] for code in in_turn]


def _town(department: str, words: Mapping[str, Any], draw: random.Random) -> Town:
    name = "".join(
        draw.choice(words[part]) for part in ("town_beginnings", "town_endings", "town_qualifiers")
    )
    start = {"2A": "201", "2B": "202"}.get(department, department)
    return Town(name, department, start + "".join(draw.choices("0123456789", k=5 - len(start))))


def _numbers(rank: int, owner: int) -> dict[str, str]:
    siren = f"99{owner:06}"
    office = f"{siren}{check_digit(siren)}{rank % 9_999 + 1:04}"
    return {
        "record": STRUCTURE,
        "finess": _finess(rank + 1),
        "legal_entity": _finess(FIRST_LEGAL_ENTITY + owner),
        "siret": office + check_digit(office),
    }


def _finess(rank: int) -> str:
    digits = f"{RESERVED_PREFIX}{rank:06}"
    return digits + check_digit(digits)


def _place(town: Town, words: Mapping[str, Any], draw: random.Random) -> dict[str, str]:
    return {
        "number": str(draw.randint(1, 180)),
        "street_type": draw.choice(words["street_types"]),
        "street": draw.choice(words["streets"]),
        "municipality": f"{draw.randint(1, 499):03}",
        "department": _in_finess(town.department),
        "routing": f"{town.postal_code} {town.name}{draw.choice(['', '', '', ' CEDEX'])}",
    }


def _phone(rank: int, town: Town, prefixes: Mapping[str, list[str]]) -> dict[str, str]:
    """Return a number that nobody answers; not drawn, so that what is drawn stays the same."""
    if rank % ONE_WITHOUT_PHONE == ONE_WITHOUT_PHONE - 1:
        return {}
    found = region(town.department)
    prefix = next(each for each, regions in prefixes.items() if found in regions)
    return {"telephone": f"{prefix}{rank % PHONES_OF_A_PREFIX:04}".replace(" ", "")}


def _in_finess(department: str) -> str:
    written = {insee: finess for finess, insee in insee_of_finess_departments().items()}
    return written.get(department, department)


def _trade(
    mould: Mould, town: Town, words: Mapping[str, Any], draw: random.Random
) -> dict[str, str]:
    drawn = {kind: draw.choice(words[kind]) for kind in ("saint", "place", "residence")}
    drawn["person"] = f"{draw.choice(words['first_names'])} {draw.choice(words['last_names'])}"
    name, long_name = draw.choice(mould.names)
    opened = date(1950, 1, 1) + timedelta(days=draw.randrange(26_000))
    return {
        "name": name.format(town=town.name, **drawn),
        "long_name": long_name.format(town=town.name, **drawn),
        "category": mould.category,
        "category_name": terms.term("structure_category", mould.category).labels.in_language("fr"),
        "public_service": draw.choice(mould.owners),
        "opened": opened.isoformat(),
        "authorised": draw.choice([opened.isoformat(), "1900-01-01"]),
        "updated": (DATED - timedelta(days=draw.randrange(3_000))).isoformat(),
    }
