"""What every test may use: see `tests/fixtures/`; and `tests/factories/` for data."""

import os

import pytest
from django.db import connection
from hypothesis import settings

from tests.optional import required
from vigie.core import catalogues

pytest_plugins = [
    "tests.fixtures.antivirus",
    "tests.fixtures.browser",
    "tests.fixtures.clock",
    "tests.fixtures.database",
    "tests.fixtures.instance",
    "tests.fixtures.passkeys",
    "tests.fixtures.provider",
    "tests.fixtures.people",
    "tests.fixtures.regimes",
    "tests.fixtures.receiver",
    "tests.fixtures.secure_receiver",
]


# A submission is judged on the same examples twice; new ones are found by hand, where a failure
# can be looked at. A slow example on a busy machine is no defect.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("hand", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "hand")


# What a test asks for that touches a database, beside the mark.
OF_A_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run once what says the same on both databases, where the same run tests both.

    A browser is driven on PostgreSQL: what pages show is tested on both without one. What touches
    no database, or is marked `once`, runs on SQLite. Each took a fifth of the time.
    """
    if not required("postgresql"):
        return
    on_postgresql = connection.vendor == "postgresql"
    elsewhere = [item for item in items if _runs_once(item, on_postgresql=on_postgresql)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


def _runs_once(item: pytest.Item, *, on_postgresql: bool) -> bool:
    """Tell whether the other half of the run is the one that runs a test."""
    asked = set(getattr(item, "fixturenames", ()))
    if "chromium" in asked:
        return not on_postgresql
    stored = item.get_closest_marker("django_db") or asked & OF_A_DATABASE
    return on_postgresql and (not stored or item.get_closest_marker("once") is not None)


def pytest_configure(config: pytest.Config) -> None:
    """Show the other languages as their catalogues are now; once, not in each worker."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all()
