"""Accounts of cases: one person writes, another one answers for it that nobody is recognised."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.observatory import access
from vigie.observatory.models import CaseStudy
from vigie.observatory.reports.naming import structures_named
from vigie.observatory.reports.services.texts import ChangedMeanwhile


class CannotWriteStudies(Exception):  # noqa: N818 - reads as the answer it is
    """This person writes no accounts of cases."""


class CannotApprove(Exception):  # noqa: N818 - reads as the answer it is
    """This person does not approve this account: they wrote on it, or are not of the right role."""


class NothingWritten(ValueError):  # noqa: N818 - reads as the answer it is
    """An account has a text in one language at least."""


class Unchecked(ValueError):  # noqa: N818 - reads as the answer it is
    """Whoever approves must have checked that no structure, place or person can be recognised."""


class NamesStructures(ValueError):  # noqa: N818 - reads as the answer it is
    """The account names structures of the directory."""

    def __init__(self, names: list[str]) -> None:
        self.names = tuple(names)
        super().__init__(", ".join(names))


@dataclass(frozen=True, kw_only=True)
class StudyText:
    """An account in one language; its body is Markdown."""

    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What whoever approves has made sure of."""

    no_structure: bool
    no_place: bool
    no_person: bool

    @property
    def all(self) -> bool:
        """Whether everything was checked."""
        return self.no_structure and self.no_place and self.no_person


StudyTexts = Mapping[str, StudyText]


@transaction.atomic
def write_study(realm: str, year: int, texts: StudyTexts, *, actor: User) -> CaseStudy:
    """Begin an account for the report of a year. Raises CannotWriteStudies, NothingWritten."""
    _refuse(texts, actor)
    study = CaseStudy.objects.create(
        realm=realm,
        year=year,
        texts=_plain(texts),
        written_at=timezone.now(),
        written_by=actor,
    )
    study.writers.add(actor)
    _record("case_study.written", study, actor)
    return study


@transaction.atomic
def save_study(study: CaseStudy, texts: StudyTexts, *, revision: int, actor: User) -> CaseStudy:
    """Save an account over the revision that its author has read; it must be approved anew.

    Raises CannotWriteStudies, NothingWritten, ChangedMeanwhile.
    """
    _refuse(texts, actor)
    current = _as_read(study, revision)
    current.texts = _plain(texts)
    current.revision += 1
    current.written_at = timezone.now()
    current.written_by = actor
    current.save(update_fields=["texts", "revision", "written_at", "written_by"])
    current.writers.add(actor)
    _record("case_study.saved", current, actor)
    return current


@transaction.atomic
def approve_study(study: CaseStudy, *, revision: int, checked: Checked, actor: User) -> CaseStudy:
    """Let an account into the report, as whoever approves has read it.

    Raises CannotApprove, ChangedMeanwhile, Unchecked, NamesStructures.
    """
    current = _as_read(study, revision)
    if not access.can_approve(actor, current):
        raise CannotApprove
    if not checked.all:
        raise Unchecked
    texts = [part for each in current.texts.values() for part in each.values()]
    if names := structures_named(texts):
        raise NamesStructures(names)
    current.approved_revision = current.revision
    current.approved_at = timezone.now()
    current.approved_by = actor
    current.save(update_fields=["approved_revision", "approved_at", "approved_by"])
    _record("case_study.approved", current, actor)
    return current


@transaction.atomic
def discard_study(study: CaseStudy, *, revision: int, actor: User) -> None:
    """Throw an account away; reports that were published with it stand.

    Raises CannotWriteStudies, ChangedMeanwhile.
    """
    if not access.can_write_studies(actor):
        raise CannotWriteStudies
    current = _as_read(study, revision)
    _record("case_study.discarded", current, actor)
    current.delete()


def _refuse(texts: StudyTexts, actor: User) -> None:
    if not access.can_write_studies(actor):
        raise CannotWriteStudies
    if not texts:
        raise NothingWritten


def _as_read(study: CaseStudy, revision: int) -> CaseStudy:
    current = CaseStudy.objects.select_for_update(of=("self",)).get(pk=study.pk)
    if current.revision != revision:
        raise ChangedMeanwhile
    return current


def _plain(texts: StudyTexts) -> dict[str, dict[str, str]]:
    return {language: asdict(text) for language, text in texts.items()}


def _record(action: str, study: CaseStudy, actor: User) -> None:
    journal.record(
        action,
        actor=f"user:{actor.pk}",
        realm=study.realm,
        case_study=str(study.pk),
        revision=str(study.revision),
    )
