"""Routes of a front process: portal and public pages. It can seal and never open."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from vigie.surfaces.public.views import open_data, site

routes = [
    *i18n_patterns(
        path("", include("vigie.surfaces.public.urls")),
        path("", include("vigie.surfaces.portal.urls")),
        path("", include("vigie.surfaces.api.front.pages")),
        path("", include("vigie.surfaces.api.open_data.pages")),
    ),
    # In no language: where machines look for them.
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
    path("catalogue.jsonld", open_data.catalogue, name="catalogue"),
    path(settings.VIGIE_API_PREFIX, include("vigie.surfaces.api.front.urls")),
    path(settings.VIGIE_API_PREFIX, include("vigie.surfaces.api.open_data.urls")),
]
urlpatterns = [*routes, path(settings.VIGIE_API_PREFIX, include("vigie.surfaces.api.elsewhere"))]

handler400 = "vigie.core.errors.bad_request"
handler403 = "vigie.core.errors.permission_denied"
handler404 = "vigie.core.errors.page_not_found"
handler429 = "vigie.core.errors.too_many_requests"
handler500 = "vigie.core.errors.server_error"
