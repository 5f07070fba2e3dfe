"""Cases declared as a declarant does, authorities told, officers who read."""

from typing import Any

from tests.factories import cases, structures
from tests.factories.declarations import facts, submission
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core import codes
from vigie.declarations.models import Receipt
from vigie.declarations.services import DeclaredStructure, receive
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident, Notice


def declared(
    *,
    region: str = "53",
    name: str = "Centre hospitalier des Essais",
    realm: str = "live",
    **said: Any,
) -> Receipt:
    """Return the receipt of a structure of a region; its sealed parts hold canaries."""
    listed = structures.hospital(region=region, name=name)
    whole = submission(structure=DeclaredStructure.listed(listed), facts=facts(**said))
    return receive(whole, code=codes.new_code(), realm=realm)


def case_of(receipt: Receipt, actor: User | None = None) -> Incident:
    """Return the case opened for a declaration."""
    return services.take(receipt.declaration_id, actor=actor)


def fresh(incident: Incident) -> Incident:
    """Return a case as the database has it."""
    return Incident.objects.select_related("qualification").get(pk=incident.pk)


def proposal(
    incident: Incident, authority: str, *, certain: bool = True, region: str | None = None
) -> selectors.Proposal:
    """Return what is proposed for an authority; LookupError when nothing is."""
    for each in selectors.proposals(fresh(incident)):
        wanted = region is None or each.recipient.region == region
        if each.recipient.authority == authority and each.certain is certain and wanted:
            return each
    raise LookupError(authority)


def told(incident: Incident, authority: str = "ars", **options: Any) -> Notice:
    """Return the notice by which an authority is told of a case."""
    actor = options.pop("actor", None)
    return services.send_notice(incident, proposal(incident, authority, **options), actor=actor)


def officer(authority: str = "ars", *regions: str) -> User:
    """Return an officer of an authority, of these regions or of the country."""
    return cases.person(
        Role.AUTHORITY, name="Otto Rity", authority=authority, regions=list(regions)
    )
