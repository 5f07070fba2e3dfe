"""A long list is read page by page, whatever comes or goes meanwhile."""

import pytest
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import cases
from vigie.core import keyset
from vigie.declarations.models import Declaration
from vigie.incidents import selectors

GRAVITIES = st.sampled_from(["proven", "potential", "none", "unknown"])
DECLARED = st.lists(st.tuples(GRAVITIES, st.integers(0, 3)), max_size=12)


def wait(endangerment: str, hours: int) -> Declaration:
    return cases.waiting(endangerment=endangerment, received_at=cases.RECEIVED + hours * cases.HOUR)


class WalkingTest(TestCase):
    """Hypothesis begins each example with an empty table."""

    @given(DECLARED, DECLARED, st.integers(1, 5))
    def test_each_row_that_stays_is_seen_once_in_its_order(
        self, there: list[tuple[str, int]], coming: list[tuple[str, int]], size: int
    ) -> None:
        stays = {wait(*declared).pk for declared in there}
        seen, after = [], ""
        while True:
            shown = keyset.page(selectors.to_triage("live"), size=size, after=after)
            seen += [row.pk for row in shown]
            if not shown.later:
                break
            after = shown.later
            if coming:
                wait(*coming.pop())
        expected = [row.pk for row in selectors.to_triage("live") if row.pk in stays]
        assert [key for key in seen if key in stays] == expected
        assert len(seen) == len(set(seen))

    @given(DECLARED, st.integers(1, 5))
    def test_walking_back_shows_the_same_pages(
        self, there: list[tuple[str, int]], size: int
    ) -> None:
        for declared in there:
            wait(*declared)
        for rows in (selectors.to_triage("live"), newest_first()):
            pages = [keyset.page(rows, size=size)]
            while pages[-1].later:
                pages.append(keyset.page(rows, size=size, after=pages[-1].later))
            assert [row for each in pages for row in each] == list(rows)
            for earlier, later in zip(pages[-2::-1], pages[:0:-1], strict=True):
                assert keyset.page(rows, size=size, before=later.earlier) == earlier


def newest_first() -> QuerySet[Declaration]:
    return Declaration.objects.order_by("-received_at", "-id")


@pytest.mark.django_db
def test_when_the_last_rows_are_gone_one_can_go_back() -> None:
    for hours in range(3):
        wait("none", hours)
    rows = selectors.to_triage("live")
    after = keyset.page(rows, size=2).later
    Declaration.objects.filter(pk=list(rows)[2].pk).update(taken_at=cases.RECEIVED)
    shown = keyset.page(rows, size=2, after=after)
    assert len(shown) == 0
    assert len(keyset.page(rows, size=2, before=shown.earlier)) == 2
