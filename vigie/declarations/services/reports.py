"""One report of a declaration: its plain facts, its sealed sections, the declarant's copy."""

import uuid
from datetime import datetime
from typing import Any

from vigie.core import sealing
from vigie.declarations.models import Receipt, ReceiptDocument, Report, SealedSection
from vigie.declarations.services.submissions import PlainFacts

Sections = dict[str, dict[str, Any]]


def write_report(
    declaration_id: uuid.UUID, *, stage: str, at: datetime, facts: PlainFacts, sections: Sections
) -> Report:
    """Insert a report and seal each of its sections to the desk. Inserts only."""
    report = Report(
        declaration_id=declaration_id, stage=stage, submitted_at=at, facts=facts.as_json()
    )
    report.save(force_insert=True)
    recipients = sealing.desk_recipients()
    SealedSection.objects.bulk_create(
        SealedSection(
            report=report, section=name, ciphertext=sealing.seal_json(content, recipients)
        )
        for name, content in sections.items()
    )
    return report


def document_content(
    *,
    stage: str,
    at: datetime,
    facts: PlainFacts,
    sections: Sections,
    structure: dict[str, Any] | None,
) -> dict[str, Any]:
    """Return what a declarant's copy of a report says."""
    return {
        "stage": stage,
        "submitted_at": at.isoformat(),
        "structure": structure,
        "facts": facts.as_json(),
        "sections": sections,
    }


def write_document(  # noqa: PLR0913 - each is one column of the document
    receipt: Receipt,
    *,
    stage: str,
    at: datetime,
    submission_key: str,
    facts: PlainFacts,
    sections: Sections,
    structure: dict[str, Any] | None = None,
) -> ReceiptDocument:
    """Insert the declarant's copy of a report, whole, sealed to the declarant's own key."""
    content = document_content(
        stage=stage, at=at, facts=facts, sections=sections, structure=structure
    )
    document = ReceiptDocument(
        receipt=receipt,
        stage=stage,
        submitted_at=at,
        submission_key=submission_key,
        ciphertext=sealing.seal_json(content, [receipt.declarant_recipient]),
        code_number=receipt.code_number,
    )
    document.save(force_insert=True)
    return document
