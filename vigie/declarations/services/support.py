"""Support, on the declarant's side: what is shown, and the answer to an offer."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.core import journal, outbox
from vigie.core.realm import notifies
from vigie.declarations.models import Receipt, SupportReply, SupportShown
from vigie.taxonomy.codes import SupportState


class NotOffered(Exception):  # noqa: N818 - nothing failed: somebody was told no
    """This support is not, or no longer, waiting for the declarant's answer."""


@dataclass(frozen=True, kw_only=True)
class SupportStanding:
    """Where a request for support stands. Codes are those of the taxonomy."""

    kind: str
    state: str
    refusal: str = ""
    # How many times it was offered.
    offers: int = 0


@transaction.atomic
def show_support(
    support_id: uuid.UUID, declaration_id: uuid.UUID, standing: SupportStanding, *, at: datetime
) -> None:
    """Show the declarant where a request stands; an imported declaration has nobody to tell.

    Who is offered support is told by e-mail that there is news, and no more.
    """
    receipt = Receipt.objects.filter(declaration_id=declaration_id).first()
    if receipt is None:
        return
    SupportShown.objects.update_or_create(
        pk=support_id,
        defaults={
            "receipt": receipt,
            "kind": standing.kind,
            "state": standing.state,
            "refusal": standing.refusal,
            "offers": standing.offers,
            "changed_at": at,
        },
    )
    if standing.state == SupportState.OFFERED and notifies(receipt.realm):
        outbox.enqueue("declaration.support_mail", declaration=str(declaration_id))


def reply_to_offer(receipt: Receipt, support_id: uuid.UUID, *, accepts: bool) -> SupportReply:
    """Keep the declarant's answer to the offer that waits for one; the first answer stands.

    Runs under the front's database rights: the desk's worker then moves the request.

    Raises:
        NotOffered: nothing of this declaration waits for an answer under this key.
    """
    shown = SupportShown.objects.filter(receipt=receipt, pk=support_id).first()
    if shown is None or shown.state != SupportState.OFFERED:
        raise NotOffered
    reply = SupportReply(
        shown=shown, offer=shown.offers, accepts=accepts, replied_at=timezone.now()
    )
    try:
        with transaction.atomic():
            reply.save(force_insert=True)
            journal.record("support.replied", actor="declarant", support=str(support_id))
            outbox.enqueue("support.replied", reply=str(reply.pk))
    except IntegrityError:
        return SupportReply.objects.get(shown=shown, offer=shown.offers)
    return reply
