"""What the declarant is told of where the case stands."""

import uuid

from vigie.declarations.models import Receipt
from vigie.taxonomy.codes import PublicState


def set_public_state(declaration_id: uuid.UUID, state: PublicState) -> None:
    """Show `state` to the declarant; an imported declaration has nobody to tell."""
    Receipt.objects.filter(declaration_id=declaration_id).update(state=state)
