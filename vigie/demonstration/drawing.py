"""A year of synthetic cases, drawn at random so that its figures equal the targets."""

import random
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vigie.demonstration.cases import Drawn
from vigie.demonstration.failures import gather_failures
from vigie.demonstration.structures import Pool, assign_structures
from vigie.demonstration.targets import YearTargets
from vigie.taxonomy.codes import CareImpact, Endangerment, HelpWanted, Origin, Touched, Urgency

PARIS = ZoneInfo("Europe/Paris")

MALICIOUS_KINDS = {
    "phishing": 30,
    "account_compromise": 28,
    "malware": 16,
    "system_intrusion": 12,
    "data_theft": 8,
    "denial_of_service": 4,
    "fraud": 3,
    "defacement": 1,
}
OTHER_KINDS = {
    "software_fault": 32,
    "telecom_outage": 24,
    "provider_failure": 20,
    "infrastructure_failure": 14,
    "human_error": 8,
    "equipment_loss": 4,
}
SUPPORT = {HelpWanted.ADVICE: 5, HelpWanted.REMOTE: 4, HelpWanted.ON_SITE: 1}
# A few cases stop care without having first degraded it.
SHARE_INTERRUPTED = 0.04
# Hours of degraded mode, from and to, and how often.
HOURS_DEGRADED = {(1, 23): 55, (24, 160): 30, (170, 900): 15}
SHARE_WITHOUT_AN_END = 0.1
SHARE_UNKNOWN_DATA = 0.15
SHARE_OF_A_CASE_STARTED_EARLIER = 0.4


def draw_year(targets: YearTargets, pool: Pool, seed: int) -> list[Drawn]:
    """Return the year's cases, oldest first; the same seed and directory give the same ones."""
    rng = random.Random(f"{seed}:{targets.year}")  # noqa: S311 - synthetic data, no secret
    cases = [Drawn() for _ in range(targets["declarations"])]
    _draw_scope_and_origin(cases, targets, rng)
    _draw_impacts(cases, targets, rng)
    _draw_help(cases, targets, rng)
    _draw_moments(cases, targets, rng)
    assign_structures(cases, targets, pool, rng)
    gather_failures(cases, rng)
    _draw_degraded_times(cases, rng)
    return sorted(cases, key=lambda case: case.received_at)


def _draw_scope_and_origin(cases: list[Drawn], targets: YearTargets, rng: random.Random) -> None:
    for case in rng.sample(cases, targets["declarations_in_scope"]):
        case.in_scope = True
    inside = [case for case in cases if case.in_scope]
    outside = [case for case in cases if not case.in_scope]
    malicious_inside = rng.sample(inside, targets["share_malicious_in_scope"])
    malicious_outside = rng.sample(outside, targets["share_malicious"] - len(malicious_inside))
    for case in [*malicious_inside, *malicious_outside]:
        case.origin = Origin.MALICIOUS
    for case in cases:
        kinds = MALICIOUS_KINDS if case.origin == Origin.MALICIOUS else OTHER_KINDS
        case.kind = rng.choices(list(kinds), list(kinds.values()))[0]
    for case in rng.sample(malicious_inside, targets["ransomware"]):
        case.kind = "ransomware"


def _draw_impacts(cases: list[Drawn], targets: YearTargets, rng: random.Random) -> None:
    inside = [case for case in cases if case.in_scope]
    degraded = rng.sample(inside, targets["share_degraded_mode"])
    for case in degraded:
        case.care_impact = CareImpact.DEGRADED
    left = [case for case in inside if case.care_impact == CareImpact.NONE]
    interrupted = rng.sample(left, round(len(inside) * SHARE_INTERRUPTED))
    for case in interrupted:
        case.care_impact = CareImpact.INTERRUPTED
    endangered = rng.sample([*degraded, *interrupted], targets["endangerment_potential"])
    for number, case in enumerate(endangered):
        proven = number < targets["endangerment_proven"]
        case.endangerment = Endangerment.PROVEN if proven else Endangerment.POTENTIAL
    for name in ("data_availability", "data_integrity", "data_confidentiality"):
        touched = {id(case) for case in rng.sample(inside, targets[f"{name}_touched"])}
        for case in cases:
            unknown = rng.random() < SHARE_UNKNOWN_DATA
            untouched = Touched.UNKNOWN if unknown else Touched.NO
            case.data[name] = Touched.YES if id(case) in touched else untouched


def _draw_help(cases: list[Drawn], targets: YearTargets, rng: random.Random) -> None:
    for case in rng.sample(cases, targets["support_requests"]):
        case.help_wanted = rng.choices(list(SUPPORT), list(SUPPORT.values()))[0]
        case.help_urgency = rng.choice([Urgency.IMMEDIATE, Urgency.TODAY, Urgency.THIS_WEEK])


def _draw_moments(cases: list[Drawn], targets: YearTargets, rng: random.Random) -> None:
    order = rng.sample(cases, len(cases))
    same_day = targets["share_same_day"]
    within_24h = targets["share_within_24h"]
    for number, case in enumerate(order):
        received = _moment_of_reception(targets.year, rng)
        midnight = received.replace(hour=0, minute=0)
        if number < same_day:
            since = received - midnight
            detected = received - _between(timedelta(minutes=1), since, rng)
        elif number < within_24h:
            since = received - midnight + timedelta(minutes=1)
            detected = received - _between(since, timedelta(hours=22, minutes=30), rng)
        else:
            detected = received - _between(timedelta(hours=26), timedelta(days=40), rng)
        case.received_at, case.detected_at = received.astimezone(UTC), detected.astimezone(UTC)
        if rng.random() < SHARE_OF_A_CASE_STARTED_EARLIER:
            earlier = _between(timedelta(minutes=10), timedelta(days=5), rng)
            case.started_at = case.detected_at - earlier


def _draw_degraded_times(cases: list[Drawn], rng: random.Random) -> None:
    for case in cases:
        if case.care_impact == CareImpact.DEGRADED:
            case.degraded_since = case.detected_at
            shortest, longest = rng.choices(list(HOURS_DEGRADED), list(HOURS_DEGRADED.values()))[0]
            if rng.random() >= SHARE_WITHOUT_AN_END:
                length = timedelta(minutes=rng.randint(60 * shortest, 60 * longest))
                case.degraded_until = case.detected_at + length


def _moment_of_reception(year: int, rng: random.Random) -> datetime:
    day = datetime(year, 1, 1, tzinfo=PARIS).date() + timedelta(days=rng.randrange(365))
    # Most are declared in working hours, evenings and dawns have theirs. Never near midnight or
    # the hours that a change of time doubles or skips: days and delays are what they seem.
    hour = min(20, max(4, round(rng.gauss(13, 3.5))))
    return datetime.combine(day, time(hour, rng.randrange(60)), PARIS)


def _between(shortest: timedelta, longest: timedelta, rng: random.Random) -> timedelta:
    """Return a length in whole minutes, both bounds included, short ones more often."""
    low, high = (round(length.total_seconds() / 60) for length in (shortest, longest))
    return timedelta(minutes=low + int((high - low) * rng.random() ** 2))
