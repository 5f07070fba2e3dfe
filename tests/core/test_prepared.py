"""A query put together once answers with what there is at each call."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db.models import QuerySet

from tests.factories import cases
from vigie.core.prepared import once_a_thread
from vigie.declarations.models import Declaration

pytestmark = pytest.mark.django_db


def test_no_row_is_kept_from_one_call_to_the_next() -> None:
    @once_a_thread
    def all_of_them() -> QuerySet[Declaration]:
        return Declaration.objects.all()

    assert list(all_of_them()) == []
    declaration = cases.waiting()
    assert list(all_of_them()) == [declaration]


def test_it_is_put_together_once_for_each_thread() -> None:
    built: list[str] = []

    @once_a_thread
    def all_of_them() -> QuerySet[Declaration]:
        built.append("built")
        return Declaration.objects.all()

    all_of_them()
    all_of_them()
    assert len(built) == 1
    with ThreadPoolExecutor(1) as pool:
        pool.submit(all_of_them).result()
    assert len(built) == 2
