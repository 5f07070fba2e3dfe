"""The API against its own OpenAPI document: schemathesis makes what fits it and what does not."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django import Settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import negative_data_rejection

from tests.factories import cases
from tests.fixtures.database import FrontDatabase
from tests.surfaces.api import filled
from tests.surfaces.api.sending import DECLARATIONS, post
from vigie.accounts.enums import Role, Scope
from vigie.accounts.services import make_token
from vigie.surfaces.api.desk.endpoints import api as desk
from vigie.surfaces.api.front.endpoints import api
from vigie.surfaces.api.open_data.endpoints import api as open_data

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
FORTY = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
MOMENTS = (request_started, request_finished)
Operation = tuple[str, str, dict[str, Any]]


def operations(document: dict[str, Any]) -> list[Operation]:
    return [
        (method.upper(), path, definition)
        for path, methods in document["paths"].items()
        for method, definition in methods.items()
    ]


def named(operation: Operation) -> str:
    return str(operation[2]["operationId"])


OPEN, WITH_TOKENS = operations(api.document()), operations(desk.document())
FIGURES = operations(open_data.document())


def served(document: dict[str, Any]) -> Any:
    schema = schemathesis.openapi.from_dict(document, config=CONFIG)
    schema.app = get_wsgi_application()
    return schema


@pytest.fixture(autouse=True)
def in_this_process(settings: Settings) -> Iterator[None]:
    """Answer to any host, and keep the connection in which the test's transaction runs."""
    settings.ALLOWED_HOSTS = ["*"]
    stay_connected()
    yield
    for moment in MOMENTS:
        moment.connect(close_old_connections)


def stay_connected() -> None:
    """Django's own client connects these again after each of its requests."""
    for moment in MOMENTS:
        moment.disconnect(close_old_connections)


def test_the_example_of_the_document_is_received(front_database: FrontDatabase) -> None:
    """Hence what schemathesis sends reaches beyond the first check."""
    del front_database
    (example,) = api.document()["components"]["schemas"]["Declaration"]["examples"]
    assert post(DECLARATIONS, example).status_code == 201


@served(api.document()).parametrize()
@FORTY
def test_the_open_part_does_what_its_document_says(
    case: schemathesis.Case, front_database: FrontDatabase
) -> None:
    del front_database
    case.call_and_validate()


@pytest.fixture
def known(front_database: FrontDatabase, data_folder: Path) -> filled.Known:
    del data_folder
    declared = filled.declaration(front_database)
    stay_connected()
    return declared


@served(api.document()).parametrize()
@FORTY
def test_the_open_part_does_so_of_what_is_there(
    case: schemathesis.Case, known: filled.Known
) -> None:
    hold_about(case, known)


@pytest.fixture
def some_figures(db: None, settings: Settings, data_folder: Path) -> None:
    del db, data_folder
    settings.VIGIE_INTAKE_REALM = "demo"
    filled.figures()
    stay_connected()


@served(open_data.document()).parametrize()
@FORTY
def test_the_part_about_figures_does_what_its_document_says(
    case: schemathesis.Case, some_figures: None
) -> None:
    del some_figures
    case.call_and_validate()


@pytest.mark.parametrize("operation", FIGURES, ids=named)
def test_each_operation_about_figures_has_something_to_answer(
    operation: Operation, some_figures: None
) -> None:
    del some_figures
    known = filled.Known(
        path={"year": "2019", "version": "1", "key": "declarations_by_region"}, headers={}
    )
    assert answer(operation, known).status_code == 200


@pytest.fixture
def secret(db: None) -> str:  # noqa: ARG001 - needed
    owner = cases.person(Role.ANALYST)
    scopes, lasts = list(Scope), timedelta(days=1)
    return make_token(owner, name="SIEM", scopes=scopes, lasts=lasts, actor="test")[1]


@served(desk.document()).parametrize()
@FORTY
def test_the_part_with_tokens_does_what_its_document_says(
    case: schemathesis.Case, secret: str
) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})


@served(desk.document()).parametrize()
@FORTY
def test_the_part_with_tokens_does_so_of_what_is_there(
    case: schemathesis.Case, secret: str
) -> None:
    hold_about(case, filled.case(), Authorization=f"Bearer {secret}")


def hold_about(case: schemathesis.Case, known: filled.Known, **headers: str) -> None:
    """Have what was made up speak of what is there, and hold the answer to the document."""
    there = known.path_of(case.operation.definition.raw["operationId"])
    case.path_parameters = {name: there[name] for name in case.path_parameters or {}}
    case.headers.update(known.headers)
    # What was made up to be refused may be sound by now.
    case.call_and_validate(headers=headers, excluded_checks=[negative_data_rejection])


@pytest.mark.parametrize("operation", OPEN, ids=named)
def test_each_operation_of_the_open_part_has_something_to_answer(
    operation: Operation, known: filled.Known
) -> None:
    assert answer(operation, known).status_code in {200, 201}


@pytest.mark.parametrize("operation", WITH_TOKENS, ids=named)
def test_each_operation_with_a_token_has_something_to_answer(
    operation: Operation, secret: str
) -> None:
    assert answer(operation, filled.case(), Authorization=f"Bearer {secret}").status_code == 200


def answer(operation: Operation, known: filled.Known, **headers: str) -> Any:
    method, path, definition = operation
    name = definition["operationId"]
    takes = list(definition.get("requestBody", {}).get("content", ()))
    body = filled.BODIES[name] if takes else b""
    return Client().generic(
        method,
        path.format(**known.path_of(name)),
        body if isinstance(body, bytes) else json.dumps(body),
        content_type=takes[0] if takes else "application/json",
        headers={**known.headers, **headers},
    )
