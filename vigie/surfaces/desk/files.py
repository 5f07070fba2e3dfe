"""Files of declarations, as the desk lists them: their names closed, or opened on this answer."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.declarations.models import Attachment, SealedFile
from vigie.declarations.services import OpenedName, only_in_archive
from vigie.surfaces.desk.facts import Row
from vigie.surfaces.desk.forms.files import DecisionForm
from vigie.taxonomy import terms
from vigie.taxonomy.codes import AttachmentState

# What nobody has looked into is not green; what is set apart is loud.
KINDS: Mapping[str, str] = {
    AttachmentState.CLEAN: "success",
    AttachmentState.RELEASED: "success",
    AttachmentState.NOT_SCANNED: "warning",
    AttachmentState.QUARANTINED: "error",
    AttachmentState.DAMAGED: "error",
}


@dataclass(frozen=True)
class DeskFile:
    """One file: what became of it, and its name where it was opened."""

    attachment: Attachment
    sender: str | Promise
    state: str
    reason: str
    kind: str
    in_archive: bool
    opened: OpenedName | None
    form: DecisionForm

    @property
    def rows(self) -> list[Row]:
        """What was found in it."""
        if self.opened is None:
            return []
        found: list[Row] = [
            (_("Type, by its content"), self._type),
            (_("SHA-256"), self.opened.sha256),
            (_("Found by the scanner"), self.opened.signature),
        ]
        return [row for row in found if row[1]]

    @property
    def _type(self) -> str:
        opened = self.opened
        if opened is None or not opened.mime:
            return ""
        return " · ".join(part for part in (opened.description, opened.mime) if part)


def desk_files(
    attachments: Iterable[Attachment], opened: Mapping[uuid.UUID, OpenedName] | None = None
) -> list[DeskFile]:
    """Return files in words; `opened`: the names opened for this one answer."""
    return [
        DeskFile(
            attachment=each,
            sender=_("Sent by the declarant")
            if each.file.sent_by == SealedFile.DECLARANT
            else _added_by_desk(each.file),
            state=terms.label("attachment_state", each.state),
            reason=each.reason and terms.label("attachment_reason", each.reason),
            kind=KINDS.get(each.state, "info"),
            in_archive=only_in_archive(each),
            opened=(opened or {}).get(each.pk),
            form=DecisionForm(each),
        )
        for each in attachments
    ]


def _added_by_desk(file: SealedFile) -> str | Promise:
    if file.declarant_recipient:
        return _("Added by the CSIRT, shown to the declarant")
    return _("Added by the CSIRT, not shown to the declarant")
