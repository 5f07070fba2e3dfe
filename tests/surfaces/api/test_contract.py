"""The API against its own OpenAPI document: schemathesis makes what fits it and what does not."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from pytest_django import Settings
from schemathesis.config import SchemathesisConfig

from tests.fixtures.database import FrontDatabase
from vigie.surfaces.api.front.endpoints import api

CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 1,
        # What a schema cannot say (in the past, in order, a number that can be dialled) is 422.
        "checks": {
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "401", "403", "404", "409", "422", "429"]
            }
        },
    }
)


def served(document: dict[str, Any]) -> Any:
    schema = schemathesis.openapi.from_dict(document, config=CONFIG)
    schema.app = get_wsgi_application()
    return schema


@pytest.fixture(autouse=True)
def any_host(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]


@served(api.document()).parametrize()
@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_open_part_does_what_its_document_says(
    case: schemathesis.Case, front_database: FrontDatabase
) -> None:
    del front_database
    case.call_and_validate()
