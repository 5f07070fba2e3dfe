"""What the declarant is told of where the case stands."""

import uuid
from collections.abc import Iterable

from vigie.declarations.models import Receipt
from vigie.taxonomy.codes import PublicState


def set_public_state(declaration_ids: Iterable[uuid.UUID], state: PublicState) -> None:
    """Show `state` to the declarant; an imported declaration has nobody to tell."""
    Receipt.objects.filter(declaration_id__in=declaration_ids).update(state=state)
