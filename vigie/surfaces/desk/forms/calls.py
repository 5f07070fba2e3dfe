"""Typing a declaration for somebody who calls, or from a form on paper."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.declarations.services import Submission
from vigie.surfaces.intake import submissions
from vigie.surfaces.intake.fields import NOT_IN_THE_LIST
from vigie.surfaces.intake.forms import DeclareForms
from vigie.surfaces.intake.forms.page import Data
from vigie.taxonomy import terms

PHONE, PAPER = "phone", "paper"


class CallForm(VigieForm):
    """How the declaration comes in, and the language in which its declarant is answered."""

    channel = forms.ChoiceField(
        label=_("How does it come in?"),
        choices=lambda: [(code, terms.label("channel", code)) for code in (PHONE, PAPER)],
        initial=PHONE,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether it comes in by phone or on paper."),
            "invalid_choice": NOT_IN_THE_LIST,
        },
    )
    language = forms.ChoiceField(
        label=_("Language of the declarant"),
        help_text=_("Of the e-mails, of the messages, and of what you will read out."),
        choices=settings.LANGUAGES,
        initial=get_language,
        error_messages={
            "required": _("Choose the language in which the declarant is answered."),
            "invalid_choice": NOT_IN_THE_LIST,
        },
    )


class TypedForms(DeclareForms):
    """The questions of a declaration, and what only who types it for somebody knows."""

    def __init__(self, data: Data | None = None, **options: Any) -> None:
        """Take what was typed. The browser may not propose who types for who calls."""
        super().__init__(data, **options)
        self.call: CallForm = self.make(CallForm)
        for field in self:
            field.field.widget.attrs["autocomplete"] = "off"

    @property
    def parts(self) -> Sequence[VigieForm]:
        """The forms, in the order of the page."""
        return (self.call, *super().parts)

    def submission(self) -> Submission:
        """Return the first report that the page holds, once it is valid."""
        call = self.call.cleaned_data
        return dataclasses.replace(
            submissions.submission(self), channel=call["channel"], language=call["language"]
        )
