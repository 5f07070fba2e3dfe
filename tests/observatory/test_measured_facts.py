"""What is measured is what is kept: the benchmark's facts can be counted as real ones are."""

from pathlib import Path

from django.utils import timezone

from benchmarks.figures import ROWS, write_facts
from vigie.observatory import counting
from vigie.observatory.catalogue import Unit
from vigie.observatory.facts import RELATIONS
from vigie.observatory.snapshots import Snapshot


def test_synthetic_facts_give_figures_of_every_unit(tmp_path: Path) -> None:
    path = tmp_path / "snapshot"
    path.mkdir()

    snapshot = Snapshot("demo", path, "", write_facts(path, 700), timezone.now())

    assert ROWS.keys() == RELATIONS.keys()
    found = counting.figures(snapshot, [2019])
    assert {each.unit for each in found if each.measure.numerator} == set(Unit) - {Unit.DIRECTORY}
