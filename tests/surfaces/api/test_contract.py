"""The API against its own OpenAPI document: schemathesis makes what fits it and what does not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from pytest_django import Settings
from schemathesis.config import SchemathesisConfig

from tests.factories import cases
from tests.fixtures.database import FrontDatabase
from tests.surfaces.api.sending import DECLARATIONS, post
from vigie.accounts.enums import Role, Scope
from vigie.accounts.services import make_token
from vigie.surfaces.api.desk.endpoints import api as desk
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
def in_this_process(settings: Settings) -> Iterator[None]:
    """Answer to any host, and keep the connection in which the test's transaction runs."""
    settings.ALLOWED_HOSTS = ["*"]
    moments = (request_started, request_finished)
    for moment in moments:
        moment.disconnect(close_old_connections)
    yield
    for moment in moments:
        moment.connect(close_old_connections)


def test_the_example_of_the_document_is_received(front_database: FrontDatabase) -> None:
    """Hence what schemathesis sends reaches beyond the first check."""
    del front_database
    (example,) = api.document()["components"]["schemas"]["Declaration"]["examples"]
    assert post(DECLARATIONS, example).status_code == 201


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


@pytest.fixture
def secret(db: None) -> str:  # noqa: ARG001 - needed
    owner = cases.person(Role.ANALYST)
    scopes, lasts = list(Scope), timedelta(days=1)
    return make_token(owner, name="SIEM", scopes=scopes, lasts=lasts, actor="test")[1]


@served(desk.document()).parametrize()
@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_part_with_tokens_does_what_its_document_says(
    case: schemathesis.Case, secret: str
) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})
