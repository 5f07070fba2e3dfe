"""Whether what is submitted was submitted before."""

from vigie.declarations.selectors.receipts import OpenedReceipt
from vigie.declarations.services.submissions import Submission


def names_another_structure(opened: OpenedReceipt, submission: Submission) -> bool:
    """Tell whether `submission` speaks of another structure: it is another declaration."""
    said = (opened.structure["name"], opened.structure["town"], opened.structure["kind"])
    structure = submission.structure
    return said != (structure.name, structure.town, structure.kind)


def says_the_same(opened: OpenedReceipt, submission: Submission) -> bool:
    """Tell whether `submission` says nothing but what was said the first time."""
    first = opened.documents[0]
    return (
        not names_another_structure(opened, submission)
        and first.facts == submission.facts
        and first.sections == submission.sections()
    )
