"""Cases of before the lists knew regions and providers are listed as new ones are."""

from importlib import import_module

import pytest
from django.apps import apps

from tests.factories import cases
from vigie.incidents import services
from vigie.incidents.models import Incident

pytestmark = pytest.mark.django_db

MIGRATION = "vigie.incidents.migrations.0012_lists_by_region_and_provider"
COLUMNS = ("pk", "regions", "listed_provider")


def test_what_the_migration_fills_is_what_the_services_write() -> None:
    alone = cases.open_case(region="53", provider="Dedalus", provider_key="dedalus")
    both = cases.open_case(region="53")
    other = cases.waiting(region="11", provider="Orange", provider_key="orange")
    services.take_into(both, other.pk, actor=None)
    cases.open_case(region="")
    services.qualify(alone, cases.values(provider="Maincare"), revision=None, actor=None)
    cases.closed_case(region="76", provider="Dedalus", provider_key="dedalus")
    written = sorted(Incident.objects.values_list(*COLUMNS))
    assert [regions for _key, regions, _name in written] == ["53", " 11 53 ", "", "76"]

    Incident.objects.update(regions="", listed_provider="")
    import_module(MIGRATION).fill(apps, None)

    assert sorted(Incident.objects.values_list(*COLUMNS)) == written
