"""What every test may use: see `tests/fixtures/`; and `tests/factories/` for data."""

pytest_plugins = [
    "tests.fixtures.browser",
    "tests.fixtures.database",
    "tests.fixtures.instance",
    "tests.fixtures.people",
]
