"""The facts of a bulletin come back as they were stored, and nothing unsound is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.factories import bulletins
from vigie.watch.facts import Facts, NoVector, Vulnerability, base_score


def test_they_come_back_as_they_were_stored() -> None:
    known = bulletins.facts()
    assert Facts.read(known.stored()) == known


@pytest.mark.parametrize(
    ("vector", "score"),
    [
        (bulletins.VECTOR, 9.8),
        ("CVSS:3.0/AV:L/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H", 6.7),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3),
    ],
)
def test_a_score_follows_from_its_vector(vector: str, score: float) -> None:
    assert Vulnerability(cve="CVE-2024-12345", vector=vector).score == score


@given(st.text(max_size=60))
def test_what_is_no_vector_has_no_score(text: str) -> None:
    with pytest.raises(NoVector):
        base_score(text)


@pytest.mark.parametrize("cve", ["", "CVE-24-1", "cve-2024-12345", "CVE-2024-12345 "])
def test_what_is_no_public_number_is_refused(cve: str) -> None:
    with pytest.raises(ValidationError):
        Vulnerability(cve=cve)
