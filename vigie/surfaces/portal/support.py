"""The help that the CSIRT gives, as the declarant reads it."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from vigie.declarations.models import Receipt
from vigie.declarations.selectors import support_shown
from vigie.taxonomy import terms
from vigie.taxonomy.codes import SupportState

BADGES: dict[str, str] = {
    SupportState.OFFERED: "new",
    SupportState.UNDER_WAY: "info",
    SupportState.ACCEPTED: "info",
    SupportState.ENDED: "success",
}


@dataclass(frozen=True)
class SupportLine:
    """One kind of help, where it stands, and whether an answer is waited for."""

    id: uuid.UUID
    kind: terms.Term
    state: terms.Term
    badge: str
    # Why it was declined; empty otherwise.
    refusal: str
    changed_at: str
    offered: bool
    # The answer that was given to the present offer, if any.
    accepted: bool | None


def support_lines(receipt: Receipt, moment: Callable[[datetime], str]) -> Iterator[SupportLine]:
    """Yield the help asked for or offered, in the order in which it last moved."""
    for shown in support_shown(receipt):
        answers = {reply.offer: reply.accepts for reply in shown.replies.all()}
        yield SupportLine(
            id=shown.pk,
            kind=terms.term("support_kind", shown.kind),
            state=terms.term("support_state", shown.state),
            badge=BADGES.get(shown.state, ""),
            refusal=terms.label("support_refusal", shown.refusal) if shown.refusal else "",
            changed_at=moment(shown.changed_at),
            offered=shown.state == SupportState.OFFERED,
            accepted=answers.get(shown.offers),
        )
