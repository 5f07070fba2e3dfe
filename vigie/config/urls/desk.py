"""Routes of a desk process: sign-in and desk."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("accounts/", include("vigie.accounts.urls")),
    path("desk/", include("vigie.surfaces.desk.urls")),
)
