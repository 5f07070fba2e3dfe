"""The full-text index follows the table, whoever writes it, and its migration can be undone."""

import pytest
from django.core.management import call_command
from django.db import connection

from tests.factories.structures import hospital
from vigie.directory import selectors
from vigie.directory.models import Structure


def found(query: str) -> list[Structure]:
    return selectors.search_structures(query)


@pytest.mark.django_db
def test_a_renamed_structure_is_found_by_its_new_name_only() -> None:
    structure = hospital(name="CH DE VALBELLE", town="ORVELLE")
    structure.name = "CH DES DEUX RIVES"
    structure.save()
    assert found("valbelle") == []
    assert found("deux rives") == found("orvelle") == [structure]


@pytest.mark.django_db
def test_a_deleted_structure_is_found_no_more() -> None:
    structure = hospital(name="CH DE VALBELLE")
    number = structure.pk
    structure.delete()
    assert found("valbelle") == []
    again = hospital(pk=number, name="CH DE VALBELLE")
    assert found("valbelle") == [again]


@pytest.mark.django_db
def test_structures_written_together_are_found() -> None:
    both = [
        Structure(finess=f"35000001{rank}", name=f"CH DE VALBELLE {rank}", kind="other")
        for rank in range(2)
    ]
    Structure.objects.bulk_create(both)
    assert found("valbelle") == both
    Structure.objects.all().delete()
    assert found("valbelle") == []


@pytest.mark.django_db(transaction=True)
def test_structures_known_before_the_index_are_found_after_it() -> None:
    structure = hospital(name="CH DE VALBELLE")
    call_command("migrate", "directory", "0001", verbosity=0)
    try:
        indexes = " ".join(connection.introspection.table_names())
        assert "search" not in indexes
    finally:
        # All of them: what stands on this table was taken down with its index.
        call_command("migrate", verbosity=0)
    assert found("valbelle") == [structure]


@pytest.mark.django_db
def test_the_index_is_what_answers() -> None:
    hospital(name="CH DE VALBELLE")
    query = Structure.objects.filter(search_text__has_words=["valbelle"])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")
        plan = query.explain()
    assert "directory_structure_search" in plan
