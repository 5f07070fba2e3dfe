"""What the declarants of a case are told of where it stands."""

from vigie.declarations import services as declarations
from vigie.incidents.models import Incident, IncidentDeclaration, Qualification
from vigie.taxonomy.codes import PublicState


def state_of(incident: Incident) -> PublicState:
    """Return what the declarants of a case are told, by where the case stands."""
    if incident.closed_at is not None:
        return PublicState.CLOSED
    qualified = Qualification.objects.filter(incident=incident).exists()
    return PublicState.QUALIFIED if qualified else PublicState.IN_PROGRESS


def tell_declarants(incident: Incident, state: PublicState) -> None:
    """Show `state` to the declarant of every declaration of the case."""
    taken = IncidentDeclaration.objects.filter(incident=incident)
    declarations.set_public_state(taken.values_list("declaration_id", flat=True), state)
