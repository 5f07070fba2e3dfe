"""The API is described on a page of ours, in every language, without script or foreign host."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en", "es"])
@pytest.mark.parametrize(
    ("page", "document", "operation"),
    [
        ("api/documentation/", "/api/v1/openapi.json", "POST /api/v1/declarations"),
        ("api/figures/", "/api/v1/openapi-figures.json", "GET /api/v1/figures"),
        ("api/tokens/", "/api/v1/openapi-desk.json", "GET /api/v1/incidents"),
    ],
)
def test_each_part_is_described(language: str, page: str, document: str, operation: str) -> None:
    answer = Client().get(f"/{language}/{page}")
    words = answer.content.decode()
    assert answer.status_code == 200
    assert operation in words
    assert f'href="{document}"' in words
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not re.search(r"<script|src=.https?:", words)
    described = Client().get(document).json()
    assert described["openapi"].startswith("3.1")
    for schema in described["components"]["schemas"]:
        assert f"<h3>{schema}</h3>" in words
