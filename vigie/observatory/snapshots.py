"""Snapshots: the facts of one realm at one moment, as a Parquet file in the private data folder.

The same facts give the same bytes, hence the same digest: rows are sorted by every column and
nothing in the file tells when it was made.
"""

import csv
import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import get_type_hints

import duckdb
from django.conf import settings
from django.utils import timezone

from vigie.observatory.facts import Fact, facts_of

SQL_TYPES: dict[object, str] = {
    str: "VARCHAR",
    str | None: "VARCHAR",
    int: "INTEGER",
    int | None: "BIGINT",
    bool: "BOOLEAN",
    bool | None: "BOOLEAN",
}
COLUMNS = {name: SQL_TYPES[hint] for name, hint in get_type_hints(Fact).items()}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One Parquet file of facts and what identifies it."""

    realm: str
    path: Path
    sha256: str
    facts: int
    taken_at: datetime

    @contextmanager
    def open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a DuckDB connection that sees the facts as the view `facts`."""
        with engine(self.path.parent) as connection:
            connection.read_parquet(str(self.path)).create_view("facts")
            yield connection


def folder(realm: str) -> Path:
    """Return the private folder of a realm, readable by its owner only."""
    path: Path = settings.DATA_DIR / "observatory" / realm.replace(":", "-")
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@contextmanager
def fresh(realm: str) -> Iterator[Snapshot]:
    """Build the facts of a realm anew; the snapshot vanishes on leaving, unless kept."""
    # Readable by its owner only, as `tempfile` makes it.
    with tempfile.TemporaryDirectory(prefix="building-", dir=folder(realm)) as building:
        yield _write(realm, facts_of(realm), Path(building) / "facts.parquet")


def keep(snapshot: Snapshot) -> Snapshot:
    """Keep a fresh snapshot beside its record, under the name of its digest."""
    kept = Snapshot(
        snapshot.realm,
        folder(snapshot.realm) / f"{snapshot.sha256[:16]}.parquet",
        snapshot.sha256,
        snapshot.facts,
        snapshot.taken_at,
    )
    snapshot.path.replace(kept.path)
    record = {**asdict(kept), "path": kept.path.name, "taken_at": kept.taken_at.isoformat()}
    kept.path.with_suffix(".json").write_text(json.dumps(record, indent=2) + "\n")
    return kept


def kept(realm: str, sha256: str) -> Snapshot | None:
    """Return the snapshot of this digest, or None where it was not kept as it was."""
    path = folder(realm) / f"{sha256[:16]}.parquet"
    try:
        record = json.loads(path.with_suffix(".json").read_text())
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        taken_at = datetime.fromisoformat(record["taken_at"])
        facts = int(record["facts"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return Snapshot(realm, path, digest, facts, taken_at) if digest == sha256 else None


def _write(realm: str, facts: Iterable[Fact], path: Path) -> Snapshot:
    rows = path.with_suffix(".csv")
    taken_at = timezone.now()
    with rows.open("w", newline="") as file:
        csv.writer(file).writerows(facts)
    with engine(path.parent) as connection:
        connection.read_csv(
            str(rows), auto_detect=False, columns=COLUMNS, delimiter=",", quotechar='"'
        ).create_view("pulled")
        connection.sql("FROM pulled ORDER BY ALL").write_parquet(str(path), compression="zstd")
        connection.read_parquet(str(path)).create_view("facts")
        (count,) = connection.execute("SELECT count(*) FROM facts").fetchone() or (0,)
    rows.unlink()
    path.chmod(0o600)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Snapshot(realm, path, digest, count, taken_at)


@contextmanager
def engine(workplace: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open DuckDB in memory: it spills into the private folder and downloads nothing."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(workplace / "spill"),
        "memory_limit": "512MB",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=config) as connection:
        yield connection
