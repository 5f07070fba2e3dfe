"""What is measured is what is kept: the synthetic facts of the benchmark have every column."""

from benchmarks.figures import SYNTHETIC
from vigie.observatory.snapshots import COLUMNS


def test_synthetic_facts_have_the_columns_of_real_ones() -> None:
    assert SYNTHETIC.keys() == COLUMNS.keys()
