"""Indicators of a table: its column of values, else any cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.incidents.indicators import UnreadableTable, find_in_table


def values(raw: bytes) -> set[str]:
    return {each.value for each in find_in_table(raw).candidates}


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_column_of_values_is_read_alone(mark: str) -> None:
    rows = [
        ["type", "value", "comment"],
        ["domain", "evil-host.net", "seen by helper-host.net"],
        ["ip-dst", "185.12.45.7", "x"],
    ]
    table = "\r\n".join(mark.join(row) for row in rows)
    assert values(table.encode("utf-8-sig")) == {"evil-host.net", "185.12.45.7"}


def test_without_such_a_column_any_cell_is_searched() -> None:
    assert values(b"a,b\nevil-host.net,185.12.45.7\n") == {"evil-host.net", "185.12.45.7"}


def test_windows_accents_harm_nothing() -> None:
    assert values("Société;valeur\nÉté;evil-host.net\n".encode("cp1252")) == {"evil-host.net"}


def test_a_cell_of_several_lines_is_searched() -> None:
    assert values(b'a,b\n"evil-host.net\n185.12.45.7",x\n') == {"evil-host.net", "185.12.45.7"}


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04\0\0\0", b"x" * 1_000_001, b'a,b\n"' + b"x" * 200_000 + b'",c\n']
)
def test_what_is_no_table_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableTable):
        find_in_table(raw)


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        find_in_table(raw)
    except UnreadableTable:
        return
