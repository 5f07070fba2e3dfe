"""The notices that the law asks for: who publishes, what becomes of data, how accessible it is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vigie.core.audience import Audience, audience


def notice(request: HttpRequest, template: str) -> HttpResponse:
    """Show a notice, with what is known of who runs this instance."""
    context = {"operator": settings.VIGIE_OPERATOR, "demonstration": settings.VIGIE_DEMO}
    return render(request, template, context)


@require_safe
@audience(Audience.ANYONE)
def legal(request: HttpRequest) -> HttpResponse:
    """Say who publishes this site."""
    return notice(request, "public/legal.html")


@require_safe
@audience(Audience.ANYONE)
def privacy(request: HttpRequest) -> HttpResponse:
    """Say to declarants what becomes of their personal data."""
    return notice(request, "public/privacy.html")


@require_safe
@audience(Audience.ANYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible the site is, as far as it was tested."""
    return notice(request, "public/accessibility.html")
