"""People of the desk, declarations that wait for them, cases that they handle."""

from datetime import UTC, datetime, timedelta
from typing import Any

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core import references
from vigie.core.ids import new_id
from vigie.declarations.models import Declaration, Receipt
from vigie.incidents import services
from vigie.incidents.models import Incident
from vigie.taxonomy import terms

HOUR = timedelta(hours=1)
RECEIVED = datetime(2024, 3, 4, 2, 15, tzinfo=UTC)


def person(role: Role = Role.ANALYST, name: str = "Ana Lyst", **fields: Any) -> User:
    """Return a person of the desk."""
    fields.setdefault("email", f"{name.replace(' ', '.').lower()}-{new_id().hex}@desk.example")
    return User.objects.create_user(name=name, role=role, **fields)


def a_kind() -> str:
    """Return a kind of incident that the taxonomy knows."""
    return terms.scheme("incident_kind").codes[0]


def waiting(**columns: Any) -> Declaration:
    """Return a declaration that waits at the desk, with the receipt of its declarant."""
    columns = {
        "reference": references.new_reference(),
        "realm": "live",
        "received_at": RECEIVED,
        "structure_name": "Centre hospitalier des Essais",
        "structure_town": "Rennes",
        "region": "53",
        "kind": a_kind(),
        **columns,
    }
    declaration = Declaration.objects.create(**columns)
    Receipt.objects.create(
        declaration_id=declaration.pk,
        reference=declaration.reference,
        realm=declaration.realm,
        received_at=declaration.received_at,
        idempotency_key=new_id().hex,
        verifier="",
        declarant_recipient="",
    )
    return declaration


def public_state(declaration: Declaration) -> str:
    """Return what the declarant is told of where the case stands."""
    return Receipt.objects.get(declaration_id=declaration.pk).state


def values(**decided: Any) -> services.QualificationValues:
    """Return a qualification's values, those in `decided` as given."""
    return services.QualificationValues(
        **{
            "in_scope": True,
            "origin": "malicious",
            "kind": a_kind(),
            "care_impact": "degraded",
            "endangerment": "none",
            "data_availability": "yes",
            "data_integrity": "no",
            "data_confidentiality": "unknown",
            "severity": "major",
            "summary": "Servers encrypted overnight",
            **decided,
        }
    )


def open_case(actor: User | None = None, **columns: Any) -> Incident:
    """Return an open case that gathers one declaration."""
    return services.take(waiting(**columns).pk, actor=actor, at=RECEIVED)


def closed_case(actor: User | None = None, **columns: Any) -> Incident:
    """Return a case that was qualified and closed."""
    incident = open_case(actor, **columns)
    services.qualify(incident, values(), revision=None, actor=actor, at=RECEIVED)
    services.close(incident, actor=actor, at=RECEIVED)
    return incident
