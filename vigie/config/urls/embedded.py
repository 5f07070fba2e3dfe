"""Routes of one process with both roles: the default of a small or demonstration instance."""

from django.conf import settings
from django.urls import include, path

from vigie.config.urls import desk, front
from vigie.config.urls.desk import handler400, handler403, handler404, handler429, handler500

urlpatterns = [
    *front.routes,
    *desk.routes,
    path(settings.VIGIE_API_PREFIX, include("vigie.surfaces.api.elsewhere")),
]

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]
