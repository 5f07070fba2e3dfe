"""Routes of one process with both roles: the default of a small or demonstration instance."""

from vigie.config.urls import desk, front
from vigie.config.urls.desk import handler400, handler403, handler404, handler429, handler500

urlpatterns = [*front.urlpatterns, *desk.urlpatterns]

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]
