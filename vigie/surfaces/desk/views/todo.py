"""What is left to do, across cases."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import selectors
from vigie.surfaces.desk.realms import realm_choice
from vigie.surfaces.desk.todo_lines import lines

ROWS = 50
MINE, FREE, ALL = "mine", "free", "all"


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def todo(request: SignedInRequest) -> HttpResponse:
    """List what is left to do, late first: by whoever asks, by nobody yet, or by all."""
    realms = realm_choice(request)
    show = request.GET.get("show", MINE)
    if show not in {MINE, FREE, ALL}:
        raise Http404
    found = selectors.tasks_to_do(request.user, realms.shown)
    if show != ALL:
        found = found.filter(assignee=request.user if show == MINE else None)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "realm": realms.shown,
        "realms": realms,
        "show": show,
        "page": page,
        "lines": lines(page),
    }
    return render(request, "desk/todo.html", context)
