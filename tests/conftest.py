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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Drive a browser on PostgreSQL alone where the same run tests both databases.

    What pages show is tested on both without one; driving it twice took a fifth of the time.
    """
    if not required("postgresql") or connection.vendor == "postgresql":
        return
    driven = [item for item in items if "chromium" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=driven)
    items[:] = [item for item in items if item not in driven]


def pytest_configure(config: pytest.Config) -> None:
    """Show the other languages as their catalogues are now; once, not in each worker."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all()
