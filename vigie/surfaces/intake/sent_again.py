"""The same declare form sent a second time, by a double click or after the Back button."""

from vigie.declarations import selectors, services
from vigie.declarations.models import Receipt
from vigie.declarations.selectors import OpenedReceipt
from vigie.declarations.services import Complement, Submission, says_the_same
from vigie.surfaces.intake.submissions import fingerprint, merged
from vigie.taxonomy.codes import ReportStage


def open_first(receipt: Receipt, code: str) -> OpenedReceipt | None:
    """Open what the same form said the first time; None where its code was replaced since."""
    return selectors.open_receipt(receipt.reference, code)


def add_what_changed(
    opened: OpenedReceipt, submission: Submission, *, actor: str = "declarant"
) -> bool:
    """Add as a further report what the second sending says otherwise; tell whether it does."""
    if says_the_same(opened, submission):
        return False
    first = opened.documents[0]
    addendum = Complement(
        stage=ReportStage.ADDENDUM,
        facts=merged(first.facts, submission.facts, onto=opened.current_facts),
        contact=submission.contact,
        narrative=submission.narrative,
        others_detail=submission.others_detail,
    )
    services.complete(
        opened.receipt,
        addendum,
        form_nonce=fingerprint("", submission.facts, submission.sections()),
        structure_kind=opened.structure_kind,
        actor=actor,
    )
    return True
