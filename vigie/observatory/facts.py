"""Private facts: one row per declaration, codes only, the structure under a keyed pseudonym.

Facts are pulled from what was declared and what the CSIRT made of it, in one query, and in one
more for the support given; nothing is pushed here. Rebuilding them is always whole, so it may be
repeated at will.

A fact is *pending* until the case of its declaration is qualified: it then carries what was
declared. Once qualified, the CSIRT's reading replaces what was declared, column by column.
"""

import hashlib
import hmac
import re
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models.functions import ExtractYear
from django.utils import timezone

from vigie.core import keys
from vigie.declarations.models import Declaration
from vigie.observatory.support_facts import NO_SUPPORT, SupportFacts, support_by_declaration
from vigie.taxonomy.codes import DatePrecision, HelpWanted

CHUNK = 5_000
UNKNOWN = "unknown"
CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
SPACES = re.compile(r"[^a-z0-9]+")


class Fact(NamedTuple):
    """What the observatory keeps of one declaration. Never a name, a contact or free text."""

    realm: str
    # Date of reception, in the instance's time zone.
    year: int
    month: int
    # Keyed pseudonyms: they tell that two facts share a structure or a case, not which.
    structure: str | None
    incident: str | None
    structure_kind: str
    structure_status: str
    region: str
    nature: str
    # The reading of the case if qualified, else what was declared.
    origin: str
    kind: str
    care_impact: str
    endangerment: str
    data_availability: str
    data_integrity: str
    data_confidentiality: str
    help_wanted: bool
    # From detection to reception. Seconds only where the minute of detection is known.
    delay_seconds: int | None
    delay_days: int | None
    detection_precision: str
    qualified: bool
    closed: bool
    # Known only once qualified.
    in_scope: bool | None
    significant: bool | None
    severity: str | None
    support_given: str | None
    # How far the requests for support went: given, open, declined; null where there is none.
    support_outcome: str | None
    support_minutes: int
    # From the first request of the structure to the first answer; null until there is one.
    answer_seconds: int | None


# Columns that a qualification replaces; of the same name in both tables.
REPLACED = (
    "origin",
    "kind",
    "care_impact",
    "endangerment",
    "data_availability",
    "data_integrity",
    "data_confidentiality",
)
DECLARED = (
    "received_at",
    "structure_id",
    "structure_name",
    "structure_town",
    "structure_kind",
    "structure_status",
    "region",
    "nature",
    "help_wanted",
    "detected_at",
    "detected_precision",
)
ADDED = ("in_scope", "significant", "severity", "support_given")


def realms() -> list[str]:
    """Return the realms in which something was declared."""
    return list(Declaration.objects.order_by("realm").values_list("realm", flat=True).distinct())


def years(realm: str) -> list[int]:
    """Return the years in which something was received, oldest first, as facts count them."""
    received_in = ExtractYear("received_at", tzinfo=timezone.get_default_timezone())
    found = Declaration.objects.filter(realm=realm).annotate(received_in=received_in)
    return list(found.order_by("received_in").values_list("received_in", flat=True).distinct())


def facts_of(realm: str) -> Iterator[Fact]:
    """Yield the facts of a realm, streamed."""
    case = "incident_link__incident"
    names = (
        *DECLARED,
        *REPLACED,
        f"{case}_id",
        f"{case}__closed_at",
        f"{case}__qualification__incident_id",
        *(f"{case}__qualification__{name}" for name in (*REPLACED, *ADDED)),
    )
    pseudonyms = Pseudonyms(realm, keys.pseudonym_key())
    support = support_by_declaration(realm)
    rows = Declaration.objects.filter(realm=realm).values_list("pk", *names)
    for key, *row in rows.iterator(chunk_size=CHUNK):
        yield _fact(pseudonyms, row, support.get(key, NO_SUPPORT))


def _fact(pseudonyms: "Pseudonyms", row: Sequence[Any], support: SupportFacts) -> Fact:
    declared = dict(zip(DECLARED, row, strict=False))
    start = len(DECLARED)
    as_declared = row[start : start + len(REPLACED)]
    incident_id, closed_at, qualification_id, *reading = row[start + len(REPLACED) :]
    qualified = qualification_id is not None
    replaced = reading[: len(REPLACED)] if qualified else as_declared
    kept: dict[str, Any] = dict(zip(REPLACED, map(code, replaced), strict=True))
    in_scope, significant, severity, support_given = reading[len(REPLACED) :]
    received = timezone.localtime(declared["received_at"], timezone.get_default_timezone())
    return Fact(
        realm=pseudonyms.realm,
        year=received.year,
        month=received.month,
        structure=pseudonyms.structure(
            declared["structure_id"], declared["structure_name"], declared["structure_town"]
        ),
        incident=pseudonyms.incident(incident_id) if incident_id else None,
        structure_kind=code(declared["structure_kind"]),
        structure_status=code(declared["structure_status"]),
        region=code(declared["region"]),
        nature=code(declared["nature"]),
        **kept,
        help_wanted=declared["help_wanted"] != HelpWanted.NONE,
        **_delay(received, declared["detected_at"], declared["detected_precision"]),
        qualified=qualified,
        closed=closed_at is not None,
        in_scope=in_scope,
        significant=significant,
        severity=code(severity) if qualified else None,
        support_given=code(support_given) if qualified else None,
        support_outcome=support.outcome,
        support_minutes=support.minutes,
        answer_seconds=support.answer_seconds,
    )


def _delay(received: datetime, detected_at: datetime | None, precision: str) -> dict[str, Any]:
    if detected_at is None or precision == DatePrecision.UNKNOWN:
        return {"delay_seconds": None, "delay_days": None, "detection_precision": UNKNOWN}
    detected = timezone.localtime(detected_at, received.tzinfo)
    exact = precision == DatePrecision.MINUTE
    return {
        "delay_seconds": int((received - detected_at).total_seconds()) if exact else None,
        "delay_days": (received.date() - detected.date()).days,
        "detection_precision": code(precision),
    }


@lru_cache(maxsize=4096)
def code(value: str | None) -> str:
    """Return `value` if it is shaped like a code, else “unknown”: no text slips into a fact."""
    return value if value and CODE.fullmatch(value) else UNKNOWN


class Pseudonyms:
    """Keyed pseudonyms of one realm: without the key they cannot be made again, nor compared."""

    def __init__(self, realm: str, key: bytes) -> None:
        self.realm = realm
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
