"""How a receipt code reaches the page on which an analyst reads it out, and no other.

It travels in a cookie that the analyst's browser alone holds: encrypted, for that one page and
person. The page takes it back as it shows it, so that a reload shows it no more; where the
answer was lost on its way, so was the taking back, and a reload shows it after all.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from vigie.accounts.request import SignedInRequest
from vigie.core import secret_cookie

NAME = "vigie_read_out"
# Seconds: enough for a connection that is bad.
LIFETIME = 10 * 60
LABEL = b"vigie read out cookie v1"


def lead_to_page(request: SignedInRequest, reference: str, code: str) -> HttpResponse:
    """Lead to the page of the declaration on which `code` is read out."""
    page = resolve_url("desk:read_out", reference)
    content = {"reference": reference, "code": code, "person": request.user.pk}
    response = redirect(page)
    response.set_cookie(
        NAME,
        secret_cookie.lock(content, label=LABEL, lifetime=LIFETIME),
        max_age=LIFETIME,
        path=page,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


def code_to_read(request: SignedInRequest, reference: str) -> str:
    """Return the code of `reference` that this person is to read out; empty where none is."""
    held = secret_cookie.unlock(request.COOKIES.get(NAME, ""), label=LABEL)
    if not held or (held["reference"], held["person"]) != (reference, request.user.pk):
        return ""
    return str(held["code"])


def take_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Have the browser forget the code."""
    response.delete_cookie(NAME, path=request.path, samesite="Strict")
    return response
