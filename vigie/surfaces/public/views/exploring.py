"""The explorer: any published table, as its reader chooses, on a page, as charts and as files."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from vigie.core.audience import Audience, audience
from vigie.core.realm import DEMO
from vigie.observatory import explorer, selectors
from vigie.observatory.drawing import CannotDrawError, Drawing, draw
from vigie.observatory.explorer import Reading, charts, files, maps, words
from vigie.surfaces.public.forms.exploring import ExplorerForm

TEN_MINUTES = 600
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES: dict[str, tuple[str, Callable[[Reading], bytes | str]]] = {
    "csv": ("text/csv; charset=utf-8", files.as_csv),
    "json": ("application/json", files.as_json),
    "xlsx": (XLSX, files.as_xlsx),
}


@require_safe
@audience(Audience.ANYONE)
@conditional_page
def explore(request: HttpRequest) -> HttpResponse:
    """Show a published table as somebody chose to read it; a choice that cannot be is said."""
    published = selectors.series(settings.VIGIE_INTAKE_REALM)
    tables = explorer.offered(published)
    if not tables:
        return render(request, "public/nothing_published.html", {"synthetic": settings.VIGIE_DEMO})
    form = ExplorerForm(request.GET, published, tables)
    if not form.is_valid():
        return refused(request, form)
    reading = explorer.read(form.choice, published)
    context = {
        "form": form,
        "synthetic": settings.VIGIE_INTAKE_REALM == DEMO,
        "choice": form.choice,
        "kept_query": form.choice.query,
        "reading": reading,
        "maps": maps.mapped_years(reading),
        "related": [
            (words.title(each.table), each) for each in explorer.related(form.choice, tables)
        ],
    }
    return render(request, "public/explorer.html", context)


def refused(request: HttpRequest, form: ExplorerForm) -> HttpResponse:
    """Say at its field what cannot be chosen, and keep the rest as it was."""
    context = {"form": form, "synthetic": settings.VIGIE_INTAKE_REALM == DEMO}
    return render(request, "public/explorer.html", context, status=422)


def of_a_choice(answer: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have a view answer what an address says was chosen: it is given the reading."""

    @wraps(answer)
    def view(request: HttpRequest, **captured: Any) -> HttpResponse:
        published = selectors.series(settings.VIGIE_INTAKE_REALM)
        tables = explorer.offered(published)
        if not tables:
            raise Http404("nothing published")
        form = ExplorerForm(request.GET, published, tables)
        if not form.is_valid():
            return refused(request, form)
        return answer(request, explorer.read(form.choice, published), **captured)

    return view


@require_safe
@audience(Audience.ANYONE)
@conditional_page
@of_a_choice
def download(request: HttpRequest, reading: Reading, extension: str) -> HttpResponse:  # noqa: ARG001
    """Give what was chosen as a file."""
    content_type, write = FILES[extension]
    name = f"vigie-{reading.choice.table.key}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(reading), content_type=content_type, headers=headers)


@require_safe
@audience(Audience.ANYONE)
@of_a_choice
def chart(request: HttpRequest, reading: Reading, year: int | None = None) -> HttpResponse:
    """Draw what was chosen: the table of `year` where there is one a year."""
    return drawn(request, charts.chart_of(reading, year))


@require_safe
@audience(Audience.ANYONE)
@of_a_choice
def map_of_regions(request: HttpRequest, reading: Reading, year: int) -> HttpResponse:
    """Draw what was chosen by region as a map of one year."""
    return drawn(request, maps.map_of(reading, year))


def drawn(request: HttpRequest, drawing: Drawing | None) -> HttpResponse:
    """Give a drawing as SVG; who has it already is told so, and it is not drawn again."""
    if drawing is None:
        raise Http404("nothing to draw")
    etag = f'"{drawing.digest}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = HttpResponse(draw(drawing), content_type="image/svg+xml")
        except CannotDrawError:
            return HttpResponse(status=503, headers={"Retry-After": "5"})
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=TEN_MINUTES)
    return response
