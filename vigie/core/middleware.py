"""What every request passes: the audience of the page, and sound bytes."""

import logging
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from vigie.core.audience import WITHOUT_ACCOUNT, Audience, audience_of
from vigie.core.stale_form import keeps_what_was_typed

logger = logging.getLogger("vigie.audience")

GetResponse = Callable[[HttpRequest], HttpResponse]


class AudienceMiddleware:
    """Lets in whom the view was declared for; a view that declared nobody is not there."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and keep what is not for everybody out of every cache."""
        response = self.get_response(request)
        if getattr(request, "audience", frozenset()) - {Audience.ANYONE}:
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Stop whoever the view is not for."""
        match = request.resolver_match
        allowed = audience_of(match) if match else frozenset[Audience]()
        request.audience = allowed  # type: ignore[attr-defined]
        if not allowed:
            logger.error("undeclared audience: %s", match.view_name if match else request.path)
            raise Http404
        if allowed & WITHOUT_ACCOUNT:
            return None
        # A front process has no session, hence no user at all.
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not allowed & user.audiences:
            raise PermissionDenied
        return None


class SoundBytesMiddleware:
    """Refuses bytes that no browser sends: NUL, and what is not UTF-8.

    Without this they travel as far as the database, which fails on them. (What is not UTF-8 in
    a path, Django has already written out as harmless %XX: no page has such a name.)
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check path, query and cookies before anything reads them."""
        refuse_unless_utf8(unquote_to_bytes(request.META.get("QUERY_STRING", "")))
        refuse_nul([request.path_info, unquote(request.META.get("QUERY_STRING", ""))])
        # Quoted cookies may spell any byte, even one that no header may hold.
        refuse_nul(request.COOKIES.values())
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Check a form before its view reads it.

        A form that keeps what was typed cleans its own text (`VigieForm`), so that a person
        who pasted a broken log is not sent away.
        """
        if request.method != "POST":
            return None
        if request.content_type == "application/x-www-form-urlencoded":
            refuse_unless_utf8(unquote_to_bytes(request.body))
        if not keeps_what_was_typed(view):
            for name, values in request.POST.lists():
                refuse_nul([name, *(str(value) for value in values)])
        return None


def refuse_unless_utf8(raw: bytes) -> None:
    """Raise BadRequest unless `raw` is UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        raise BadRequest("not UTF-8") from error


def refuse_nul(texts: Iterable[str]) -> None:
    """Raise BadRequest when a NUL is in any of `texts`."""
    if any("\0" in text for text in texts):
        raise BadRequest("NUL")
