"""Rows as the desk's services leave them, and the figures that they make."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from vigie.declarations.models import Declaration
from vigie.directory.models import Structure
from vigie.incidents.models import Incident, IncidentDeclaration, Qualification
from vigie.observatory import counting, snapshots
from vigie.observatory.facts import RELATIONS, Pull
from vigie.observatory.facts.declarations import DeclarationFact
from vigie.observatory.measures import Figure, Measure

NOON = datetime(2019, 6, 15, 10, tzinfo=UTC)
NUMBERS = count(1)


def a_structure(**columns: Any) -> Structure:
    number = next(NUMBERS)
    columns = {
        "finess": f"{number:09}",
        "name": f"Hospital {number}",
        "kind": "health_establishment",
        "legal_status": "public",
        "region": "76",
        "source": "test",
        **columns,
    }
    return Structure.objects.create(**columns)


def declared(realm: str = "demo", **columns: Any) -> Declaration:
    """A declaration as it stands in the tables, from a structure of its own unless told."""
    (declaration,) = declared_often(1, realm, **columns)
    return declaration


def declared_often(times: int, realm: str = "demo", **columns: Any) -> list[Declaration]:
    """As many declarations, each from a structure of its own unless told."""
    return Declaration.objects.bulk_create(_declaration(realm, **columns) for _ in range(times))


def _declaration(realm: str, **columns: Any) -> Declaration:
    number = next(NUMBERS)
    columns = {
        "reference": f"VIG-TEST-{number}",
        "received_at": NOON,
        "structure_name": f"Hospital {number}",
        "structure_kind": "health_establishment",
        "region": "76",
        "kind": "phishing",
        "detected_at": columns.get("received_at", NOON) - timedelta(hours=1),
        **columns,
    }
    return Declaration(realm=realm, **columns)


def taken(*declarations: Declaration, closed: bool = False) -> Incident:
    """The case that gathers these declarations."""
    first = declarations[0]
    incident = Incident.objects.create(
        reference=f"INC-TEST-{next(NUMBERS)}",
        realm=first.realm,
        opened_at=first.received_at,
        closed_at=first.received_at if closed else None,
    )
    IncidentDeclaration.objects.bulk_create(
        IncidentDeclaration(incident=incident, declaration=each, taken_at=first.received_at)
        for each in declarations
    )
    return incident


def qualified(*declarations: Declaration, **reading: Any) -> Qualification:
    """The CSIRT's reading of the case of these declarations: what they say, unless told."""
    first = declarations[0]
    reading = {
        "qualified_at": first.received_at,
        "in_scope": True,
        "origin": first.origin,
        "kind": first.kind,
        "care_impact": first.care_impact,
        "endangerment": first.endangerment,
        "data_availability": first.data_availability,
        "data_integrity": first.data_integrity,
        "data_confidentiality": first.data_confidentiality,
        "severity": "minor",
        **reading,
    }
    return Qualification.objects.create(incident=taken(*declarations), **reading)


def facts_of(realm: str = "demo", relation: str = "declarations") -> list[Any]:
    """The rows of a relation, of a realm."""
    return list(RELATIONS[relation].pull(Pull(realm, NOON)))


def only_fact(realm: str = "demo") -> DeclarationFact:
    """The one declaration of a realm, as a fact."""
    (fact,) = facts_of(realm)
    assert isinstance(fact, DeclarationFact)
    return fact


def figures_of(year: int = 2019, realm: str = "demo") -> list[Figure]:
    with snapshots.fresh(realm) as snapshot:
        return counting.figures(snapshot, [year])


def measure(key: str, breakdown: str | None = None, **where: Any) -> Measure:
    """The one figure of this key and cell."""
    (found,) = [
        figure
        for figure in figures_of(**where)
        if (figure.key, figure.breakdown) == (key, breakdown)
    ]
    return found.measure
