"""The filters that a person keeps."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import services
from vigie.surfaces.desk.forms.bulk import FilterNameForm
from vigie.surfaces.desk.forms.narrowing import NarrowingForm, narrowing_of
from vigie.surfaces.desk.listing import OF_CASES, OF_QUEUE
from vigie.surfaces.desk.posting import posted_from

SHOWS = {"queue": OF_QUEUE, "cases": OF_CASES}


@posted_from("desk:queue")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep the filter that the address of a list says, under a name."""
    listing = request.GET.get("list", "")
    if listing not in SHOWS:
        raise Http404
    narrowing = narrowing_of(NarrowingForm(request.GET), SHOWS[listing])
    form = FilterNameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A filter is kept under a name of 40 characters at most."))
        return back(request, listing)
    try:
        services.keep_filter(
            request.user,
            name=form.cleaned_data["name"],
            listing=listing,
            show=narrowing.show,
            region=narrowing.region,
            kind=narrowing.kind,
            provider=narrowing.provider,
            tag=narrowing.tag,
        )
        messages.success(request, _("Filter kept: it has a tab of its own."))
    except services.NameTaken:
        messages.error(request, _("You keep a filter under this name already."))
    except services.TooManyFilters:
        messages.error(request, _("You keep ten filters already: forget one first."))
    return back(request, listing)


@require_POST
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def forget(request: SignedInRequest, saved: uuid.UUID) -> HttpResponse:
    """Forget a filter of one's own."""
    if not services.forget_filter(request.user, saved):
        raise Http404
    messages.success(request, _("Filter forgotten."))
    return back(request, "cases" if request.GET.get("list") == "cases" else "queue")


def back(request: SignedInRequest, listing: str) -> HttpResponse:
    """Lead back to the list, as it was shown."""
    query = request.GET.copy()
    query.pop("list", None)
    return redirect(f"{reverse(f'desk:{listing}')}?{query.urlencode()}")
