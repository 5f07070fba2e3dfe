"""Anybody makes every published figure again from the published cells alone."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.observatory.builders import declared_often, qualified
from vigie.core import keys
from vigie.observatory import publications, releases

pytestmark = pytest.mark.django_db


@pytest.fixture
def file() -> Path:
    """A publication of 2019 in which something is suppressed."""
    qualified(*declared_often(12, region="11"), origin="malicious")
    declared_often(30, region="84")
    declared_often(2, region="94")
    releases.release("demo", signed_by="S. Tatistician")
    return publications.folder("demo") / "2019-v001.json"


def recompute(*options: str | Path) -> str:
    out = io.StringIO()
    call_command("recompute", *map(str, options), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def rewritten(file: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The publication as a forger would write it: its digest is right."""
    text = json.loads(file.read_text())
    change(text)
    signature = text.pop("signature")
    del text["sha256"]
    forged = file.with_name("forged.json")
    digest = publications._digest(text)
    forged.write_text(json.dumps({"sha256": digest, "signature": signature, **text}))
    return forged


def test_every_figure_is_told_by_the_published_cells(file: Path) -> None:
    said = recompute(file)

    number = len(json.loads(file.read_text())["figures"])
    assert f"{number} figures: all told by the cells alone" in said


def test_the_facts_bear_the_cells_out_and_the_key_the_signature(file: Path) -> None:
    said = recompute(file, "--facts", "--key", file.with_name("publication-key.pem"))

    assert "signature: genuine" in said
    assert "cells: all borne out by the private facts" in said


def test_a_figure_that_its_cells_do_not_tell_is_found(file: Path) -> None:
    def more_malicious(text: dict[str, Any]) -> None:
        (share,) = [each for each in text["figures"] if each["key"] == "declarations"]
        share["numerator"] = share["value"] = 45

    with pytest.raises(CommandError, match="1 figures are not what the cells tell"):
        recompute(rewritten(file, more_malicious))


def test_cells_that_the_facts_do_not_bear_out_are_found(file: Path) -> None:
    def another_month(text: dict[str, Any]) -> None:
        (month,) = [c for c in text["cells"] if c["where"] == {"month": "06", "year": "2019"}]
        month["count"] += 1
        (figure,) = [each for each in text["figures"] if each["breakdown"] == "month=06"]
        figure["numerator"] = figure["value"] = month["count"]

    with pytest.raises(CommandError, match="1 cells are not what the facts say"):
        recompute(rewritten(file, another_month), "--facts")


def test_what_was_signed_by_nobody_or_by_another_is_refused(file: Path, tmp_path: Path) -> None:
    def another_note(text: dict[str, Any]) -> None:
        text["note"] = "All is well."

    with pytest.raises(CommandError, match="not of this key"):
        recompute(rewritten(file, another_note), "--key", file.with_name("publication-key.pem"))

    other = tmp_path / "other"
    keys.make_missing_keys(other)
    with pytest.raises(CommandError, match="not a public key"):
        recompute(file, "--key", other / keys.PUBLICATION_SIGNING)


def test_a_file_changed_by_hand_or_that_is_none_is_refused(file: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.json"
    changed.write_text(file.read_text().replace("S. Tatistician", "Somebody else", 1))

    for bad in (changed, tmp_path / "nowhere.json", Path(__file__)):
        with pytest.raises(CommandError, match="is not a publication, or not as it was written"):
            recompute(bad)


def test_facts_that_were_lost_are_said_to_be(file: Path, instance: Path) -> None:
    (instance / "observatory").rename(instance / "elsewhere")

    with pytest.raises(CommandError, match="not kept here"):
        recompute(file, "--facts")
