"""What the open data are, for the catalogues that gather them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from vigie.core.audience import Audience, audience
from vigie.observatory import dcat, selectors

ROUTES = {
    "catalogue": "catalogue",
    "observatory": "public:observatory",
    "year": "public:figures_of_year",
    "json": "public:json",
    "tables_csv": "public:tables_csv",
    "tables_parquet": "public:tables_parquet",
}
ONE_HOUR = 3600


@require_safe
@audience(Audience.ANYONE)
@conditional_page
@cache_control(public=True, max_age=ONE_HOUR)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Give the catalogue of the open data, in all languages at once."""

    def address(what: str, year: int | None) -> str:
        # One address for each thing, whatever the visitor speaks.
        with translation.override(settings.LANGUAGE_CODE):
            path = reverse(ROUTES[what], kwargs={} if year is None else {"year": year})
        return request.build_absolute_uri(path)

    operator = settings.VIGIE_OPERATOR
    publisher = dcat.Publisher(operator.name or request.get_host(), operator.contact)
    published = selectors.series(settings.VIGIE_INTAKE_REALM)
    told = dcat.catalogue(published, publisher, address)
    return JsonResponse(
        told, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )
