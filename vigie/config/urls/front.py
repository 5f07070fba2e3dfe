"""Routes of a front process: portal and public pages. It can seal and never open."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("", include("vigie.surfaces.public.urls")),
    path("", include("vigie.surfaces.portal.urls")),
)
