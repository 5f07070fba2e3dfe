import hashlib
import json
import stat
from pathlib import Path

import pytest

from tests.observatory.builders import a_structure, declared, qualified
from vigie.observatory import snapshots

pytestmark = pytest.mark.django_db
CANARIES = {
    "structure_name": "CANARYNAME hospital",
    "structure_town": "CANARYTOWN",
    "reference": "VIG-CANARYREF",
    "import_key": "CANARYKEY",
}


def files(folder: Path) -> set[str]:
    return {path.name for path in (folder / "observatory").rglob("*") if path.is_file()}


def test_the_same_declarations_give_the_same_bytes_again() -> None:
    qualified(declared(), declared())
    declared(origin="malicious")

    with snapshots.fresh("demo") as first, snapshots.fresh("demo") as second:
        assert first.path != second.path
        assert first.path.read_bytes() == second.path.read_bytes()
        assert first.sha256 == hashlib.sha256(second.path.read_bytes()).hexdigest()
        assert first.facts == 3


def test_a_declaration_more_gives_another_digest() -> None:
    declared()
    with snapshots.fresh("demo") as before:
        pass
    declared()

    with snapshots.fresh("demo") as after:
        assert after.sha256 != before.sha256


def test_a_fresh_snapshot_leaves_nothing_behind(instance: Path) -> None:
    declared()

    with snapshots.fresh("demo"):
        assert files(instance) == {"facts.parquet"}

    assert files(instance) == set()


def test_a_kept_snapshot_stays_under_its_digest_with_its_record(instance: Path) -> None:
    declared()

    with snapshots.fresh("demo") as snapshot:
        kept = snapshots.keep(snapshot)

    assert kept.path.name == f"{kept.sha256[:16]}.parquet"
    record = json.loads(kept.path.with_suffix(".json").read_text())
    assert (record["sha256"], record["facts"], record["realm"]) == (kept.sha256, 1, "demo")
    assert len(files(instance)) == 2


def test_private_facts_are_readable_by_their_owner_only() -> None:
    declared("import:hhs")

    with snapshots.fresh("import:hhs") as snapshot:
        for path in (snapshot.path, snapshot.path.parent, snapshots.folder("import:hhs")):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_snapshot_names_nobody() -> None:
    declared(structure=a_structure(name="CANARYNAME", siret="CANARYSIRET"), **CANARIES)

    with snapshots.fresh("demo") as snapshot:
        with snapshot.open() as connection:
            rows = connection.execute("SELECT * FROM facts").fetchall()
        assert len(rows) == 1
        assert "CANARY" not in str(rows)
        assert b"CANARY" not in snapshot.path.read_bytes()


def test_a_realm_without_declarations_gives_an_empty_snapshot() -> None:
    with snapshots.fresh("live") as snapshot, snapshot.open() as connection:
        assert snapshot.facts == 0
        assert connection.execute("SELECT * FROM facts").fetchall() == []
