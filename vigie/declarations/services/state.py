"""Where a declaration stands: in hand or not, and what its declarant is told of it."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from vigie.declarations.models import Declaration, Receipt
from vigie.taxonomy.codes import PublicState


def set_public_state(declaration_ids: Iterable[uuid.UUID], state: PublicState) -> None:
    """Show `state` to the declarant; an imported declaration has nobody to tell."""
    Receipt.objects.filter(declaration_id__in=declaration_ids).update(state=state)


def mark_taken(declaration_id: uuid.UUID, at: datetime) -> None:
    """Say that the desk has this declaration in hand: it leaves the queue."""
    Declaration.objects.filter(pk=declaration_id).update(taken_at=at)
