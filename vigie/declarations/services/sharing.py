"""What the declarant is told of the authorities that the CSIRT has told."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from vigie.declarations.models import Receipt, SharedWith


def show_shared(
    sections_of: Mapping[uuid.UUID, Collection[str]],
    *,
    notice_id: uuid.UUID,
    authority: str,
    region: str,
    at: datetime,
) -> None:
    """Show each declarant that an authority was told; `sections_of`: what, by declaration.

    A declaration without receipt has nobody to tell.
    """
    receipts = Receipt.objects.filter(declaration_id__in=sections_of)
    SharedWith.objects.bulk_create(
        SharedWith(
            receipt=receipt,
            notice_id=notice_id,
            authority=authority,
            region=region,
            shared_at=at,
            sections=sorted(sections_of[receipt.declaration_id]),
        )
        for receipt in receipts
    )


def show_withdrawn(notice_id: uuid.UUID, *, at: datetime) -> None:
    """Show each declarant that the authority may see it no more."""
    SharedWith.objects.filter(notice_id=notice_id).update(withdrawn_at=at)
