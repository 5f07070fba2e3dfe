"""What one edition tells of another: the sums of what it keeps back, counted as they add up."""

from vigie.observatory.disclosure import CellId, Edition, Relation
from vigie.observatory.disclosure.knowledge import Sum, knowledge_of

WHOLE, TWICE = CellId("beds"), CellId("beds", (("side", "left"),))


def test_a_part_that_counts_twice_is_known_twice() -> None:
    counts = {WHOLE: 6, TWICE: 3}
    told = Edition(counts, suppressed=frozenset({TWICE}))
    later = Edition(counts, suppressed=frozenset(counts))
    known = knowledge_of(later, [told], [Relation(WHOLE, (TWICE, TWICE))])
    assert known.counts == {WHOLE: 6}
    assert list(known.sums) == [Sum({TWICE: -2}, -6)]
