"""Addresses that only change something."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]


def posted_from(page: str) -> Callable[[View], View]:
    """Run the view for POST alone; lead anything else back to the page of the same object.

    Whoever must sign in again on the way arrives here without what was posted.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                back: HttpResponse = redirect(page, *args, **kwargs)
                return back
            return view(request, *args, **kwargs)

        return answer

    return mark
