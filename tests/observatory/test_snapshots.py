import json
import shutil
import stat
from pathlib import Path

import pytest

from tests.observatory.builders import NOON, declared, qualified
from vigie.observatory import snapshots
from vigie.observatory.facts import RELATIONS

pytestmark = pytest.mark.django_db


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def kept_snapshot() -> snapshots.Snapshot:
    declared()
    with snapshots.fresh("demo") as snapshot:
        return snapshots.keep(snapshot)


def test_the_same_declarations_give_the_same_bytes_again() -> None:
    qualified(declared(), declared())
    declared(origin="malicious")

    with snapshots.fresh("demo") as first, snapshots.fresh("demo") as second:
        assert first.path != second.path
        assert files(first.path) == files(second.path)
        assert first.sha256 == second.sha256
        assert first.facts == 3


def test_a_declaration_more_gives_another_digest() -> None:
    declared()
    with snapshots.fresh("demo") as before:
        pass
    declared()

    with snapshots.fresh("demo") as after:
        assert after.sha256 != before.sha256


def test_each_year_has_a_file_of_its_own_as_spark_looks_for_it() -> None:
    declared()
    declared(received_at=NOON.replace(year=2021))

    with snapshots.fresh("demo") as snapshot:
        assert {"declarations/year=2019/facts.parquet", "declarations/year=2021/facts.parquet"} == {
            name for name in files(snapshot.path) if name.startswith("declarations/")
        }


def test_a_fresh_snapshot_leaves_nothing_behind(instance: Path) -> None:
    declared()

    with snapshots.fresh("demo") as snapshot:
        assert {Path(name).suffix for name in files(snapshot.path)} == {".parquet"}

    assert files(instance / "observatory") == {}


def test_a_kept_snapshot_stays_under_its_digest_with_its_record() -> None:
    kept = kept_snapshot()

    assert kept.path == snapshots.folder("demo") / kept.sha256[:16]
    record = json.loads((kept.path / "snapshot.json").read_text())
    assert (record["sha256"], record["realm"]) == (kept.sha256, "demo")
    assert record["rows"]["declarations"] == 1
    assert {*record["files"], "snapshot.json"} == files(kept.path).keys()
    assert snapshots.kept("demo", kept.sha256) == kept


def test_the_same_facts_are_kept_once() -> None:
    first = kept_snapshot()

    with snapshots.fresh("demo") as snapshot:
        assert snapshots.keep(snapshot) == first


@pytest.mark.parametrize("how", ["altered", "missing", "added", "laid out otherwise"])
def test_a_snapshot_that_is_not_what_was_kept_is_lost(how: str) -> None:
    kept = kept_snapshot()
    file = kept.path / "declarations" / "year=2019" / "facts.parquet"
    if how == "altered":
        file.write_bytes(file.read_bytes() + b" ")
    elif how == "missing":
        file.unlink()
    elif how == "added":
        shutil.copytree(file.parent, kept.path / "declarations" / "year=2020")
    else:
        record = json.loads((kept.path / "snapshot.json").read_text())
        (kept.path / "snapshot.json").write_text(json.dumps({**record, "layout": 1}))

    assert snapshots.kept("demo", kept.sha256) is None


def test_what_was_altered_is_kept_anew() -> None:
    kept = kept_snapshot()
    (kept.path / "directory" / "facts.parquet").unlink()

    with snapshots.fresh("demo") as snapshot:
        snapshots.keep(snapshot)

    assert snapshots.kept("demo", kept.sha256) is not None


def test_private_facts_are_readable_by_their_owner_only(instance: Path) -> None:
    qualified(declared())
    with snapshots.fresh("demo") as snapshot:
        snapshots.keep(snapshot)

    private = instance / "observatory"
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [private, *private.rglob("*")]}
    assert {modes[path] for path in modes if path.is_dir()} == {0o700}
    assert {modes[path] for path in modes if path.is_file()} == {0o600}


def test_a_realm_without_declarations_gives_views_with_their_columns_and_no_row() -> None:
    with snapshots.fresh("live") as snapshot, snapshot.open() as connection:
        assert set(snapshot.rows.values()) == {0}
        for name, relation in RELATIONS.items():
            found = connection.table(name)
            assert found.columns == list(relation.row._fields)
            assert found.fetchall() == []
