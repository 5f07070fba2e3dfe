"""Files added at the desk, and what is decided on one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.core.forms.files import FormWithFiles, SeveralFiles
from vigie.declarations.models import Attachment
from vigie.declarations.services.quarantine import REASONS_TO_RELEASE, REASONS_TO_SET_APART
from vigie.taxonomy import terms
from vigie.taxonomy.codes import AttachmentState


class AddFilesForm(FormWithFiles):
    """Which files join a declaration, and whether they may harm."""

    sample = forms.BooleanField(label=_("They may be malicious"), required=False)
    chosen = forms.FileField(label=_("Files to add"), required=False, widget=SeveralFiles)


class DecisionForm(VigieForm):
    """Why a file is set apart, or released from there."""

    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, attachment: Attachment, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons that fit the file's state."""
        super().__init__(*args, auto_id=f"id_{attachment.pk}_%s", **kwargs)
        self.releases = attachment.state == AttachmentState.QUARANTINED
        reasons = REASONS_TO_RELEASE if self.releases else REASONS_TO_SET_APART
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            ("", str(_("Choose"))),
            *((code, terms.label("attachment_reason", code)) for code in reasons),
        ]
