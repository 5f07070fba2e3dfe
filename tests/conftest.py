"""What every test may use: see `tests/fixtures/`; and `tests/factories/` for data."""

import pytest

from vigie.core import catalogues

pytest_plugins = [
    "tests.fixtures.browser",
    "tests.fixtures.clock",
    "tests.fixtures.database",
    "tests.fixtures.instance",
    "tests.fixtures.people",
]


def pytest_configure(config: pytest.Config) -> None:
    """Show the other languages as their catalogues are now; once, not in each worker."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all()
