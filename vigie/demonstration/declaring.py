"""What a synthetic structure declares, and what it adds later."""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from vigie.accounts.models import User
from vigie.core import codes, outbox
from vigie.core.realm import DEMO
from vigie.declarations.models import Receipt
from vigie.declarations.services import (
    AuthorityTold,
    Complement,
    DeclaredStructure,
    PlainFacts,
    Submission,
    TypedBy,
    complete,
    receive,
    refresh_current_facts,
)
from vigie.demonstration.cases import Drawn
from vigie.demonstration.stories import contact, narrative
from vigie.directory.models import Structure
from vigie.incidents.services import journal_name
from vigie.taxonomy.codes import ReportStage, Touched

PARIS = ZoneInfo("Europe/Paris")
SYSTEMS = ("patient_record", "network", "messaging", "telephony", "laboratory", "imaging")
# Ransomware reaches more of them than anything else.
MOST_SYSTEMS = {"ransomware": len(SYSTEMS)}
DATA_AUTHORITY = "cnil"
# Hours after reception in which the data authority was told, and how often: in time, and late.
HOURS_TO_TELL = {(2, 60): 83, (80, 240): 17}


def declare(case: Drawn, rng: random.Random, *, caller_of: User | None = None) -> Receipt:
    """Declare a case as its structure would, or has `caller_of` type it on the phone."""
    if not case.systems:
        most = MOST_SYSTEMS.get(case.kind, 2)
        case.systems = tuple(rng.sample(SYSTEMS, rng.randint(1, most)))
    structure = _structure(case)
    submission = Submission(
        structure=DeclaredStructure.listed(structure),
        contact=contact(rng),
        facts=_facts(case, known_at=case.received_at),
        narrative=narrative(case.kind, structure.town, rng),
        channel="phone" if caller_of else "portal",
    )
    return receive(
        submission,
        code=codes.new_code(),
        realm=DEMO,
        received_at=case.received_at,
        typed_by=TypedBy(person=caller_of.pk, actor=journal_name(caller_of)) if caller_of else None,
    )


def report_later(case: Drawn, receipt: Receipt, rng: random.Random) -> None:
    """Have the structure tell the end of degraded mode, and that it told the data authority."""
    touched = Touched.YES in case.data.values()
    if not touched and (case.degraded_until is None or case.degraded_until <= case.received_at):
        return
    told_at = case.received_at + timedelta(hours=_hours_to_tell(rng))
    told = AuthorityTold(authority=DATA_AUTHORITY, told_on=told_at.astimezone(PARIS).date())
    at = max(told_at, case.degraded_until or told_at)
    complement = Complement(
        stage=ReportStage.ADDENDUM,
        facts=_facts(case, known_at=at),
        authorities=(told,) if touched else (),
    )
    complete(
        receipt,
        complement,
        form_nonce="demonstration",
        structure_kind=_structure(case).kind,
        submitted_at=at,
    )
    refresh_current_facts(receipt.declaration_id, at=at)
    # Done at its own time, for the figures: nothing is left to the worker.
    outbox.settle("declaration.completed", declaration=str(receipt.declaration_id))


def _hours_to_tell(rng: random.Random) -> int:
    first, last = rng.choices(list(HOURS_TO_TELL), list(HOURS_TO_TELL.values()))[0]
    return rng.randint(first, last)


def _facts(case: Drawn, *, known_at: datetime) -> PlainFacts:
    """Return what is known of a case at a moment: the end of degraded mode, once it came."""
    ended = case.degraded_until is not None and case.degraded_until <= known_at
    return PlainFacts(
        kind=case.kind,
        detected_at=case.detected_at,
        started_at=case.started_at,
        origin=case.origin,
        care_impact=case.care_impact,
        endangerment=case.endangerment,
        **case.data,
        others_touched=Touched.YES if case.failure else Touched.UNKNOWN,
        cross_border=case.cross_border,
        help_wanted=case.help_wanted,
        help_urgency=case.help_urgency,
        provider=case.provider,
        nature="mandatory" if case.in_scope else "voluntary",
        systems=case.systems,
        degraded_since=case.degraded_since,
        degraded_until=case.degraded_until if ended else None,
    )


def _structure(case: Drawn) -> Structure:
    if case.structure is None:
        raise ValueError("a drawn case has a structure")
    return case.structure
