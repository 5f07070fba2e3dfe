"""Forms that lose nothing of what a person typed.

Somebody whose hospital is under attack may leave the page open for hours, refuse cookies, or
change language half-way. Django answers a form without a valid token with a bare 403, and the
text is gone. Here is what happens instead, for a view marked `keeps_typed`:

- the browser itself says that the form was sent from our own pages (Sec-Fetch-Site, else
  Origin, which no foreign page can forge): that proves as much as the token, the view runs;
- nothing proves it: the form is shown again with what was typed, to be sent once more;
- the language switch of a page with a form sends that form to the same page in the other
  language, which shows it again without checking it.

Django's own check stays in force for every other view.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

SHOW_AGAIN = "show_again"

ShowAgain = Callable[..., HttpResponse]


def keeps_typed(show_again: ShowAgain) -> Callable[[ShowAgain], ShowAgain]:
    """Mark a view whose form must survive a stale token or a change of language.

    `show_again(request, ...)` takes the view's own arguments and renders the form with what
    was typed, recording nothing: see `VigieForm.unchecked`. What was typed may come from a
    foreign page, so it must make secrets (a receipt code) anew, never repeat those received.
    """

    def mark(view: ShowAgain) -> ShowAgain:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and SHOW_AGAIN in request.POST:
                return show_again(request, *args, **kwargs)
            return view(request, *args, **kwargs)

        answer.show_again = show_again  # type: ignore[attr-defined]
        return answer

    return mark


def keeps_what_was_typed(view: Callable[..., Any]) -> bool:
    """Tell whether `view` was marked by `keeps_typed`."""
    return hasattr(view, "show_again")


def sent_from_our_pages(request: HttpRequest) -> bool:
    """Tell whether the browser vouches that our own pages sent this request."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def answer_stale_form(request: HttpRequest) -> HttpResponse | None:
    """Answer a form whose token is stale, or None when its view keeps nothing."""
    match = request.resolver_match
    if match is None or not keeps_what_was_typed(match.func):
        return None
    if sent_from_our_pages(request):
        answered: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return answered
    shown: HttpResponse = match.func.show_again(  # type: ignore[attr-defined]
        request, *match.args, **match.kwargs
    )
    shown.status_code = 403
    return shown
