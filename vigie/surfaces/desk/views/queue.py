"""What just came in."""

import uuid
from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.counts import bounded_counts
from vigie.incidents import selectors
from vigie.surfaces.desk.forms.bulk import FilterNameForm, QueueBulkForm
from vigie.surfaces.desk.forms.narrowing import NarrowingForm, narrowing_of
from vigie.surfaces.desk.listing import OF_QUEUE, address, listing
from vigie.surfaces.desk.realms import realm_choice
from vigie.surfaces.desk.second_person import awaited


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def queue(request: SignedInRequest) -> HttpResponse:
    """Show the declarations that nobody has taken, the most dangerous first."""
    return queue_page(request)


def queue_page(
    request: SignedInRequest, bulk: QueueBulkForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Show the queue; `bulk`: with what was chosen and cannot be done."""
    realms = realm_choice(request)
    form = NarrowingForm(request.GET)
    narrowing = narrowing_of(form, OF_QUEUE)
    context = {
        "realm": realms.shown,
        "realms": realms,
        "narrowing": narrowing,
        "narrowing_form": form,
        "listing": listing(
            request,
            selectors.Listed(selectors.to_triage, (realms.shown,)),
            narrowing,
            realm=realms.shown,
            tabs=OF_QUEUE,
            saved=selectors.saved_filters(request.user, "queue"),
            detailed=selectors.listed_declarations(),
        ),
        "awaited": awaited(request.user, realms.shown, studies_too=False),
        "newest": selectors.newest_declaration(realms.shown),
        "form": bulk,
        "ticked": bulk.ticked if bulk else (),
        "filter_name": FilterNameForm(),
    }
    return render(request, "desk/queue.html", context, status=status)


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def news(request: SignedInRequest) -> HttpResponse:
    """Say what has come since the queue was shown: declarations, and what colleagues ask for."""
    realm = realm_choice(request).shown
    narrowing = narrowing_of(NarrowingForm(request.GET), OF_QUEUE)
    waiting = selectors.to_triage(realm, narrowing)
    # Without a key the queue was shown before anything had come.
    with suppress(ValueError):
        waiting = waiting.filter(pk__gt=uuid.UUID(request.GET.get("after", "")))
    count = bounded_counts({"new": waiting})["new"]
    context = {
        "realm": realm,
        "address": address(realm, narrowing),
        "count": count,
        "awaited": awaited(request.user, realm, studies_too=False),
    }
    return render(request, "desk/news.html", context)
