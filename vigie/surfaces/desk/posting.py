"""Addresses that only change something."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from vigie.incidents import services

View = Callable[..., HttpResponse]


def posted_from(page: str, named_by: Sequence[str] | None = None) -> Callable[[View], View]:
    """Run the view for POST alone; lead anything else back to the page of the same object.

    `named_by`: of the view's arguments, those of the page's address; all of them unless given.

    Whoever must sign in again on the way arrives here without what was posted.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                named = kwargs if named_by is None else {name: kwargs[name] for name in named_by}
                address = resolve_url(page, *args, **named)
                query = request.GET.urlencode()
                return redirect(f"{address}?{query}" if query else address)
            return view(request, *args, **kwargs)

        return answer

    return mark


def tell_refused(request: HttpRequest, refusal: services.CaseClosed, closed: str) -> None:
    """Say that nothing was done: `closed`, unless the case was merged into another.

    The page that one is led to is then that of the survivor, and says so.
    """
    if isinstance(refusal, services.CaseMerged):
        tell_merged(request)
    else:
        messages.warning(request, closed)


def tell_merged(request: HttpRequest) -> None:
    """Say that nothing was done, since the case was merged a moment ago."""
    messages.warning(
        request, _("This case was merged into another a moment ago: nothing was changed.")
    )
