"""How a browser stays on its own declaration for a while, without an account or a session.

The reference and the receipt code travel in one cookie: encrypted, so that neither can be
read from the browser's store nor from a log of requests; short-lived; never sent from
another site; gone when the declarant closes the declaration. The server keeps nothing, so
that a front process, which may not write sessions, can serve it.
"""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from vigie.core import secret_cookie

NAME = "vigie_receipt"
LIFETIME = 60 * 60
LABEL = b"vigie receipt cookie v1"


@dataclass(frozen=True)
class HeldReceipt:
    """What the browser holds: enough to open one declaration."""

    reference: str
    code: str
    # True from declaring until the page is left: the code may then be shown and printed.
    just_declared: bool = False


def keep(request: HttpRequest, response: HttpResponse, held: HeldReceipt) -> HttpResponse:
    """Give the browser what it needs to come back during the next hour, and no copy to keep.

    Where cookies are refused, the page of a declaration answers a form that is for anyone.
    """
    add_never_cache_headers(response)
    response.set_cookie(
        NAME,
        secret_cookie.lock(asdict(held), label=LABEL, lifetime=LIFETIME),
        max_age=LIFETIME,
        # One cookie for every language of the portal, whose addresses begin by the language.
        path="/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


def held(request: HttpRequest) -> HeldReceipt | None:
    """Return what the browser holds; None when nothing, expired or tampered with."""
    content = secret_cookie.unlock(request.COOKIES.get(NAME, ""), label=LABEL)
    return HeldReceipt(**content) if content else None


def refuses_cookies(request: HttpRequest) -> bool:
    """Tell whether the browser sent back none of those that came with the form."""
    return settings.CSRF_COOKIE_NAME not in request.COOKIES


def forget(response: HttpResponse) -> HttpResponse:
    """Take back what the browser holds."""
    response.delete_cookie(NAME, path="/", samesite="Strict")
    return response
