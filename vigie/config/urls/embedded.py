"""Routes of one process with both roles: the default of a small or demonstration instance."""

from vigie.config.urls import desk, front

urlpatterns = [*front.urlpatterns, *desk.urlpatterns]
