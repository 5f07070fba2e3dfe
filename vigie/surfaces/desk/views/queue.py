"""What just came in."""

import uuid
from contextlib import suppress

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.declarations.models import Declaration
from vigie.incidents import selectors
from vigie.surfaces.desk.realms import realm_choice

ROWS = 50


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def queue(request: SignedInRequest) -> HttpResponse:
    """Show the declarations that nobody has taken, gravest first."""
    realms = realm_choice(request)
    page = Paginator(selectors.to_triage(realms.shown), ROWS).get_page(request.GET.get("page"))
    newest = Declaration.objects.filter(realm=realms.shown).order_by("-id").values("pk").first()
    return render(
        request,
        "desk/queue.html",
        {"realm": realms.shown, "realms": realms, "page": page, "newest": newest and newest["pk"]},
    )


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def news(request: SignedInRequest) -> HttpResponse:
    """Say how many declarations have come since the queue was shown."""
    realm = realm_choice(request).shown
    waiting = selectors.to_triage(realm)
    # Without a key the queue was shown before anything had come.
    with suppress(ValueError):
        waiting = waiting.filter(pk__gt=uuid.UUID(request.GET.get("after", "")))
    return render(request, "desk/_news.html", {"realm": realm, "count": waiting.count()})
