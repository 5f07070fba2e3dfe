"""What the open part answers."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from ninja import Schema

from vigie.declarations.models import Receipt, ReceiptDocument
from vigie.declarations.selectors import (
    Deadline,
    NamedFile,
    OpenedReceipt,
    ThreadMessage,
    deadlines,
    support_shown,
)
from vigie.surfaces.api.front.files import FileTold
from vigie.taxonomy import regimes, terms


class Reason(Schema):
    """Why the law asks for it."""

    code: str
    words: str


class DeadlineTold(Schema):
    """One thing owed or to be checked: to whom, by when, why."""

    regime: str
    name: str
    recipient: str
    citation: str
    stage: str
    status: str
    due_at: datetime | None
    met: bool
    late: bool
    withdrawn: bool
    requested: bool
    reasons: list[Reason]

    @classmethod
    def of(cls, deadline: Deadline) -> Self:
        """Tell one deadline, in the active language."""
        return cls(
            regime=deadline.regime.code,
            name=str(deadline.regime.name),
            recipient=deadline.regime.recipient,
            citation=str(deadline.regime.citation),
            stage=deadline.stage,
            status=deadline.status,
            due_at=deadline.due_at,
            met=deadline.met,
            late=deadline.late(),
            withdrawn=deadline.withdrawn,
            requested=deadline.requested,
            reasons=[Reason(code=code, words=regimes.reason(code)) for code in deadline.reasons],
        )


class StructureTold(Schema):
    """The structure as it was declared; verified where the directory knows it."""

    name: str
    town: str
    kind: str
    verified: bool


class ReportTold(Schema):
    """That a report was received."""

    stage: str
    submitted_at: datetime

    @classmethod
    def of(cls, document: ReceiptDocument) -> Self:
        """Tell one report."""
        return cls(stage=document.stage, submitted_at=document.submitted_at)


class SupportTold(Schema):
    """A request for help, and where it stands."""

    id: uuid.UUID
    kind: str
    state: str
    changed_at: datetime


class SupportAnswered(Schema):
    """The answer that stands to an offer of help."""

    id: uuid.UUID
    accepts: bool
    answered_at: datetime


class State(Schema):
    """Where the case stands, as a code and in words."""

    code: str
    words: str


class Followed(Schema):
    """A declaration as its declarant reads it. What was told in confidence is not repeated."""

    reference: str
    received_at: datetime
    state: State
    structure: StructureTold
    facts: dict[str, Any]
    reports: list[ReportTold]
    deadlines: list[DeadlineTold]
    support: list[SupportTold]

    @classmethod
    def of(cls, opened: OpenedReceipt, **more: Any) -> Self:
        """Tell what `opened` holds, in the active language."""
        receipt = opened.receipt
        return cls(
            reference=receipt.reference,
            received_at=receipt.received_at,
            state=state_of(receipt),
            structure=StructureTold(
                **{name: opened.structure[name] for name in StructureTold.model_fields}
            ),
            facts=opened.current_facts.as_json(),
            reports=[
                ReportTold(stage=each.stage, submitted_at=each.submitted_at)
                for each in opened.documents
            ],
            deadlines=[DeadlineTold.of(each) for each in deadlines(opened)],
            support=[
                SupportTold(
                    id=each.pk, kind=each.kind, state=each.state, changed_at=each.changed_at
                )
                for each in support_shown(receipt)
            ],
            **more,
        )


class Declared(Followed):
    """The receipt: the code is there only when the server made it. Keep it: it opens the rest."""

    receipt_code: str | None = None


class MessageTold(Schema):
    """A message of the thread."""

    id: uuid.UUID
    author: str
    sent_at: datetime
    language: str
    subject: str
    body: str
    seen_at: datetime | None
    # Those that came with it: `Fetch a file` gives each back.
    files: list[FileTold]


class Thread(Schema):
    """The messages, oldest first."""

    messages: list[MessageTold]

    @classmethod
    def of(cls, thread: Iterable[ThreadMessage], files: Iterable[NamedFile]) -> Self:
        """Tell the messages, each with those of `files` that came with it."""
        by_key = {str(each.attachment.pk): FileTold.of(each) for each in files}
        plain = MessageTold.model_fields.keys() - {"files"}
        return cls(
            messages=[
                MessageTold(
                    **{name: getattr(each, name) for name in plain},
                    files=[by_key[key] for key in each.files if key in by_key],
                )
                for each in thread
            ]
        )


class Sent(Schema):
    """That a message was received."""

    id: uuid.UUID
    sent_at: datetime


def state_of(receipt: Receipt) -> State:
    """Return the public state of a case."""
    return State(code=receipt.state, words=terms.label("public_state", receipt.state))
