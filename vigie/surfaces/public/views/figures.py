"""The key figures as last published, and all that was published before."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from vigie.core.audience import Audience, audience
from vigie.core.realm import DEMO
from vigie.observatory import selectors

CONTENT_TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
ONE_YEAR = 365 * 24 * 3600


@require_safe
@audience(Audience.ANYONE)
def figures(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show the figures of a year, by default the last one published, and of all years."""
    series = selectors.series(settings.VIGIE_INTAKE_REALM)
    wanted = [each for each in series if year in (None, each.year)]
    if not wanted:
        return _nothing_published(request, year, known=bool(series))
    publication = wanted[-1]
    context = {
        "publication": publication,
        "synthetic": publication.realm == DEMO,
        "last_released": selectors.last_released(series),
        "years": [each.year for each in reversed(series)],
        "waived": selectors.waived(publication),
        "groups": selectors.groups(publication),
        "tables": selectors.tables(publication),
        "series": series,
        "series_rows": selectors.series_rows(series),
        "chart_rows": selectors.chart_rows(series),
        "chart_digest": selectors.chart_digest(series),
    }
    return render(request, "public/figures.html", context)


def _nothing_published(request: HttpRequest, year: int | None, *, known: bool) -> HttpResponse:
    if known:
        raise Http404(f"no figures of {year}")
    return render(request, "public/nothing_published.html", {"synthetic": settings.VIGIE_DEMO})


@require_safe
@audience(Audience.ANYONE)
def observatory(request: HttpRequest) -> HttpResponse:
    """List what was published, year by year, with every version of it."""
    realm = settings.VIGIE_INTAKE_REALM
    years = [each.year for each in reversed(selectors.series(realm))]
    context = {
        "years": [(year, selectors.history(realm, year)) for year in years],
        "synthetic": realm == DEMO,
    }
    return render(request, "public/observatory.html", context)


@require_safe
@audience(Audience.ANYONE)
def download(
    request: HttpRequest,  # noqa: ARG001
    year: int,
    extension: str,
    version: int | None = None,
) -> HttpResponse:
    """Give the figures of a year, as they were released, to a machine: by default the last."""
    history = selectors.history(settings.VIGIE_INTAKE_REALM, year)
    wanted = [each for each in history if version in (None, each.version)]
    if not wanted:
        raise Http404(f"no figures of {year}")
    publication = wanted[0]
    name = f"vigie-{publication.realm}-{year}-v{publication.version}.{extension}"
    return HttpResponse(
        selectors.download(publication, extension),
        content_type=CONTENT_TYPES[extension],
        headers={"Content-Disposition": f'attachment; filename="{name.replace(":", "-")}"'},
    )


@require_safe
@audience(Audience.ANYONE)
def chart(request: HttpRequest, digest: str) -> HttpResponse:  # noqa: ARG001
    """Give the chart of the series that bears this digest: it never changes."""
    drawing = selectors.chart(settings.VIGIE_INTAKE_REALM, digest)
    if drawing is None:
        raise Http404(digest)
    response = HttpResponse(drawing, content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=ONE_YEAR, immutable=True)
    return response
