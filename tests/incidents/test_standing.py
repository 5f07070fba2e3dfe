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

COLUMNS = (
    "gravity",
    "kind",
    "regions",
    "listed_provider",
    "help_wanted",
    "help_urgency",
    "due_at",
)
WRONG = {"gravity": 0, "kind": "x", "regions": "x", "listed_provider": "x", "due_at": None}
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
            region=draw.choice(("", "11", "53", "977")),
            provider_key=draw.choice(("", "dedalus", "orange")),
            received_at=cases.RECEIVED + timedelta(minutes=draw.randrange(3)),
            endangerment=draw.choice(list(Endangerment)),
            care_impact=draw.choice(list(CareImpact)),
            help_wanted=draw.choice(list(HelpWanted)),
            help_urgency=draw.choice(list(Urgency)),
            late_since=draw.choice(moments),
            next_due_at=draw.choice(moments),
        )
    if draw.random() < 0.4:
        named = cases.values(provider=draw.choice(("", "Maincare")))
        services.qualify(incident, named, revision=None, actor=None)
    return incident


@pytest.mark.parametrize("seed", range(12))
def test_one_case_is_reckoned_as_all_are(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - no secret
    incident = some_case(draw)
    services.refresh_standing(incident)
    alone = Incident.objects.values(*COLUMNS).get(pk=incident.pk)
    Incident.objects.filter(pk=incident.pk).update(**WRONG)
    services.refresh_standings()
    assert Incident.objects.values(*COLUMNS).get(pk=incident.pk) == alone


@pytest.mark.parametrize("seed", range(12))
def test_what_is_stored_is_what_its_declarations_and_its_reading_say(seed: int) -> None:
    incident = some_case(random.Random(seed))  # noqa: S311 - no secret
    services.refresh_standing(incident)
    incident.refresh_from_db()
    gathered = Declaration.objects.filter(incident_link__incident=incident)
    declared = set(gathered.exclude(region="").values_list("region", flat=True))
    assert set(incident.regions.split()) == declared
    assert incident.regions.startswith(" ") == (len(declared) > 1)
    if hasattr(incident, "qualification"):
        assert incident.listed_provider == incident.provider_key
    else:
        named = gathered.exclude(provider_key="").order_by("received_at", "id")
        first = named.values_list("provider_key", flat=True).first()
        assert incident.listed_provider == (first or "")


def test_a_case_in_step_is_not_written_again() -> None:
    for _ in range(3):
        services.refresh_standing(cases.open_case())
    assert services.refresh_standings() == 0
    Incident.objects.filter(pk=cases.open_case().pk).update(regions="76")
    assert services.refresh_standings() == 1
