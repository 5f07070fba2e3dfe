"""The open part about figures: what was published, for programs. No token; nothing else is told.

Everything comes from the last publications, of the realm that this instance shows to the public.
"""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from ninja import Query, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from vigie.core.audience import Audience, audience
from vigie.core.realm import DEMO
from vigie.observatory import explorer, selectors
from vigie.observatory.catalogue import Table, Unit
from vigie.observatory.explorer import words
from vigie.observatory.publications import Publication
from vigie.surfaces.api.open_data import told
from vigie.surfaces.api.service import Refusal, VigieAPI, problems

USUAL, MOST = 200, 1_000
FIRST_YEAR, LAST_YEAR = 1970, 2999
FIVE_MINUTES = 300

api = VigieAPI(
    title="Vigie: reading figures",
    version="1",
    urls_namespace="api_open_data",
    description=(
        "Figures, publications and protected tables, open to everybody under the Licence Ouverte "
        "2.0. Answers carry an ETag: send it back in If-None-Match. A cell that is suppressed is "
        "not published, and is no zero."
    ),
)
Row = TypeVar("Row")
View = Callable[..., Any]
# Outermost first: what is asked again and has not changed is answered 304, without its body.
kept: Callable[[View], View] = decorate_view(
    conditional_page, cache_control(public=True, max_age=FIVE_MINUTES)
)


class Part(Schema):
    """Which part of a list is given."""

    offset: int = Field(0, ge=0, le=10**9, description="How many to leave out before it.")
    limit: int = Field(USUAL, ge=1, le=MOST, description="How many to give.")


Year = Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Only this year.")]
Key = Annotated[str, Query(max_length=200, description="Only the figure of this key.")]
Way = Annotated[str, Query(max_length=100, description="Only tables by this dimension.")]
Kind = Annotated[
    Literal["national", "breakdown"] | None,
    Query(description="Only national figures, or only cells of breakdowns."),
]
Counted = Annotated[Unit | None, Query(description="Only what counts this.")]


@api.get(
    "/figures", response={200: told.Figures, **problems(422)}, summary="Read published figures"
)
@kept
@audience(Audience.ANYONE)
def list_figures(
    request: HttpRequest, part: Query[Part], year: Year = None, key: Key = "", kind: Kind = None
) -> Any:
    """Give the figures of the last publication of each year, or of one."""
    found = [
        (figure, publication)
        for publication in _published(year)
        for figure in publication.figures
        if key in ("", figure.key)
        and kind in (None, "breakdown" if figure.breakdown else "national")
    ]
    shown, page = _page(request, found, part)
    return told.Figures(**page, figures=[told.FigureTold.of(*each) for each in shown])


@api.get(
    "/publications",
    response={200: told.Publications, **problems(422)},
    summary="List publications",
)
@kept
@audience(Audience.ANYONE)
def list_publications(request: HttpRequest, part: Query[Part], year: Year = None) -> Any:
    """Give every version of every year, corrected ones too, the last year first."""
    found = [
        (each, place == 0)
        for last in reversed(_published(year))
        for place, each in enumerate(selectors.history(last.realm, last.year))
    ]
    shown, page = _page(request, found, part)
    publications = [told.PublicationTold.of(each, request, last=last) for each, last in shown]
    return told.Publications(**page, publications=publications)


@api.get(
    "/publications/{int:year}/{int:version}",
    response={200: told.PublicationWhole, **problems(404)},
    summary="Read a publication",
)
@kept
@audience(Audience.ANYONE)
def read_publication(request: HttpRequest, year: int, version: int) -> Any:
    """Give one version with the figures that it told."""
    history = selectors.history(settings.VIGIE_INTAKE_REALM, year)
    for each in history:
        if each.version == version:
            return told.PublicationWhole.of(each, request, last=each.version == history[0].version)
    raise Refusal(404)


@api.get(
    "/datasets", response={200: told.Datasets, **problems(422)}, summary="List protected tables"
)
@kept
@audience(Audience.ANYONE)
def list_datasets(
    request: HttpRequest,
    part: Query[Part],
    unit: Counted = None,
    dimension: Way = "",
    year: Year = None,
) -> Any:
    """Give the tables that were published, what their codes mean, and of which years."""
    published = _published(year)
    tables = [
        table
        for table in explorer.offered(published)
        if unit in (None, table.unit)
        and dimension in ("", *(each.name for each in table.dimensions))
    ]
    shown, page = _page(request, tables, part)
    datasets = [_dataset(request, table, published) for table in shown]
    return told.Datasets(**page, datasets=datasets)


@api.get(
    "/datasets/{key}",
    response={200: told.Cells, **problems(404, 422)},
    summary="Read the cells of a protected table",
)
@kept
@audience(Audience.ANYONE)
def read_dataset(request: HttpRequest, key: str, part: Query[Part], year: Year = None) -> Any:
    """Give the cells of a table, totals and groups too, of the last publication of each year."""
    published = _published(year)
    for table in explorer.offered(_published(None)):
        if table.key == key:
            found = [
                (publication, codes, count)
                for publication in published
                for codes, count in explorer.cells_of(publication, table)
            ]
            shown, page = _page(request, found, part)
            return told.Cells(
                **page,
                key=key,
                title=words.title(table),
                unit=table.unit.value,
                cells=[told.Cells.cell(*each) for each in shown],
            )
    raise Refusal(404)


def _published(year: int | None) -> list[Publication]:
    series = selectors.series(settings.VIGIE_INTAKE_REALM)
    return [each for each in series if year in (None, each.year)]


def _page(
    request: HttpRequest, rows: Sequence[Row], part: Part
) -> tuple[Sequence[Row], dict[str, Any]]:
    """Return the part of a list that is asked for, and what a page says of the whole."""
    later, end = None, part.offset + part.limit
    if end < len(rows):
        query = request.GET.copy()
        query["offset"], query["limit"] = str(end), str(part.limit)
        later = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    realm = settings.VIGIE_INTAKE_REALM
    head = {"realm": realm, "synthetic": realm == DEMO, "total": len(rows), "next": later}
    return rows[part.offset : end], head


def _dataset(
    request: HttpRequest, table: Table, published: Sequence[Publication]
) -> told.DatasetTold:
    years = [each.year for each in published if explorer.holds(each, table)]
    address = reverse("api_open_data:read_dataset", kwargs={"key": table.key})
    return told.DatasetTold.of(table, years, request.build_absolute_uri(address))
