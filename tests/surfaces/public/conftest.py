from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.observatory.builders import NOON, declared, declared_often, qualified
from vigie.core import keys
from vigie.observatory import releases


@pytest.fixture(autouse=True)
def instance(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of its own, with its keys; the public sees the demonstration's realm."""
    settings.DATA_DIR = tmp_path
    settings.VIGIE_INTAKE_REALM = "demo"
    keys.make_missing_keys(keys.keys_folder())
    return tmp_path


@pytest.fixture
def release() -> Callable[[], None]:
    """Publish what stands in the tables."""

    def publish() -> None:
        releases.release(
            "demo",
            signed_by="S. Tatistician",
            waiver=True,
            reason="Known to all.",
            note="Late qualifications.",
        )

    return publish


@pytest.fixture
def published(release: Callable[[], None], db: None) -> None:  # noqa: ARG001 - needed
    """Two years of figures: 1 234 declarations in 2019, 6 in 2020."""
    qualified(*declared_often(600, origin="unknown"), origin="malicious")
    declared_often(634, origin="unknown")
    declared_often(6, received_at=NOON.replace(year=2020))
    release()


@pytest.fixture
def explored(db: None) -> None:  # noqa: ARG001 - needed
    """2019: 54 declarations of three regions, one small. 2020: 30 of one. 2021: too scattered."""
    declared_often(20, region="11", origin="malicious")
    declared_often(20, region="11", origin="not_malicious")
    declared_often(12, region="84", origin="malicious")
    declared_often(2, region="94", origin="malicious")
    declared_often(30, region="11", origin="malicious", received_at=NOON.replace(year=2020))
    for month, region in enumerate(("11", "24", "27", "75", "84", "01"), start=1):
        for origin in ("malicious", "not_malicious"):
            moment = NOON.replace(year=2021, month=2 * month)
            declared(region=region, origin=origin, received_at=moment)
    releases.release("demo", signed_by="S. Tatistician")
