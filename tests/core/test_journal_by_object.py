"""What was done to one thing is found in a long journal by an index."""

import pytest
from django.db import connection
from django.db.models import Q

from vigie.core import journal
from vigie.core.json_key import JsonKey
from vigie.core.models import SOUGHT, JournalEntry, touched

pytestmark = pytest.mark.django_db


def test_it_is_found_under_the_name_of_its_kind() -> None:
    journal.record("declaration.received", actor="declarant", declaration="a1")
    journal.record("case.merged", actor="user:1", incident="b1", other="b2")

    def done_to(kind: str, key: str) -> list[str]:
        found = JournalEntry.objects.alias(of=touched(kind)).filter(of=key)
        return list(found.values_list("action", flat=True))

    assert done_to("declaration", "a1") == ["declaration.received"]
    assert done_to("other", "b2") == ["case.merged"]
    assert done_to("incident", "b2") == []


def test_the_database_walks_no_journal_to_find_it() -> None:
    for number in range(300):
        journal.record("case.merged", actor="user:1", incident=f"b{number}", other=f"c{number}")
        journal.record("declaration.taken", actor="user:1", declaration=f"a{number}")
    written = JournalEntry.objects.alias(**{f"of_{kind}": touched(kind) for kind in SOUGHT})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # Three hundred rows are soon read: what is asked is whether it could do better.
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = written.filter(
        Q(of_declaration__in=["a1", "a2"]) | Q(of_incident__in=["b1"]) | Q(of_other__in=["b1"])
    ).explain()

    for kind in SOUGHT:
        assert f"journal_of_{kind}" in plan


def test_a_key_that_could_be_more_than_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="it's"):
        JsonKey("objects_touched", key="it's")
