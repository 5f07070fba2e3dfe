"""Each part of the API is served where its role is, and nowhere else."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.surfaces.api.sending import DECLARATIONS, declaration, get, post

INCIDENTS = "/api/v1/incidents"


@pytest.mark.usefixtures("front_process", "front_database")
def test_a_front_process_receives_and_knows_no_token(settings: Settings) -> None:
    settings.ROOT_URLCONF = "vigie.config.urls.front"
    settings.MIDDLEWARE = [
        each
        for each in settings.MIDDLEWARE
        if "SessionMiddleware" not in each and "AuthenticationMiddleware" not in each
    ]
    assert post(DECLARATIONS, declaration()).status_code == 201
    assert Client().get("/en/api/documentation/").status_code == 200
    assert get(INCIDENTS).status_code == 404


@pytest.mark.django_db
def test_a_desk_process_asks_for_a_token_and_receives_no_declaration(settings: Settings) -> None:
    settings.ROOT_URLCONF = "vigie.config.urls.desk"
    assert get(INCIDENTS).status_code == 401
    assert Client().get("/en/api/tokens/").status_code == 200
    assert post(DECLARATIONS, declaration()).status_code == 404
