"""The key figures as last published, and all that was published before."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from vigie.core.audience import Audience, audience
from vigie.core.realm import DEMO
from vigie.observatory import selectors
from vigie.observatory.open_data import LICENCE_URL
from vigie.observatory.publications import Publication
from vigie.observatory.reports import published

CONTENT_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
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
        "reports": published.every(realm),
        "synthetic": realm == DEMO,
        "licence": LICENCE_URL,
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
    publication = _released(year, version)
    return HttpResponse(
        selectors.download(publication, extension),
        content_type=CONTENT_TYPES[extension],
        headers=_as_file(publication, extension),
    )


@require_safe
@audience(Audience.ANYONE)
def tables(
    request: HttpRequest,  # noqa: ARG001
    year: int,
    extension: str,
    version: int | None = None,
) -> HttpResponseBase:
    """Give the protected tables of a year as open data: by default of the last version."""
    publication = _released(year, version)
    headers = _as_file(publication, extension, "tables")
    if extension == "csv":
        text = selectors.tables_as_csv(publication)
        return HttpResponse(text, content_type=CONTENT_TYPES["csv"], headers=headers)
    return _file(selectors.tables_as_parquet(publication), CONTENT_TYPES["parquet"], headers)


@require_safe
@audience(Audience.ANYONE)
def dictionary(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say what the tables, codes and figures of the open data mean, in the language asked for."""
    return HttpResponse(selectors.dictionary(), content_type=CONTENT_TYPES["json"])


@require_safe
@audience(Audience.ANYONE)
def public_key(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    """Give the key that signs publications."""
    return _file(selectors.public_key(settings.VIGIE_INTAKE_REALM), "application/x-pem-file", {})


def _released(year: int, version: int | None) -> Publication:
    history = selectors.history(settings.VIGIE_INTAKE_REALM, year)
    wanted = [each for each in history if version in (None, each.version)]
    if not wanted:
        raise Http404(f"no figures of {year}")
    return wanted[0]


def _as_file(publication: Publication, extension: str, *what: str) -> dict[str, str]:
    parts = ("vigie", publication.realm, str(publication.year), f"v{publication.version}", *what)
    name = f"{'-'.join(parts)}.{extension}".replace(":", "-")
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _file(path: Path, content_type: str, headers: dict[str, str]) -> HttpResponseBase:
    try:
        return FileResponse(path.open("rb"), content_type=content_type, headers=headers)
    except OSError:
        raise Http404(path.name) from None


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
