"""Playbooks, to read."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.surfaces.desk.forms.tasks import playbooks as by_title
from vigie.surfaces.desk.realms import realm_choice
from vigie.taxonomy import playbooks as shelf


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def playbooks(request: SignedInRequest) -> HttpResponse:
    """List the playbooks."""
    context = {"realm": realm_choice(request).shown, "playbooks": by_title()}
    return render(request, "desk/playbooks.html", context)


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def playbook(request: SignedInRequest, name: str) -> HttpResponse:
    """Show a playbook: tasks, questions to ask, texts to send, what it follows."""
    try:
        shown = shelf.playbook(name)
    except shelf.UnknownPlaybookError:
        raise Http404 from None
    context = {"realm": realm_choice(request).shown, "playbook": shown}
    return render(request, "desk/playbook.html", context)
