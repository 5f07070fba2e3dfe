"""One deed on several rows of a list."""

from collections.abc import Sequence
from typing import TypeVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.declarations.models import Declaration
from vigie.incidents import access, services
from vigie.incidents.models import Incident
from vigie.surfaces.desk.forms.bulk import ASSIGN, TAKE_EACH, BulkForm, CasesBulkForm, QueueBulkForm
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.realms import realm_choice
from vigie.surfaces.desk.views.cases import cases_page
from vigie.surfaces.desk.views.queue import queue_page

Row = TypeVar("Row", Declaration, Incident)


@posted_from("desk:queue")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def queue_bulk(request: SignedInRequest) -> HttpResponse:
    """Take the declarations chosen, each into a case of its own or all into one."""
    form = QueueBulkForm(request.POST)
    if not form.is_valid():
        return queue_page(request, form, status=422)
    chosen = in_order(form, access.visible_declarations(request.user), request)
    if form.cleaned_data["deed"] == TAKE_EACH:
        outcomes = services.take_each(chosen, actor=request.user)
    else:
        outcomes = services.take_together(chosen, actor=request.user)
    return told(request, outcomes, page="desk:queue")


@posted_from("desk:cases")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def cases_bulk(request: SignedInRequest) -> HttpResponse:
    """Give the cases chosen to somebody, or close those that are qualified."""
    form = CasesBulkForm(request.POST)
    if not form.is_valid():
        return cases_page(request, form, status=422)
    chosen = in_order(form, access.visible_cases(request.user), request)
    if form.cleaned_data["deed"] == ASSIGN:
        lead = form.cleaned_data["lead"]
        outcomes = services.assign_each(chosen, lead, actor=request.user)
    else:
        outcomes = services.close_each(chosen, actor=request.user)
    return told(request, outcomes, page="desk:cases")


def in_order(form: BulkForm, visible: QuerySet[Row], request: SignedInRequest) -> list[Row]:
    """Return the rows chosen, in the order shown; one that may not be seen is not found."""
    realm = realm_choice(request).shown
    found = {row.reference: row for row in visible.filter(realm=realm, reference__in=form.ticked)}
    references = list(dict.fromkeys(form.ticked))
    if len(found) < len(references):
        raise Http404
    return [found[reference] for reference in references]


def told(
    request: SignedInRequest, outcomes: Sequence[services.Outcome], *, page: str
) -> HttpResponse:
    """Say what became of each row: in a word where all went well, else row by row."""
    address = f"{reverse(page)}?{request.GET.urlencode()}"
    done = [each for each in outcomes if each.refusal is None]
    if len(done) == len(outcomes):
        text = ngettext("%(number)s row done.", "%(number)s rows done.", len(done))
        messages.success(request, text % {"number": len(done)})
        return redirect(address)
    context = {
        "realm": realm_choice(request).shown,
        "outcomes": outcomes,
        "done": len(done),
        "back": address,
        "queue": page == "desk:queue",
    }
    return render(request, "desk/bulk.html", context, status=200 if done else 409)
