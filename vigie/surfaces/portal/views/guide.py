"""Before declaring: the questions that will be asked, and whether one must declare."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from vigie.core.audience import Audience, audience
from vigie.surfaces.portal.questions import questions as all_questions


@audience(Audience.ANYONE)
@require_http_methods(["GET", "HEAD"])
def questions(request: HttpRequest) -> HttpResponse:
    """List what the declare page asks, to be read or printed before starting."""
    return render(request, "portal/questions.html", {"questions": all_questions()})
