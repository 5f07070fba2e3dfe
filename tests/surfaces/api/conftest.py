"""Programs that declare, under the database rights of a front process."""

import pytest

from tests.fixtures.database import FrontDatabase


@pytest.fixture
def front(front_database: FrontDatabase) -> FrontDatabase:
    """Run a test of the open part as the front's database user."""
    return front_database
