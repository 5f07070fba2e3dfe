"""The legal clocks of a declaration, started from regime data."""

from datetime import datetime

from vigie.declarations.models import Clock, Receipt
from vigie.declarations.services.submissions import PlainFacts
from vigie.taxonomy import regimes


def declared_facts(
    facts: PlainFacts, *, received_at: datetime, structure_kind: str
) -> regimes.DeclaredFacts:
    """Return the facts that legal conditions are read against."""
    return regimes.DeclaredFacts(
        structure_kind=structure_kind,
        received_at=received_at,
        detected_at=facts.detected_at,
        detected_precision=facts.detected_precision,
        kind=facts.kind,
        origin=facts.origin,
        care_impact=facts.care_impact,
        endangerment=facts.endangerment,
        data_availability=facts.data_availability,
        data_integrity=facts.data_integrity,
        data_confidentiality=facts.data_confidentiality,
        others_touched=facts.others_touched,
        systems=facts.systems,
    )


def start_clocks(receipt: Receipt, facts: PlainFacts, *, structure_kind: str) -> None:
    """Insert the clocks that these facts start and that are not running yet.

    What was “to check” and is now owed gets a clock of its own beside the first, so that
    nothing shown to a declarant is ever rewritten.
    """
    legal_facts = declared_facts(
        facts, received_at=receipt.received_at, structure_kind=structure_kind
    )
    running = set(receipt.clocks.values_list("regime", "stage", "status"))
    Clock.objects.bulk_create(
        Clock(
            receipt=receipt,
            regime=obligation.regime,
            stage=obligation.stage,
            status=obligation.status,
            started_at=obligation.clock_started_at,
            due_at=obligation.due_at,
            reasons=list(obligation.reasons),
        )
        for obligation in regimes.obligations(legal_facts, at=receipt.received_at)
        if (obligation.regime, obligation.stage, obligation.status) not in running
    )
