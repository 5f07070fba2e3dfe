"""`vigie make_structures` and `vigie import_structures`, as an operator runs them."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.directory.files import legacy_line, legacy_lines, write_legacy
from vigie.directory.models import Structure

pytestmark = pytest.mark.django_db


def run(*arguments: str | Path) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_directory_is_made_then_imported(tmp_path: Path) -> None:
    path = tmp_path / "directory.csv"
    made, _ = run("make_structures", "--count", "50", "--output", path)
    assert made.splitlines() == [
        f"50 invented structures in {path}.",
        f"Next: vigie import_structures {path}",
    ]
    told, _ = run("import_structures", path)
    count, then = told.splitlines()
    assert count == (
        "FINESS establishments, legacy CSV: 50 added, 0 changed, 0 unchanged, 0 closed, 0 refused."
    )
    assert then.startswith("Next: ")
    assert Structure.objects.filter(synthetic=True).count() == 50


def test_refusals_are_listed_and_end_with_their_own_exit_code(tmp_path: Path) -> None:
    out, err = StringIO(), StringIO()
    path = write_legacy(tmp_path, legacy_line(), legacy_line(finess=""))
    with pytest.raises(CommandError, match="Rows refused: 1") as failed:
        call_command("import_structures", str(path), stdout=out, stderr=err)
    assert failed.value.returncode == 3
    assert "1 added, 0 changed, 0 unchanged, 0 closed, 1 refused." in out.getvalue()
    assert err.getvalue().splitlines()[0] == "line 3: FINESS number missing"


def test_a_long_list_of_refusals_is_cut(tmp_path: Path) -> None:
    err = StringIO()
    path = write_legacy(tmp_path, legacy_line(), *["x"] * 120)
    with pytest.raises(CommandError):
        call_command("import_structures", str(path), stdout=StringIO(), stderr=err)
    assert err.getvalue().splitlines()[-1] == "... and 20 more"


def test_withheld_closings_tell_how_to_allow_them(tmp_path: Path) -> None:
    run("import_structures", write_legacy(tmp_path, *legacy_lines(100)))
    shorter = write_legacy(tmp_path, *legacy_lines(50))
    with pytest.raises(CommandError, match="--allow-mass-closing") as failed:
        run("import_structures", shorter)
    assert failed.value.returncode == 3
    run("import_structures", shorter, "--allow-mass-closing")
    assert Structure.objects.filter(closed_on__isnull=False).count() == 50


@pytest.mark.parametrize("content", ["", "x", "{", "finess;etalab;1;2024-01-01\nx\ny\n"])
def test_a_bad_file_is_a_plain_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file"
    path.write_text(content)
    with pytest.raises(CommandError) as failed:
        run("import_structures", path)
    assert failed.value.returncode == 1
    assert str(failed.value).endswith(".")


def test_a_directory_that_cannot_be_made_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--count: between 1 and"):
        run("make_structures", "--count", "0", "--output", tmp_path / "a")
    with pytest.raises(CommandError, match="cannot be written"):
        run("make_structures", "--output", tmp_path / "no" / "a")
