"""Who a page is for. Every view says it; one that does not is closed to everybody."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpResponseBase
from django.urls import ResolverMatch

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Audience(StrEnum):
    """Those a view may answer. A view may name several: any one of them is let in."""

    ANYONE = "anyone"
    # Holds a receipt code. The view itself checks the code; no account is involved.
    CODE_HOLDER = "code_holder"
    # A program with a token of the API. The view itself checks the token and its scopes.
    TOKEN_HOLDER = "token_holder"  # noqa: S105 - names who holds one
    SIGNED_IN = "signed_in"
    ANALYST = "analyst"
    DUTY_LEAD = "duty_lead"
    AUTHORITY = "authority"
    STATISTICIAN = "statistician"
    ADMINISTRATOR = "administrator"


WITHOUT_ACCOUNT = frozenset({Audience.ANYONE, Audience.CODE_HOLDER, Audience.TOKEN_HOLDER})
DESK_ROLES = frozenset(Audience) - WITHOUT_ACCOUNT - {Audience.SIGNED_IN}


def audience(*audiences: Audience) -> Callable[[View], View]:
    """Declare who the decorated view is for. The middleware holds it to that."""

    def declare(view: View) -> View:
        view.audience = frozenset(audiences)  # type: ignore[attr-defined]
        return view

    return declare


def declared_audience(view: Callable[..., Any], route: str) -> frozenset[Audience]:
    """Return who may see `view`, empty when nobody said.

    Views of other packages cannot carry our decorator: `vigie.config.third_party` names
    theirs by route.
    """
    declared: frozenset[Audience] = getattr(view, "audience", frozenset())
    return declared or settings.VIGIE_THIRD_PARTY_AUDIENCES.get(route, frozenset())


def audience_of(match: ResolverMatch) -> frozenset[Audience]:
    """Return who may see the page a URL resolved to."""
    return declared_audience(match.func, match.view_name)
