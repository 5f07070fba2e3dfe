"""A roster, a hand-over note and past drills, so that the duty of a demonstration can be read."""

from datetime import datetime, timedelta
from itertools import cycle

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.accounts.services import demonstration_account
from vigie.core.realm import DEMO
from vigie.incidents.services import duty

SHIFT = timedelta(hours=12)
SHIFTS = 20
# Days ago, and after how many minutes somebody answered.
DRILLS = ((74, 4), (41, 11), (12, 3))
NOTE = (
    "[Donnée synthétique] Deux déclarations graves dans la nuit, prises en charge. "
    "Rappeler le directeur de garde à 9 h ; sauvegardes saines, restauration en cours."
)


def play_duty(*, now: datetime) -> None:
    """Plan the shifts of the days to come, and play the drills of the last months."""
    people = [demonstration_account(role) for role in (Role.ANALYST, Role.DUTY_LEAD)]
    for days, minutes in DRILLS:
        _play_drill(people, at=now - timedelta(days=days), minutes=minutes)
    today = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    turns = cycle(people)
    for number in range(SHIFTS):
        starts_at = today + number * SHIFT
        person = next(turns)
        duty.add_shift(
            person, line=1, starts_at=starts_at, ends_at=starts_at + SHIFT, actor=people[1]
        )
    note_at = now - timedelta(hours=2)
    duty.hand_over(NOTE, actor=people[1], at=note_at)


def _play_drill(people: list[User], *, at: datetime, minutes: int) -> None:
    analyst, lead = people
    duty.add_shift(
        analyst, line=1, starts_at=at - timedelta(hours=3), ends_at=at + SHIFT, actor=lead
    )
    page = duty.start_drill(actor=lead, at=at, realm=DEMO)
    duty.acknowledge(page, actor=analyst, at=at + timedelta(minutes=minutes))
