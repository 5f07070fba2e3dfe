import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.observatory.measures import Count, Share, Suppressed


def test_a_share_cannot_be_made_without_its_denominator() -> None:
    with pytest.raises(TypeError):
        Share(333)  # type: ignore[call-arg]


@pytest.mark.parametrize(("numerator", "denominator"), [(2, 1), (-1, 5), (1, 0)])
def test_a_share_is_part_of_its_whole(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        Share(numerator, denominator)


def test_a_share_of_nothing_has_no_value() -> None:
    assert Share(0, 0).value is None


@given(st.integers(min_value=1), st.data())
def test_a_share_is_an_unrounded_ratio_from_0_to_1(denominator: int, data: st.DataObject) -> None:
    numerator = data.draw(st.integers(min_value=0, max_value=denominator))

    assert Share(numerator, denominator).value == numerator / denominator


def test_a_count_is_its_own_numerator_over_nothing() -> None:
    assert (Count(392).value, Count(392).numerator, Count(392).denominator) == (392, 392, None)


def test_a_suppressed_cell_tells_nothing() -> None:
    assert (Suppressed().value, Suppressed().numerator, Suppressed().denominator) == (None,) * 3
