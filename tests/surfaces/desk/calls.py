"""What an analyst types for somebody who calls."""

from typing import Any

from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page
from tests.surfaces.portal.pages import eight_answers
from vigie.declarations.models import Declaration


def typed(**changed: Any) -> dict[str, Any]:
    """Return the least that is typed during a call."""
    return eight_answers(**{"channel": "phone", "language": "fr", **changed})


def call(analyst: SignedIn, **changed: Any) -> Declaration:
    """Type a declaration, and return it."""
    answer = analyst.post(page("declare"), typed(**changed))
    assert answer.status_code == 302, answer.content.decode()
    return Declaration.objects.latest("id")
