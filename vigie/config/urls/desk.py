"""Routes of a desk process: sign-in and desk."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from vigie.accounts.views import identity
from vigie.surfaces.desk.views import home

routes = [
    *i18n_patterns(
        # Where the portal is served too, its home page comes first.
        path("", home.door, name="door"),
        path("accounts/", include("vigie.accounts.urls")),
        path("desk/", include("vigie.surfaces.desk.urls")),
        path("", include("vigie.surfaces.api.desk.pages")),
    ),
    # In no language: the provider knows one address.
    path("accounts/provider/back/", identity.callback, name="oidc_callback"),
    path(settings.VIGIE_API_PREFIX, include("vigie.surfaces.api.desk.urls")),
]
urlpatterns = [*routes, path(settings.VIGIE_API_PREFIX, include("vigie.surfaces.api.elsewhere"))]

handler400 = "vigie.core.errors.bad_request"
handler403 = "vigie.core.errors.permission_denied"
handler404 = "vigie.core.errors.page_not_found"
handler429 = "vigie.core.errors.too_many_requests"
handler500 = "vigie.core.errors.server_error"
