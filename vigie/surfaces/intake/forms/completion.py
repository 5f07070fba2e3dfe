"""The complement page: its forms, what it began with, and the mark that makes it one."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Self

from vigie.core.forms import VigieForm
from vigie.core.forms.base import clean_text
from vigie.declarations.selectors import OpenedReceipt, deadlines
from vigie.declarations.services import PlainFacts
from vigie.surfaces.intake.forms.complete import (
    AuthorityForm,
    CourseForm,
    NewContactForm,
    StageForm,
    WordsForm,
)
from vigie.surfaces.intake.forms.contact import HelpForm
from vigie.surfaces.intake.forms.page import Data, PageOfForms
from vigie.taxonomy.codes import ReportStage

AUTHORITY_ROWS = 5
REFERENCE_MAX_LENGTH = 20
NONCE = re.compile(r"^[0-9a-f]{32}$")


class CompleteForms(PageOfForms):
    """A further report, its answers filled in with those of the latest one.

    Three hidden values come with it: which declaration it completes, for another may have
    been opened in this browser meanwhile; how many reports there were when it began, for
    somebody else may have completed it meanwhile; and a mark of its own, so that sending it
    twice adds one report.
    """

    def __init__(self, data: Data | None = None, **options: Any) -> None:
        """Take what was typed, else what the latest report says."""
        super().__init__(data, **options)
        self.stage: StageForm = self.make(StageForm)
        self.course: CourseForm = self.make(CourseForm)
        self.help: HelpForm = self.make(HelpForm)
        self.words: WordsForm = self.make(WordsForm)
        self.contact: NewContactForm = self.make(NewContactForm)
        self.authorities: list[AuthorityForm] = [
            self.make(AuthorityForm, prefix=f"authority{row}") for row in range(AUTHORITY_ROWS)
        ]
        came = (self.initial or {}) if data is None else data
        self.nonce = sound_nonce(str(came.get("form_nonce", "")))
        self.completes = clean_text(str(came.get("completes", "")))[:REFERENCE_MAX_LENGTH]
        self.seen = sound_count(str(came.get("seen", "")))

    @classmethod
    def about(cls, opened: OpenedReceipt, zone: str) -> Self:
        """Return the page that completes `opened`, to be filled in."""
        return cls(
            initial={
                **asdict(opened.current_facts),
                "stage": next_stage(opened),
                "zone": zone,
                "completes": opened.receipt.reference,
                "seen": len(opened.documents),
            }
        )

    def facts_begun_with(self, opened: OpenedReceipt) -> PlainFacts:
        """Return the latest facts as they were when this page was filled in."""
        known = len(opened.documents)
        return opened.documents[min(self.seen or known, known) - 1].facts

    @property
    def parts(self) -> Sequence[VigieForm]:
        """The forms, in the order of the page."""
        return (
            self.stage,
            self.words,
            self.course,
            self.help,
            self.contact,
            *self.authorities,
        )


def next_stage(opened: OpenedReceipt) -> str:
    """Return the report that is most likely to be sent now: the next one owed here."""
    owed = (
        deadline.stage
        for deadline in deadlines(opened)
        if deadline.regime.received_here and not deadline.met
    )
    return next((stage for stage in owed if stage in set(ReportStage)), ReportStage.ADDENDUM)


def sound_count(received: str) -> int:
    """Return the number that came with the form, 0 where it cannot be read."""
    return int(received) if re.fullmatch("[0-9]{1,6}", received) else 0


def sound_nonce(received: str) -> str:
    """Return the mark that came with the form, or a new one."""
    return received if NONCE.match(received) else secrets.token_hex(16)
