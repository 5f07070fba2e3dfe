"""The yearly reports, as they were published."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from vigie.core.audience import Audience, audience
from vigie.observatory.reports import published

ONE_YEAR = 365 * 24 * 3600


@require_safe
@audience(Audience.ANYONE)
def report(
    request: HttpRequest,  # noqa: ARG001
    year: int,
    kind: str,
    version: int,
    language: str,
) -> HttpResponseBase:
    """Give one version of a report in one language, streamed: it never changes."""
    history = published.history(settings.VIGIE_INTAKE_REALM, year, kind)
    wanted = next((each for each in history if each.version == version), None)
    path = published.path_of(wanted, language) if wanted else None
    if path is None or not path.is_file():
        raise Http404(f"{year}, {kind}, {version}, {language}")
    name = f"vigie-{path.name}"
    response = FileResponse(path.open("rb"), content_type="application/pdf", filename=name)
    response["Content-Language"] = language
    patch_cache_control(response, public=True, max_age=ONE_YEAR, immutable=True)
    return response
