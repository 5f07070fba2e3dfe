"""Addresses of the open part, served where the portal is."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from vigie.core.audience import Audience, audience
from vigie.surfaces.api.front.endpoints import api

app_name = "api"


@audience(Audience.ANYONE)
@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """Describe the open part, for programs."""
    return JsonResponse(api.document())


urlpatterns = [
    path("v1/openapi.json", openapi, name="openapi"),
    *api.routes("v1"),
]
