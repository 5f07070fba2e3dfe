"""Anybody attacks what is published: no suppressed count can be told from the rest."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.observatory.builders import declared_often
from tests.observatory.test_recomputing import rewritten
from vigie.observatory import publications, releases

pytestmark = pytest.mark.django_db


@pytest.fixture
def file() -> Path:
    """A publication of 2019 in which something is suppressed."""
    declared_often(12, region="11")
    declared_often(30, region="84")
    declared_often(2, region="94")
    releases.release("demo", signed_by="S. Tatistician")
    return publications.folder("demo") / "2019-v001.json"


def attack(*options: str | Path) -> str:
    out = io.StringIO()
    call_command("attack_publications", *map(str, options), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_what_is_published_stands_and_says_how_much_is_suppressed(file: Path) -> None:
    cells = json.loads(file.read_text())["cells"]
    suppressed = sum(each["count"] is None for each in cells)

    assert suppressed
    assert f"{suppressed} of {len(cells)} cells suppressed" in attack(file)


def test_a_cell_shown_by_mistake_tells_what_it_hid(file: Path) -> None:
    def show_all_but_one(text: dict[str, Any]) -> None:
        small = {"region": "94", "year": "2019"}
        for cell in text["cells"]:
            if cell["unit"] == "declarations" and cell["where"] != small and not cell["count"]:
                cell["count"] = {"11": 12, "84": 30}.get(cell["where"].get("region", ""), 0)

    with pytest.raises(CommandError, match="told too well"):
        attack(rewritten(file, show_all_but_one))


def test_two_versions_are_attacked_together_beside_their_facts(file: Path) -> None:
    declared_often(9, region="84")
    releases.release("demo", signed_by="S. Tatistician", note="More came in.")

    said = attack(file, file.with_name("2019-v002.json"), "--facts")

    assert "2019, version 1" in said
    assert "2019, version 2" in said


def test_what_is_no_publication_or_of_another_year_is_refused(file: Path) -> None:
    other = file.with_name("other.json")
    other.write_text("{}")
    with pytest.raises(CommandError, match="not a publication"):
        attack(other)

    def next_year(text: dict[str, Any]) -> None:
        text["year"] = 2020

    with pytest.raises(CommandError, match="one year"):
        attack(file, rewritten(file, next_year))
