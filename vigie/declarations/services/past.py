"""A declaration of the past, from somebody else's records."""

from datetime import datetime

from django.db import transaction

from vigie.core import journal, references
from vigie.declarations.models import Declaration
from vigie.declarations.services.reports import write_report
from vigie.declarations.services.submissions import Submission
from vigie.taxonomy.codes import ReportStage


@transaction.atomic
def record_past(
    submission: Submission, *, realm: str, received_at: datetime, import_key: str
) -> Declaration:
    """Record a past declaration: no receipt, no clock, nobody told.

    `import_key` recognises the row in its file; a second record of the same key in the same
    realm raises IntegrityError.
    """
    declaration = Declaration(
        reference=references.new_reference(),
        realm=realm,
        received_at=received_at,
        channel="import",
        language=submission.language,
        import_key=import_key,
        **submission.structure.as_columns(),
        **submission.facts.as_columns(),
    )
    declaration.save(force_insert=True)
    sections = {"narrative": {"narrative": submission.narrative}} if submission.narrative else {}
    write_report(
        declaration.pk,
        stage=ReportStage.FINAL,
        at=received_at,
        facts=submission.facts,
        sections=sections,
    )
    journal.record("declaration.imported", actor="import", declaration=str(declaration.pk))
    return declaration
