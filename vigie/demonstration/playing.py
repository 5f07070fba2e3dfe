"""Synthetic cases go through the services that real ones go through."""

import random
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from vigie.accounts.models import User
from vigie.declarations.models import Receipt
from vigie.demonstration.cases import Drawn
from vigie.demonstration.declaring import declare, report_later
from vigie.demonstration.telling import tell_authorities
from vigie.incidents.models import Incident, SupportRequest
from vigie.incidents.services import (
    Move,
    QualificationValues,
    close,
    indexed_at_the_end,
    move_support,
    qualify,
    spend_time,
    take,
    take_into,
)
from vigie.taxonomy import terms
from vigie.taxonomy.codes import (
    CareImpact,
    Endangerment,
    HelpWanted,
    Origin,
    Severity,
    SupportState,
)


@transaction.atomic
def play_year(
    cases: list[Drawn], *, actor: User, seed: int, progress: Callable[[], None] = lambda: None
) -> None:
    """Declare, take, qualify and close every case at its own time; all of the year or none."""
    rng = random.Random(f"{seed}:stories:{len(cases)}")  # noqa: S311 - synthetic data, no secret
    failures: dict[int, Incident] = {}
    with indexed_at_the_end():
        _play(cases, failures, actor, rng, progress)
    for incident in failures.values():
        close(incident, actor=actor, at=incident.opened_at + timedelta(days=21))


def _play(
    cases: list[Drawn],
    failures: dict[int, Incident],
    actor: User,
    rng: random.Random,
    progress: Callable[[], None],
) -> None:
    for case in cases:
        receipt = declare(case, rng)
        incident = _take(case, receipt, actor, failures)
        if case.help_wanted != HelpWanted.NONE:
            support(case, receipt, actor, rng)
        report_later(case, receipt, rng)
        if incident is not None:
            _qualify_and_close(case, incident, actor, rng)
        progress()


def _take(
    case: Drawn, receipt: Receipt, actor: User, failures: dict[int, Incident]
) -> Incident | None:
    """Take the case; None when it joins a failure that is handled already."""
    at = case.received_at + timedelta(minutes=20)
    if case.failure is None:
        return take(receipt.declaration_id, actor=actor, at=at)
    if known := failures.get(case.failure):
        take_into(known, receipt.declaration_id, actor=actor, at=at)
        return None
    incident = take(receipt.declaration_id, actor=actor, at=at)
    failures[case.failure] = incident
    return incident


def support(case: Drawn, receipt: Receipt, actor: User, rng: random.Random) -> None:
    """Answer the help asked for, most often on the same day, give it and count the hours."""
    for request in SupportRequest.objects.filter(declaration_id=receipt.declaration_id):
        begun = case.received_at + timedelta(minutes=rng.choice([25, 40, 90, 180, 600, 2000]))
        hours = rng.randint(1, 12)
        for to, at in (
            (SupportState.UNDER_WAY, begun),
            (SupportState.ENDED, begun + timedelta(hours=hours)),
        ):
            request.refresh_from_db()
            move_support(request, Move(to=to, revision=request.revision), actor=actor, at=at)
        spend_time(request, person=actor, minutes=30 * hours, on=begun.date(), actor=actor)


def _qualify_and_close(case: Drawn, incident: Incident, actor: User, rng: random.Random) -> None:
    qualified_at = case.received_at + timedelta(minutes=rng.randint(30, 2880))
    qualify(incident, qualification(case), revision=None, actor=actor, at=qualified_at)
    if case.endangerment != Endangerment.NONE or case.failure is not None:
        tell_authorities(incident, actor=actor, at=qualified_at + timedelta(minutes=15))
    if case.failure is None:
        closed_at = qualified_at + timedelta(hours=rng.randint(4, 700))
        close(incident, actor=actor, at=closed_at)


def qualification(case: Drawn) -> QualificationValues:
    """Return how the CSIRT reads a synthetic case: as it was drawn."""
    return QualificationValues(
        in_scope=case.in_scope,
        origin=case.origin,
        kind=case.kind,
        rsit=str(terms.term("incident_kind", case.kind).extra["rsit"]),
        care_impact=case.care_impact,
        endangerment=case.endangerment,
        **case.data,
        severity=_severity(case),
        significant=case.failure is not None,
        support_given="none" if case.help_wanted == HelpWanted.NONE else "advice",
        provider=case.provider,
    )


def _severity(case: Drawn) -> Severity:
    if case.endangerment == Endangerment.PROVEN:
        return Severity.CRITICAL
    if case.endangerment == Endangerment.POTENTIAL or case.care_impact == CareImpact.INTERRUPTED:
        return Severity.MAJOR
    if case.care_impact == CareImpact.DEGRADED or case.origin == Origin.MALICIOUS:
        return Severity.MODERATE
    return Severity.MINOR
