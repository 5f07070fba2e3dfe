"""What every relation is pulled from: a realm, at a moment, under its pseudonyms."""

import hashlib
import hmac
import re
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone

from vigie.core import keys

# Rows fetched at a time: facts are streamed, never held whole.
CHUNK = 5_000
SPACES = re.compile(r"[^a-z0-9]+")


class FrontHasNoFacts(Exception):  # noqa: N818 - reads as the answer it is
    """This is a front process: it may read nothing of what the facts are made of."""


class Pseudonyms:
    """Keyed pseudonyms of one realm: without the key they cannot be made again, nor compared."""

    def __init__(self, realm: str, key: bytes) -> None:
        self._keyed = hmac.new(key, f"{realm}\n".encode(), hashlib.sha256)

    def structure(self, structure_id: uuid.UUID | None, name: str, town: str) -> str | None:
        """Return the pseudonym of a structure: by its place in the directory, else as typed."""
        if structure_id:
            return self._of(f"structure {structure_id}")
        typed = f"{normalised(name)}|{normalised(town)}"
        return None if typed == "|" else self._of(f"typed {typed}")

    def incident(self, incident_id: uuid.UUID) -> str:
        """Return the pseudonym of a case."""
        return self._of(f"incident {incident_id}")

    def _of(self, what: str) -> str:
        keyed = self._keyed.copy()
        keyed.update(what.encode())
        return keyed.hexdigest()[:32]


def normalised(typed: str) -> str:
    """Return a typed name without case, accents or punctuation."""
    bare = unicodedata.normalize("NFKD", typed.casefold())
    return SPACES.sub(" ", "".join(c for c in bare if not unicodedata.combining(c))).strip()


@dataclass(frozen=True)
class Pull:
    """One reading of a realm.

    `at`: the moment for which it is. The same data give the same facts for the same moment.
    Raises FrontHasNoFacts in a front process.
    """

    realm: str
    at: datetime

    def __post_init__(self) -> None:
        if settings.VIGIE_ROLE == "front":
            raise FrontHasNoFacts

    @cached_property
    def pseudonyms(self) -> Pseudonyms:
        """The pseudonyms of the realm."""
        return Pseudonyms(self.realm, keys.pseudonym_key())

    def who(self, row: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
        """Return the columns that tell of the structure of a declaration, of these values."""
        return {
            "structure": self.pseudonyms.structure(
                row[f"{prefix}structure_id"],
                row[f"{prefix}structure_name"],
                row[f"{prefix}structure_town"],
            ),
            "structure_kind": row[f"{prefix}structure_kind"],
            "region": row[f"{prefix}region"],
        }


# What `Pull.who` reads of a declaration.
WHO = ("structure_id", "structure_name", "structure_town", "structure_kind", "region")


def when(moment: datetime) -> dict[str, int]:
    """Return the year and the month of a moment, in the instance's time zone."""
    local = day(moment)
    return {"year": local.year, "month": local.month}


def day(moment: datetime) -> date:
    """Return the day of a moment, in the instance's time zone."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def seconds_between(start: datetime | None, end: datetime | None) -> int | None:
    """Return the seconds from one moment to another, 0 where they are the other way round.

    None where one of them is not known.
    """
    if start is None or end is None:
        return None
    return max(0, int((end - start).total_seconds()))
