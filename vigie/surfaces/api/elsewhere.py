"""Addresses under the API's that lead nowhere: answered to a program, hence not by a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt

from vigie.core.audience import Audience, audience


@csrf_exempt
@audience(Audience.ANYONE)
def nowhere(_request: HttpRequest) -> HttpResponse:
    """Say so: `vigie.core.errors` puts it in the form that programs read."""
    raise Http404


urlpatterns = [re_path(r"^", nowhere, name="api_nowhere")]
