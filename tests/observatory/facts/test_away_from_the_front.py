"""No fact row can be reached from the front."""

from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import Settings

from tests.factories import notices
from tests.fixtures.database import FrontDatabase
from tests.observatory.builders import NOON, declared, facts_of
from vigie.observatory import snapshots
from vigie.observatory.facts import RELATIONS, FrontHasNoFacts

pytestmark = pytest.mark.django_db
# The register is public: its counts tell of nobody.
PRIVATE = sorted(RELATIONS.keys() - {"directory"})
SPARK = "declarations/year=2019/facts.parquet"


@pytest.mark.usefixtures("front_process")
@pytest.mark.parametrize("relation", RELATIONS)
def test_a_front_process_refuses_to_pull(relation: str) -> None:
    declared()
    with pytest.raises(FrontHasNoFacts):
        facts_of("demo", relation)


@pytest.mark.usefixtures("front_process")
def test_a_front_process_makes_no_snapshot(instance: Path) -> None:
    with pytest.raises(FrontHasNoFacts), snapshots.fresh("demo"):
        pass
    assert not (instance / "observatory").exists()


@pytest.mark.parametrize("relation", PRIVATE)
def test_the_database_user_of_the_front_may_not_read_what_facts_are_made_of(
    front_database: FrontDatabase, relation: str
) -> None:
    if front_database.role is None:
        pytest.skip("SQLite has no users")
    with front_database.lifted():
        notices.declared(realm="demo")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        facts_of("demo", relation)


def test_no_address_of_the_front_serves_the_private_folder(
    client: Client, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "vigie.config.urls.front"
    declared(received_at=NOON)
    with snapshots.fresh("demo") as snapshot:
        kept = snapshots.keep(snapshot)
    file = f"demo/{kept.path.name}/{SPARK}"
    assert (kept.path / SPARK).read_bytes().startswith(b"PAR1")
    folders = ("", "static/", "media/", "fr/", "en/figures/", "fr/chiffres/", "api/v1/")
    steps = ("observatory/", "../observatory/", "%2e%2e/observatory/", "..%2fobservatory/")
    for address in (f"/{folder}{step}{file}" for folder in folders for step in steps):
        answer = client.get(address)
        assert answer.status_code in {301, 302, 404}, address
        assert b"PAR1" not in answer.content


def test_what_is_served_as_files_stands_elsewhere(settings: Settings) -> None:
    private = snapshots.folder("demo")
    for served in (settings.STATIC_ROOT, settings.MEDIA_ROOT):
        assert not private.is_relative_to(served)
