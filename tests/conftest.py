"""What every test may use: see `tests/fixtures/`; and `tests/factories/` for data."""

pytest_plugins = ["tests.fixtures.database", "tests.fixtures.browser"]
