"""Spark listens on this machine only, leaves nothing behind, and serves one after the other."""

import socket
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.observatory.engines.random_facts import YEARS, random_snapshot
from vigie.observatory import counting, engines

LISTENING = "0A"


@pytest.fixture(autouse=True)
def chosen(settings: Settings, spark: str) -> None:
    settings.VIGIE_FIGURES_ENGINE = spark


def listening_addresses() -> set[str]:
    """Return the addresses on which a Java of this user's waits for connections, on Linux."""
    sockets = {
        link.readlink().name
        for java in Path("/proc").iterdir()
        if java.name.isdecimal() and "java" in (java / "comm").read_text()
        for link in (java / "fd").iterdir()
        if link.is_symlink()
    }
    return {address for address, inode in _listening() if f"socket:[{inode}]" in sockets}


def _listening() -> Iterator[tuple[str, str]]:
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            _number, local, _remote, state, *_rest = fields = line.split()
            if state == LISTENING:
                yield _address(local.partition(":")[0]), fields[9]


def _address(written: str) -> str:
    words = [written[start : start + 8] for start in range(0, len(written), 8)]
    packed = b"".join(struct.pack("=I", int(word, 16)) for word in words)
    return socket.inet_ntop(socket.AF_INET if len(packed) == 4 else socket.AF_INET6, packed)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs Linux")
def test_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    with engines.opened(random_snapshot(tmp_path / "snapshot", seed=1)):
        found = listening_addresses()

    assert found
    assert found <= {"127.0.0.1", "::ffff:127.0.0.1", "::1"}


def test_it_leaves_no_file_and_no_session(tmp_path: Path) -> None:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    snapshot = random_snapshot(tmp_path / "snapshot", seed=1)
    before = sorted(snapshot.path.rglob("*"))
    assert counting.years(snapshot) == list(YEARS)

    assert SparkSession.getActiveSession() is None
    assert list((tmp_path / "spill").iterdir()) == []
    assert sorted(snapshot.path.rglob("*")) == before


def test_two_threads_are_served_one_after_the_other(tmp_path: Path) -> None:
    snapshots = [
        random_snapshot(tmp_path / str(year) / "snapshot", seed=1, years=[year])
        for year in (2019, 2020)
    ]
    with ThreadPoolExecutor() as pool:
        assert list(pool.map(counting.years, snapshots)) == [[2019], [2020]]


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    snapshot = random_snapshot(tmp_path / "50 % of {these}, été" / "snapshot", seed=1)

    assert counting.years(snapshot) == list(YEARS)
