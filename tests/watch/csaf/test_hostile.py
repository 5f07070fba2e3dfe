"""Whatever the document: findings, never an exception, in bounded time and without tricks."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import advisories
from tests.factories.advisories import ONE, TWO
from vigie.watch.csaf import Finding, Unreadable, findings, read, summary
from vigie.watch.csaf.findings import LONGEST_SENTENCE

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(), below, max_size=4),
)
# What means something somewhere in a document, put where it does not belong.
TEXTS = (
    *("0", "1", "1.0.0-rc.1+b", ONE, TWO, "csaf_vex", "csaf_base", "x-a", "pkg:a/b", "1" * 200),
    *("0000-01-01T00:00:00Z", "9999-12-31T23:59:60-23:59", "2016-12-31T23:59:60.5Z", "CWE-1"),
    *(advisories.VECTOR, "AV:N/AC:L/Au:N/C:C/I:C/A:C", "CVSS:3.0/AV:N/AV:N", "CVSS:3.1/", ""),
)
TELLING = st.sampled_from(TEXTS) | st.sampled_from([[each] for each in TEXTS])


def pointers(value: Any, at: str = "") -> list[str]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, each in pairs:
        found.append(f"{at}/{key}")
        if isinstance(each, dict | list):
            found += pointers(each, found[-1])
    return found


PLACES = st.sampled_from(pointers(advisories.vex()))


@given(VALUES)
@settings(max_examples=300, deadline=None)
def test_any_json_value_gives_findings(value: Any) -> None:
    try:
        whole = read(json.dumps(value).encode("utf-8", "surrogatepass"))
    except Unreadable as refused:
        assert refused.finding.sentence  # noqa: PT017 - raised or not, both are right
    else:
        assert all(isinstance(each, Finding) for each in findings(whole))
        assert findings(whole)


@given(PLACES, VALUES | TELLING)
@settings(max_examples=600, deadline=None)
def test_a_document_broken_anywhere_gives_findings_or_facts(place: str, value: Any) -> None:
    try:
        broken = read(json.dumps(advisories.changed(advisories.vex(), {place: value})).encode())
    except Unreadable:
        return
    if not findings(broken):
        assert summary(broken).tracking_id


@pytest.mark.parametrize("place", ["/document/tracking/version", "/document/tracking/id"])
def test_what_is_too_long_to_be_kept_is_refused(place: str) -> None:
    found = findings(advisories.document({place: "1" * 5000}))
    assert [(each.test, each.pointer) for each in found] == [("limit", place)]


@pytest.mark.parametrize("time", ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59"])
def test_a_time_that_no_calendar_holds_is_refused(time: str) -> None:
    place = "/document/tracking/current_release_date"
    found = findings(advisories.document({place: time}))
    assert [(each.test, each.pointer) for each in found] == [("limit", place)]


def test_findings_are_a_hundred_at_most() -> None:
    references = [f"P-{number}" for number in range(5000)]
    place = "/vulnerabilities/0/product_status/fixed"
    assert len(findings(advisories.document({place: references}))) == 100


def test_of_a_large_document_the_schema_says_the_first_thing_only() -> None:
    place = "/vulnerabilities/0/product_status/known_affected"
    wrong = [{"not": number} for number in range(30_000)]
    found = findings(advisories.document({place: wrong}))
    assert [(each.test, each.pointer) for each in found] == [("schema", f"{place}/0")]
    assert len(findings(advisories.document({place: wrong[:3]}))) > 1


def test_what_a_stranger_wrote_cannot_steer_a_terminal() -> None:
    name = "\x1b[2J\r\u202e" + "x" * 1000
    found = findings(advisories.document({"/vulnerabilities/0/product_status/fixed": [name]}))
    assert found
    for each in found:
        assert str(each).isprintable()
        assert len(each.sentence) <= LONGEST_SENTENCE + 1


def test_texts_made_to_be_slow_are_checked_in_a_moment() -> None:
    slow = "cpe:2.3:a:" + "?" * 50_000 + "\\!" * 50_000
    tag = "a" * 3 + "-aaa" * 50_000 + "!"
    place = "/product_tree/branches/0/branches/0/branches/0/product"
    started = time.perf_counter()
    found = findings(
        advisories.document(
            {
                f"{place}/product_identification_helper/cpe": slow,
                "/document/lang": tag,
                "/document/tracking/version": "1.0.0-" + "a" * 100_000 + "!",
            }
        )
    )
    assert {each.test for each in found} == {"schema"}
    assert time.perf_counter() - started < 5
