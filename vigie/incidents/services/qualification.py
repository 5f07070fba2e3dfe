"""The CSIRT's reading of a case, saved beside what was declared."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.incidents.models import Incident, Qualification
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.legal_reading import tell_clocks
from vigie.incidents.services.operations import hold, refuse_unless_open
from vigie.incidents.services.public_state import tell_declarants
from vigie.incidents.services.refusals import StaleQualification
from vigie.incidents.services.standing import refresh_standing
from vigie.taxonomy.codes import PublicState
from vigie.taxonomy.companies import company_key


@dataclass(frozen=True, kw_only=True)
class QualificationValues:
    """What an analyst decides of a case. Codes are those of the taxonomy."""

    in_scope: bool
    origin: str
    kind: str
    care_impact: str
    endangerment: str
    data_availability: str
    data_integrity: str
    data_confidentiality: str
    severity: str
    # "predicate:value"; empty when no class fits.
    rsit: str = ""
    significant: bool = False
    support_given: str = "none"
    # Stored in clear, at most 200 characters.
    summary: str = ""
    # Whose failure or compromise is the cause, in clear too.
    provider: str = ""

    def as_columns(self) -> dict[str, object]:
        """Return the values of Qualification's columns: all but those of the case itself."""
        own = self.of_the_case()
        return {name: value for name, value in asdict(self).items() if name not in own}

    def of_the_case(self) -> dict[str, str]:
        """Return the values of the case's own columns."""
        return {
            "summary": self.summary,
            "provider": self.provider,
            "provider_key": company_key(self.provider),
        }


def qualify(
    incident: Incident,
    values: QualificationValues,
    *,
    revision: int | None,
    actor: User | None,
    at: datetime | None = None,
) -> Qualification:
    """Save a qualification over the revision that its author has read.

    `revision` is None when the author saw none. Raises StaleQualification when another was
    saved meanwhile, CaseMerged or CaseClosed; nothing is changed then.
    """
    at = at or timezone.now()
    try:
        with transaction.atomic():
            return _save(incident, values, revision=revision, actor=actor, at=at)
    except _OtherRevision:
        fresh = Incident.objects.select_related("qualification__qualified_by").get(pk=incident.pk)
        raise StaleQualification(fresh, getattr(fresh, "qualification", None)) from None


class _OtherRevision(Exception):  # noqa: N818 - never leaves this module
    """The revision in the database is not the one that was read."""


def _save(
    incident: Incident,
    values: QualificationValues,
    *,
    revision: int | None,
    actor: User | None,
    at: datetime,
) -> Qualification:
    # Held, so that it is not merged or closed between one look and the next.
    (current,) = hold(incident)
    refuse_unless_open(current)
    qualification = Qualification(
        incident=incident,
        revision=1 if revision is None else revision + 1,
        qualified_at=at,
        qualified_by=actor,
        **values.as_columns(),
    )
    if revision is None:
        _insert(qualification)
    else:
        _replace(qualification, revision)
    own = values.of_the_case()
    Incident.objects.filter(pk=incident.pk).update(**own)
    for column, value in own.items():
        setattr(incident, column, value)
    refresh_standing(incident)
    journal.record(
        "incident.qualified",
        actor=journal_name(actor),
        incident=str(incident.pk),
        revision=str(qualification.revision),
    )
    tell_declarants(incident, PublicState.QUALIFIED)
    tell_clocks(qualification)
    return qualification


def _insert(qualification: Qualification) -> None:
    try:
        with transaction.atomic():
            qualification.save(force_insert=True)
    except IntegrityError:
        raise _OtherRevision from None


def _replace(qualification: Qualification, revision: int) -> None:
    # The revision in WHERE decides who came first, on both databases, without a lock.
    found = Qualification.objects.filter(pk=qualification.pk, revision=revision)
    columns = model_to_dict(qualification, exclude=["incident"])
    if not found.update(**columns):
        raise _OtherRevision
