"""Cases of these days, so that the desk of a demonstration has something to do."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from vigie.accounts.models import User
from vigie.demonstration.cases import Drawn
from vigie.demonstration.declaring import declare
from vigie.demonstration.handling import play_handling, play_indicators
from vigie.demonstration.pending import play_addition, play_approvals, play_judgement
from vigie.demonstration.playing import qualification
from vigie.demonstration.stories import provider
from vigie.demonstration.structures import Pool
from vigie.demonstration.telling import tell_authorities
from vigie.demonstration.writing import play_messages
from vigie.incidents.services import add_tags, qualify, take
from vigie.taxonomy.codes import CareImpact, Endangerment, HelpWanted, Origin, Touched, Urgency

# Which of the invented providers fails these days.
FAILING = 0
YES_NO = (Touched.YES, Touched.NO, Touched.UNKNOWN)
DATA = ("data_availability", "data_integrity", "data_confidentiality")
GRAVE: dict[str, Any] = {
    "kind": "ransomware",
    "origin": Origin.MALICIOUS,
    "care_impact": CareImpact.INTERRUPTED,
    "endangerment": Endangerment.POTENTIAL,
    "help_wanted": HelpWanted.ON_SITE,
    "help_urgency": Urgency.IMMEDIATE,
}
# Hours ago, and what was declared: still waiting in the queue.
WAITING: tuple[tuple[float, dict[str, Any]], ...] = (
    (0.4, GRAVE),
    (1.5, {"kind": "phishing", "origin": Origin.MALICIOUS}),
    (3, {"kind": "telecom_outage", "care_impact": CareImpact.DEGRADED}),
    (
        7,
        {
            "kind": "account_compromise",
            "origin": Origin.MALICIOUS,
            "help_wanted": HelpWanted.ADVICE,
            "help_urgency": Urgency.TODAY,
        },
    ),
    (
        14,
        {
            "kind": "software_fault",
            "care_impact": CareImpact.DEGRADED,
            "endangerment": Endangerment.PROVEN,
        },
    ),
    (
        22,
        {
            "kind": "unknown",
            "origin": Origin.UNKNOWN,
            "care_impact": CareImpact.UNKNOWN,
            "endangerment": Endangerment.UNKNOWN,
        },
    ),
    (31, {"kind": "human_error"}),
    # One provider fails, and its customers declare: suggested as one incident.
    *(
        (
            4 + hours,
            {
                "kind": "provider_failure",
                "care_impact": CareImpact.DEGRADED,
                "provider": provider(FAILING, customer),
            },
        )
        for customer, hours in enumerate((0, 0.3, 0.9, 1.4))
    ),
)
# Taken, and some qualified: the open cases.
TAKEN: tuple[tuple[float, dict[str, Any], bool], ...] = (
    (40, {**GRAVE, "endangerment": Endangerment.PROVEN}, True),
    (55, {"kind": "data_theft", "origin": Origin.MALICIOUS}, False),
    (
        70,
        {
            "kind": "provider_failure",
            "care_impact": CareImpact.DEGRADED,
            "cross_border": Touched.YES,
        },
        True,
    ),
    (96, {"kind": "malware", "origin": Origin.MALICIOUS}, False),
    (130, {"kind": "denial_of_service", "origin": Origin.MALICIOUS}, True),
)
# Those who had no line left but a mobile.
BY_PHONE = {"telecom_outage"}
AN_HOUR = timedelta(hours=1)
# Those whose declarants were written to.
WRITTEN_TO = {"ransomware", "provider_failure", "data_theft"}


@transaction.atomic
def play_open_cases(pool: Pool, *, actor: User, now: datetime, seed: int) -> int:
    """Declare cases of the last days, take some and qualify some; return how many."""
    rng = random.Random(f"{seed}:open")  # noqa: S311 - synthetic data, no secret
    cells = sorted(pool.cells)

    def drawn(hours: float, facts: dict[str, Any]) -> Drawn:
        received_at = now - timedelta(hours=hours)
        return replace(
            Drawn(in_scope=True, data={name: rng.choice(YES_NO) for name in DATA}),
            structure=rng.choice(pool.cells[rng.choice(cells)]),
            received_at=received_at,
            detected_at=received_at - timedelta(minutes=rng.randint(15, 600)),
            **facts,
        )

    waiting = {}
    for hours, facts in WAITING:
        caller_of = actor if facts["kind"] in BY_PHONE else None
        waiting[facts["kind"]] = declare(drawn(hours, facts), rng, caller_of=caller_of)
    play_judgement(
        waiting["phishing"], waiting["account_compromise"], actor=actor, at=now - AN_HOUR
    )
    play_approvals(waiting["human_error"])
    for hours, facts, qualified in TAKEN:
        case = drawn(hours, facts)
        taken_at = case.received_at + timedelta(minutes=12)
        receipt = declare(case, rng)
        incident = take(receipt.declaration_id, actor=actor, at=taken_at)
        if case.kind in WRITTEN_TO:
            at = taken_at + timedelta(minutes=15)
            play_messages(incident, receipt, case.kind, actor=actor, at=at)
        if qualified:
            at = taken_at + timedelta(hours=2)
            qualify(incident, qualification(case), revision=None, actor=actor, at=at)
            if case.endangerment == Endangerment.PROVEN:
                tell_authorities(incident, actor=actor, at=at + timedelta(minutes=10))
        if case.kind == "ransomware":
            play_handling(incident, actor=actor, at=taken_at)
            add_tags(incident, ("vpn", "lockbit"), actor=actor)
            play_addition(receipt, at=now - AN_HOUR)
        elif case.kind == "malware":
            play_indicators(incident, actor=actor)
    return len(WAITING) + len(TAKEN)
