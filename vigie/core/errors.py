"""The pages of what goes wrong, in plain words: what happened, and what to do now."""

from collections.abc import Mapping
from datetime import timedelta
from math import ceil
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.core.problems import is_for_programs, problem
from vigie.core.stale_form import answer_stale_form

Words = str | Promise

PAGES: Mapping[int, tuple[Words, Words]] = {
    400: (
        _("This request could not be read"),
        _("Part of the address or of the form is not valid. Go back and try again."),
    ),
    403: (
        _("This page is not open to you"),
        _("Your account does not give access to it. Ask your administrator if it should."),
    ),
    404: (
        _("Page not found"),
        _("The address may be mistyped, or the page may have moved."),
    ),
    413: (
        _("This is too large to be received"),
        _("Nothing was recorded. Go back, shorten the text or remove files, and send it again."),
    ),
    429: (
        _("Too many attempts"),
        _("Wait a little before you try again. What you have already sent is not lost."),
    ),
}


def error_page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """Return our page for an HTTP error.

    The error may have struck before the language of the request was known.
    """
    title, text = PAGES[status]
    with translation.override(translation.get_language_from_request(request, check_path=True)):
        if is_for_programs(request):
            return problem(status, title)
        return render(
            request,
            "vigie/error.html",
            {"title": title, "text": text, "status": status, **context},
            status=status,
        )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be read (400) or is too large (413)."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    return error_page(request, 413 if too_large else 400)


def permission_denied(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001
) -> HttpResponse:
    """Answer somebody whom the page is not for."""
    return error_page(request, 403)


def page_not_found(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001
) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return error_page(request, 404)


def too_many_requests(request: HttpRequest, wait: timedelta | None = None) -> HttpResponse:
    """Answer somebody who must slow down, saying for how long where it is known."""
    if wait is None:
        return error_page(request, 429)
    seconds = max(1, ceil(wait.total_seconds()))
    response = error_page(request, 429, wait_minutes=ceil(seconds / 60))
    response["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when we failed. Asks nothing of session, user or database: they may be why."""
    with translation.override(translation.get_language_from_request(request, check_path=True)):
        if is_for_programs(request):
            return problem(500, _("We failed to answer. Try again in a moment."))
        return HttpResponse(render_to_string("vigie/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form whose token is missing or stale. Django calls this (CSRF_FAILURE_VIEW)."""
    return answer_stale_form(request) or render(request, "vigie/stale_form.html", status=403)
