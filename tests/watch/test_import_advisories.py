"""`vigie import_advisories`, as an operator or a scheduler runs it."""

import hashlib
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import advisories
from vigie.watch.models import Advisory

pytestmark = pytest.mark.django_db


def run(*paths: Path) -> tuple[list[str], list[str], str]:
    """Return what was said, what was said of refusals, and how it ended."""
    out, err, end = StringIO(), StringIO(), ""
    try:
        call_command("import_advisories", *map(str, paths), stdout=out, stderr=err)
    except CommandError as error:
        end = f"{error} ({error.returncode})"
    return out.getvalue().splitlines(), err.getvalue().splitlines(), end


def numbered(number: int) -> dict[str, object]:
    return advisories.document({"/document/tracking/id": f"EX-{number}"})


def test_a_file_is_imported_then_unchanged_then_replaced(tmp_path: Path) -> None:
    path = advisories.file(tmp_path, advisories.in_version(2))
    first = f"{path}: imported", "1 read: 1 imported, 0 replaced, 0 unchanged, 0 refused."
    assert run(path) == ([*first], [], "")
    assert run(path)[0][0] == f"{path}: unchanged"
    advisories.file(tmp_path, advisories.in_version(3))
    assert run(path)[0][0] == f"{path}: replaced"
    advisories.file(tmp_path, advisories.in_version(3, title="Other"))
    assert run(path)[0][0] == f"{path}: unchanged: this version is here, with other content"
    advisories.file(tmp_path, advisories.in_version(2))
    assert run(path)[0][0] == f"{path}: unchanged: a later version is here"


def test_a_refused_file_is_told_and_keeps_no_other_out(tmp_path: Path) -> None:
    bad = advisories.file(
        tmp_path, advisories.document({"/document/tracking/version": "1"}), "bad.json"
    )
    advisories.file(tmp_path, numbered(1), "good.json")
    (tmp_path / "worse.json").write_bytes(b"{")
    out, err, end = run(tmp_path)
    assert err[0] == (
        f"{bad}: refused: 6.1.16 at /document/tracking/version: the last revision is 2"
    )
    assert "worse.json: refused: JSON at /: not JSON at line 1" in err[1]
    assert out[-1] == "3 read: 1 imported, 0 replaced, 0 unchanged, 2 refused."
    assert end.startswith("Advisories refused: 2.")
    assert end.endswith("(1)")
    assert Advisory.objects.get().tracking_id == "EX-1"


def test_a_provider_s_folder_is_walked_in_order_without_what_is_no_advisory(tmp_path: Path) -> None:
    for name in ("provider-metadata.json", "csaf-feed-tlp-white.json", "index.json", "notes.txt"):
        advisories.file(tmp_path / "white", {}, name)
    second = advisories.file(tmp_path / "white" / "2026", numbered(2), "ex-2.json")
    first = advisories.file(tmp_path / "white" / "2025", numbered(1), "ex-1.json")
    out, err, _ = run(tmp_path)
    assert out[:-1] == [f"{first}: imported", f"{second}: imported"]
    assert err == []


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_a_digest_beside_a_file_must_match(tmp_path: Path, algorithm: str) -> None:
    path = advisories.file(tmp_path, advisories.document())
    beside = tmp_path / f"{path.name}.{algorithm}"
    beside.write_text(f"{'0' * 64}  {path.name}\n")
    _, err, end = run(tmp_path)
    assert err == [f"{path}: refused: digest at /: not what {beside.name} says"]
    assert end
    beside.write_text("")
    assert run(tmp_path)[1]
    right = hashlib.new(algorithm, path.read_bytes()).hexdigest().upper()
    beside.write_text(f"{right}  {path.name}\n")
    assert run(tmp_path)[0][0] == f"{path}: imported"


def test_links_that_lead_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = advisories.file(tmp_path / "outside", numbered(1), "secret.json")
    tree = tmp_path / "tree"
    inside = advisories.file(tree, numbered(2), "b.json")
    (tree / "a.json").symlink_to(outside)
    (tree / "folder").symlink_to(outside.parent)
    (tree / "c.json").symlink_to(inside)
    out, err, _ = run(tree)
    assert out[:-1] == [f"{inside}: imported", f"{tree / 'c.json'}: unchanged"]
    assert err == []


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere.json")
    missing = tmp_path / "missing.json"
    _, err, end = run(tmp_path, missing)
    assert err == [
        f"{tmp_path / 'gone.json'}: refused: file at /: No such file or directory",
        f"{tmp_path / 'pipe.json'}: refused: file at /: not a file",
        f"{missing}: refused: file at /: No such file or directory",
    ]
    assert end


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    assert run(path)[1] == [f"{path}: refused: limit at /: over 15,000,000 bytes"]


def test_a_name_cannot_steer_a_terminal(tmp_path: Path) -> None:
    advisories.file(tmp_path, advisories.document(), "\x1b[2J.json")
    assert all(line.isprintable() for line in run(tmp_path)[0])
