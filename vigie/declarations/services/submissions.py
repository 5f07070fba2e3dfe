"""What a declarant submits, once a form or an API has validated it."""

import uuid
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any

from vigie.directory.models import Structure
from vigie.taxonomy.codes import (
    CareImpact,
    DatePrecision,
    Endangerment,
    HelpWanted,
    LegalStatus,
    Origin,
    StructureKind,
    Touched,
    Urgency,
)
from vigie.taxonomy.companies import company_key


@dataclass(frozen=True, kw_only=True)
class DeclaredStructure:
    """The structure touched, as the directory lists it or as it was typed.

    `structure_id` is None when it was typed by hand: shown as “not verified”.
    """

    name: str
    structure_id: uuid.UUID | None = None
    town: str = ""
    kind: str = StructureKind.UNKNOWN
    status: str = LegalStatus.UNKNOWN
    region: str = ""

    def as_columns(self) -> dict[str, Any]:
        """Return what is frozen of the structure as Declaration's column values."""
        return {
            "structure_id": self.structure_id,
            "structure_name": self.name,
            "structure_town": self.town,
            "structure_kind": self.kind,
            "structure_status": self.status,
            "region": self.region,
        }

    @classmethod
    def listed(cls, structure: Structure) -> "DeclaredStructure":
        """Freeze what the directory says of `structure` today."""
        return cls(
            structure_id=structure.pk,
            name=structure.name,
            town=structure.town,
            kind=structure.kind,
            status=structure.legal_status,
            region=structure.region,
        )


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who declares and how to reach them. Sealed, whole."""

    name: str
    function: str = ""
    email: str = ""
    # A phone outside the stricken systems.
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class AuthorityTold:
    """Another authority that the declarant has already told. Sealed, whole."""

    # Code of the scheme `authority`.
    authority: str
    told_on: date | None = None
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class PlainFacts:
    """The answers kept in clear, under the names of Declaration's columns.

    Codes are those of the taxonomy. Times carry zones; None means not known.
    """

    kind: str
    detected_at: datetime | None = None
    detected_precision: str = DatePrecision.MINUTE
    started_at: datetime | None = None
    origin: str = Origin.UNKNOWN
    care_impact: str = CareImpact.UNKNOWN
    endangerment: str = Endangerment.UNKNOWN
    data_availability: str = Touched.UNKNOWN
    data_integrity: str = Touched.UNKNOWN
    data_confidentiality: str = Touched.UNKNOWN
    others_touched: str = Touched.UNKNOWN
    cross_border: str = Touched.UNKNOWN
    help_wanted: str = HelpWanted.NONE
    help_urgency: str = Urgency.NONE
    nature: str = "mandatory"
    systems: tuple[str, ...] = ()
    degraded_since: datetime | None = None
    degraded_until: datetime | None = None
    persons_affected: int | None = None
    ended_at: datetime | None = None
    # Whose failure or compromise is the cause.
    provider: str = ""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the answers, which are those of Declaration's columns."""
        return tuple(f.name for f in fields(cls))

    def as_columns(self) -> dict[str, Any]:
        """Return the answers as Declaration's column values, with what is derived from them."""
        return {**self._answers(), "provider_key": company_key(self.provider)}

    def _answers(self) -> dict[str, Any]:
        return {**asdict(self), "systems": list(self.systems)}

    def as_json(self) -> dict[str, Any]:
        """Return the answers as JSON values: times in ISO 8601 with their zone."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in self._answers().items()
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "PlainFacts":
        """Read back what `as_json` wrote; unknown names are left out."""
        known = {f.name for f in fields(cls)}
        read = {name: value for name, value in values.items() if name in known}
        for name in MOMENTS:
            if isinstance(read.get(name), str):
                read[name] = datetime.fromisoformat(read[name])
        read["systems"] = tuple(read.get("systems", ()))
        return cls(**read)


MOMENTS = ("detected_at", "started_at", "degraded_since", "degraded_until", "ended_at")


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A first report: the short page."""

    structure: DeclaredStructure
    contact: Contact
    facts: PlainFacts
    narrative: str
    others_detail: str = ""
    language: str = "fr"
    channel: str = "portal"

    def sections(self) -> dict[str, dict[str, Any]]:
        """Return what is sealed, by section."""
        return {
            "contact": asdict(self.contact),
            "narrative": {"narrative": self.narrative, "others_detail": self.others_detail},
        }


@dataclass(frozen=True, kw_only=True)
class TypedBy:
    """Who of the desk types for a declarant, on the phone or from paper."""

    # Key of the person.
    person: int
    # How the journal names them.
    actor: str
    # When a form on paper arrived; None: it is typed while it arrives.
    arrived_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Complement:
    """A further report: everything is known better, or nothing but one field."""

    stage: str
    facts: PlainFacts
    # Somebody else to call from now on.
    contact: Contact | None = None
    narrative: str = ""
    others_detail: str = ""
    causes: str = ""
    measures: str = ""
    authorities: tuple[AuthorityTold, ...] = field(default=())

    def sections(self) -> dict[str, dict[str, Any]]:
        """Return what is sealed, by section; sections left empty are not made."""
        sections: dict[str, dict[str, Any]] = {}
        if self.contact:
            sections["contact"] = asdict(self.contact)
        if self.narrative or self.others_detail:
            sections["narrative"] = {
                "narrative": self.narrative,
                "others_detail": self.others_detail,
            }
        if self.causes or self.measures:
            sections["measures"] = {"causes": self.causes, "measures": self.measures}
        if self.authorities:
            sections["authorities"] = {
                "told": [
                    {**asdict(told), "told_on": told.told_on.isoformat() if told.told_on else None}
                    for told in self.authorities
                ]
            }
        return sections
