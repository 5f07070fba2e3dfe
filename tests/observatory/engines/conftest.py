import pytest

from tests.optional import skip_without
from vigie.config.figures_engine import missing_for_spark


@pytest.fixture(scope="session")
def spark() -> str:
    """The name of the engine, where Apache Spark can run."""
    if missing := missing_for_spark():
        skip_without("spark", missing)
    return "spark"
