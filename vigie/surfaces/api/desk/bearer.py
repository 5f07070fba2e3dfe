"""Letting a program in by its token."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from vigie.accounts.enums import Scope
from vigie.accounts.models import ApiToken
from vigie.accounts.services import check_token
from vigie.surfaces.api.service import Refusal


class Bearer(HttpBearer):
    """Asks for a token with one scope."""

    def __init__(self, scope: Scope) -> None:
        """Ask for `scope`."""
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the token presented, or None; raise Refusal where its scopes do not suffice."""
        del request
        found = check_token(token)
        if found and self.scope not in found.scopes:
            raise Refusal(403, self.scope.value)
        return found


def needs(scope: Scope) -> dict[str, Any]:
    """Return what an operation that needs `scope` tells ninja and the document."""
    return {"auth": Bearer(scope), "openapi_extra": {"x-scope": scope.value}}


def bearer_of(request: HttpRequest) -> ApiToken:
    """Return the token that let this request in."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    return token
