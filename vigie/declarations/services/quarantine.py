"""An analyst sets a file apart, or releases it, and says why."""

from django.db import transaction
from django.db.models import QuerySet

from vigie.core import journal
from vigie.declarations.models import Attachment
from vigie.taxonomy.codes import AttachmentReason, AttachmentState

# Why a file is set apart, and why it is released.
REASONS_TO_SET_APART = (
    AttachmentReason.SUSPICIOUS,
    AttachmentReason.ANALYSED,
    AttachmentReason.PERSONAL_DATA,
    AttachmentReason.SENT_BY_MISTAKE,
)
REASONS_TO_RELEASE = (AttachmentReason.FALSE_ALARM, AttachmentReason.CHECKED)


def set_apart(attachment: Attachment, *, reason: str, actor: str) -> bool:
    """Put a file into quarantine; False when somebody had already."""
    elsewhere = Attachment.objects.exclude(state=AttachmentState.QUARANTINED)
    return _move(elsewhere, attachment, AttachmentState.QUARANTINED, reason, actor)


def release_file(attachment: Attachment, *, reason: str, actor: str) -> bool:
    """Take a file out of quarantine; False when it is not there."""
    there = Attachment.objects.filter(state=AttachmentState.QUARANTINED)
    return _move(there, attachment, AttachmentState.RELEASED, reason, actor)


@transaction.atomic
def _move(
    among: QuerySet[Attachment], attachment: Attachment, state: str, reason: str, actor: str
) -> bool:
    if not among.filter(pk=attachment.pk).update(state=state, reason=reason):
        return False
    deed = "set_apart" if state == AttachmentState.QUARANTINED else "released"
    journal.record(
        f"attachment.{deed}",
        actor=actor,
        declaration=str(attachment.declaration_id),
        attachment=str(attachment.pk),
        reason=reason,
    )
    return True
