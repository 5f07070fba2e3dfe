"""What is measured is what is kept: the synthetic facts of the benchmark have every column."""

from benchmarks.figures import SYNTHETIC
from vigie.observatory.facts.declarations import DeclarationFact


def test_synthetic_facts_have_the_columns_of_real_ones() -> None:
    assert set(SYNTHETIC) == set(DeclarationFact._fields)
