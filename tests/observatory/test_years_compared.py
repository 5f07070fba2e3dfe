"""A year is compared with the one before only where the two tell of the same thing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from tests.factories.publications import RELEASED, a_publication, published
from vigie.observatory import selectors
from vigie.observatory.enums import ReportKind
from vigie.observatory.publications import Publication
from vigie.observatory.reports.editions import Edition
from vigie.observatory.reports.sentences import sentences

Read = Callable[[Publication], str]
NOW = a_publication(2023)
RUNNING = replace(a_publication(2022), snapshot_taken_at=datetime(2022, 11, 3, tzinfo=UTC))


def report(before: Publication) -> str:
    edition = Edition(
        kind=ReportKind.OBSERVATORY, published=[before, NOW], at=RELEASED, publisher="CSIRT"
    )
    with override("en"):
        return " ".join(sentences(NOW.national(), edition.before))


def page(before: Publication) -> str:
    published(before)
    published(NOW)
    with override("en"):
        groups = selectors.groups(NOW)
    return " ".join(each.change for group in groups for each in group.readings)


@pytest.mark.parametrize("read", [report, page])
def test_two_whole_years_counted_alike_are(read: Read) -> None:
    assert "2022" in read(a_publication(2022))


@pytest.mark.parametrize("read", [report, page])
@pytest.mark.parametrize(
    "before",
    [a_publication(2022, method="1"), a_publication(2021), RUNNING],
    ids=["counted by another method", "two years before", "not over when it was counted"],
)
def test_others_are_not(read: Read, before: Publication) -> None:
    told = read(before)

    assert "2022" not in told
    assert "2021" not in told
