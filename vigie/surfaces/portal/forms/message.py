"""Writing to the CSIRT in a declaration's thread."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vigie.core.forms.base import clean_text
from vigie.core.forms.files import FormWithFiles, SeveralFiles
from vigie.declarations.selectors import OpenedReceipt
from vigie.declarations.services import MessageText
from vigie.declarations.services.thread import BODY_MAX_LENGTH, SUBJECT_MAX_LENGTH
from vigie.surfaces.intake.forms.completion import REFERENCE_MAX_LENGTH, sound_nonce


class MessageForm(FormWithFiles):
    """A message to the CSIRT. Sealed as soon as it is received, its subject too.

    Two hidden values come with it: which declaration it is about, for another may have been
    opened in this browser meanwhile; and a mark of its own, so that sending it twice is once.
    """

    subject = forms.CharField(
        label=_("Subject"), required=False, max_length=SUBJECT_MAX_LENGTH, help_text=_("Optional.")
    )
    body = forms.CharField(
        label=_("Your message"),
        help_text=_("Sealed as soon as it is received: only the CSIRT and you can read it."),
        max_length=BODY_MAX_LENGTH,
        error_messages={"required": _("Write your message.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    chosen = forms.FileField(
        label=_("Files to send with it"),
        help_text=_("Optional. Do not send patients’ records."),
        required=False,
        widget=SeveralFiles,
    )

    def __init__(self, *args: Any, about: str = "", **kwargs: Any) -> None:
        """Take what was typed, else begin a message about the declaration `about`."""
        super().__init__(*args, **kwargs)
        self.nonce = sound_nonce(str(self.data.get("form_nonce", "")))
        self.about = clean_text(str(self.data.get("about", about)))[:REFERENCE_MAX_LENGTH]

    @classmethod
    def on(cls, opened: OpenedReceipt) -> "MessageForm":
        """Return an empty message about `opened`."""
        return cls(about=opened.receipt.reference)

    def text(self) -> MessageText:
        """Return what was written, in the language of the page."""
        return MessageText(
            subject=self.cleaned_data["subject"],
            body=self.cleaned_data["body"],
            language=get_language() or "",
        )
