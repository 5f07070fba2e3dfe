"""How many structures declared, for each thousand that the directory knows."""

import pytest
from django.utils import translation

from tests.observatory.builders import a_structure, declared, figures_of, measure
from vigie.observatory import wording
from vigie.observatory.measures import Rate

pytestmark = pytest.mark.django_db
BRITTANY, OCCITANIE = "53", "76"


def test_a_rate_is_out_of_the_open_structures_of_the_region() -> None:
    first = a_structure(region=BRITTANY)
    for _ in range(3):
        a_structure(region=BRITTANY)
    a_structure(region=BRITTANY, closed_on="2010-01-01")
    for _ in range(2):
        declared(structure=first, region=BRITTANY)

    rate = measure("rate_structures_by_region", f"region={BRITTANY}")

    assert rate == Rate(1, 4, per=1000)
    assert rate.value == 250
    assert wording.fraction(rate) == "1 / 4"


def test_no_rate_is_told_where_the_directory_knows_fewer_than_declared() -> None:
    declared(region=OCCITANIE)

    told = [each.breakdown for each in figures_of() if each.key == "rate_structures_by_region"]

    assert f"region={OCCITANIE}" not in told


def test_a_rate_is_read_per_thousand() -> None:
    with translation.override("en"):
        assert wording.value(Rate(1, 60, per=1000)) == "16.7 per 1,000"
