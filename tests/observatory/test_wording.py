"""Numbers as one reads them."""

import pytest
from django.utils.translation import override

from vigie.observatory import wording
from vigie.observatory.measures import Share


@pytest.mark.parametrize(
    ("share", "read"),
    [(Share(2, 3), "66.7%"), (Share(221, 369), "59.9%"), (Share(1, 3), "33.3%")],
)
def test_a_percentage_is_rounded_and_not_cut_off(share: Share, read: str) -> None:
    with override("en"):
        assert wording.value(share) == read


def test_a_whole_number_stays_whole() -> None:
    with override("en"):
        assert wording.number(1234) == "1,234"
