"""How long ago something happened, as the lists say it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.timesince import timesince
from hypothesis import given
from hypothesis import strategies as st

from vigie.surfaces.desk import moments

# Longer ago than the shortest month, years among them.
LONG_AGO = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=3_000))
NOW = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(NOW, LONG_AGO)
def test_an_age_is_that_of_the_calendar(now: datetime, since: timedelta) -> None:
    """The largest unit that Django says of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now)
        assert moments.age(now - since) == timesince(now - since, now, depth=1)
