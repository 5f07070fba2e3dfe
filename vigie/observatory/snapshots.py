"""Snapshots: the facts of one realm at one moment, as Parquet files in the private data folder.

A snapshot is a folder, with a folder for each relation and in it one for each year, named as Hive
does: `declarations/year=2019/facts.parquet`. DuckDB reads it, and so does Spark. The same facts
give the same bytes, hence the same digest: rows are sorted by every column, one thread writes,
and nothing in a file tells when it was made.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.utils import timezone

from vigie.observatory import parquet
from vigie.observatory.facts import RELATIONS, Pull

# Grows when the files are laid out otherwise: older snapshots are then as good as lost.
LAYOUT = 2
RECORD = "snapshot.json"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One folder of facts and what identifies it."""

    realm: str
    path: Path
    # Of the sorted list of its files, each beside its own digest, as `sha256sum` prints it.
    sha256: str
    # How many rows each relation has.
    rows: Mapping[str, int]
    taken_at: datetime

    @property
    def facts(self) -> int:
        """How many declarations it tells of."""
        return self.rows["declarations"]

    @contextmanager
    def open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a DuckDB connection that sees each relation as a view of its name."""
        with parquet.engine(self.path.parent) as connection:
            for name, relation in RELATIONS.items():
                parquet.create_view(connection, name, relation, self.path / name)
            yield connection


def folder(realm: str) -> Path:
    """Return the private folder of a realm, readable by its owner only."""
    private: Path = settings.DATA_DIR / "observatory"
    path = private / realm.replace(":", "-")
    for each in (private, path):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@contextmanager
def fresh(realm: str, at: datetime | None = None) -> Iterator[Snapshot]:
    """Build the facts of a realm anew, for the moment `at`: by default, now.

    The snapshot vanishes on leaving, unless kept. Raises FrontHasNoFacts in a front process.
    """
    pull = Pull(realm, at or timezone.now())
    # Readable by its owner only, as `tempfile` makes it.
    with tempfile.TemporaryDirectory(prefix="building-", dir=folder(realm)) as building:
        path = Path(building) / "snapshot"
        path.mkdir(mode=0o700)
        with parquet.engine(path.parent) as connection:
            rows = {
                name: parquet.write(connection, path / name, relation, relation.pull(pull))
                for name, relation in RELATIONS.items()
            }
        yield Snapshot(realm, path, digest(path), rows, pull.at)


def keep(snapshot: Snapshot) -> Snapshot:
    """Keep a fresh snapshot with its record, under the name of its digest.

    The same facts are kept once: with the moment at which they were first kept.
    """
    if known := kept(snapshot.realm, snapshot.sha256):
        return known
    record = {
        "layout": LAYOUT,
        "realm": snapshot.realm,
        "taken_at": snapshot.taken_at.isoformat(),
        "sha256": snapshot.sha256,
        "rows": dict(snapshot.rows),
        "files": _digests(snapshot.path),
    }
    written = snapshot.path / RECORD
    written.touch(mode=0o600)
    written.write_text(json.dumps(record, indent=2) + "\n")
    path = _place(snapshot.realm, snapshot.sha256)
    # What stands there is not what its name says.
    shutil.rmtree(path, ignore_errors=True)
    return replace(snapshot, path=snapshot.path.rename(path))


def kept(realm: str, sha256: str) -> Snapshot | None:
    """Return the snapshot of this digest, or None where it was not kept as it was."""
    path = _place(realm, sha256)
    try:
        record = json.loads((path / RECORD).read_text())
        if record["layout"] != LAYOUT or digest(path) != sha256:
            return None
        return _recorded(realm, path, sha256, record)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def digest(path: Path) -> str:
    """Return the SHA-256 of the list of a snapshot's files and of their own digests."""
    lines = [f"{sha256}  {name}\n" for name, sha256 in _digests(path).items()]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _place(realm: str, sha256: str) -> Path:
    return folder(realm) / sha256[:16]


def _recorded(realm: str, path: Path, sha256: str, record: dict[str, Any]) -> Snapshot:
    rows = {name: int(record["rows"][name]) for name in RELATIONS}
    return Snapshot(realm, path, sha256, rows, datetime.fromisoformat(record["taken_at"]))


def _digests(path: Path) -> dict[str, str]:
    files = {file.relative_to(path).as_posix(): file for file in path.rglob("*.parquet")}
    return {name: _digest_of(files[name]) for name in sorted(files)}


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
