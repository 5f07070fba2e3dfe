"""Where a case stands: computed for one case as the database computes it for all."""

import random
from datetime import timedelta

import pytest

from tests.factories import cases
from vigie.declarations.models import Declaration
from vigie.incidents import services
from vigie.incidents.models import Incident
from vigie.taxonomy.codes import CareImpact, Endangerment, HelpWanted, Urgency

pytestmark = pytest.mark.django_db

COLUMNS = ("gravity", "kind", "help_wanted", "help_urgency", "due_at")
KINDS = ("phishing", "ransomware", "malware")


def some_case(draw: random.Random) -> Incident:
    """Return a case of one to four declarations that differ in everything that counts."""
    incident = cases.open_case()
    for _ in range(draw.randrange(4)):
        services.take_into(incident, cases.waiting().pk, actor=None)
    for declaration in Declaration.objects.filter(incident_link__incident=incident):
        moments = [None, *(cases.RECEIVED + timedelta(hours=draw.randrange(90)) for _ in range(2))]
        Declaration.objects.filter(pk=declaration.pk).update(
            kind=draw.choice(KINDS),
            received_at=cases.RECEIVED + timedelta(minutes=draw.randrange(3)),
            endangerment=draw.choice(list(Endangerment)),
            care_impact=draw.choice(list(CareImpact)),
            help_wanted=draw.choice(list(HelpWanted)),
            help_urgency=draw.choice(list(Urgency)),
            late_since=draw.choice(moments),
            next_due_at=draw.choice(moments),
        )
    if draw.random() < 0.4:
        services.qualify(incident, cases.values(), revision=None, actor=None)
    return incident


@pytest.mark.parametrize("seed", range(12))
def test_one_case_is_reckoned_as_all_are(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - no secret
    incident = some_case(draw)
    services.refresh_standing(incident)
    alone = Incident.objects.values(*COLUMNS).get(pk=incident.pk)
    Incident.objects.filter(pk=incident.pk).update(gravity=0, kind="x", due_at=None)
    services.refresh_standings()
    assert Incident.objects.values(*COLUMNS).get(pk=incident.pk) == alone
