"""What the declarants of a case are told of where it stands."""

from vigie.declarations import services as declarations
from vigie.incidents.models import Incident, IncidentDeclaration
from vigie.taxonomy.codes import PublicState


def tell_declarants(incident: Incident, state: PublicState) -> None:
    """Show `state` to the declarant of every declaration of the case."""
    taken = IncidentDeclaration.objects.filter(incident=incident)
    declarations.set_public_state(taken.values_list("declaration_id", flat=True), state)
