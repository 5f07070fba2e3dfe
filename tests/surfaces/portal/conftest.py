"""Declarants, under the database rights of a front process."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import structures
from tests.fixtures.database import FrontDatabase
from vigie.directory.models import Structure

ListStructure = Callable[..., Structure]


@pytest.fixture(autouse=True)
def front(front_database: FrontDatabase) -> FrontDatabase:
    """Run every test of the portal as the front's database user."""
    return front_database


@pytest.fixture
def declarant() -> Client:
    """The browser of somebody who declares."""
    return Client()


@pytest.fixture
def listed(front: FrontDatabase) -> ListStructure:
    """Put a structure in the directory: `listed(name="CH DE VALBELLE")`."""

    def put(**columns: Any) -> Structure:
        with front.lifted():
            return structures.hospital(**columns)

    return put
