"""Addresses of the open part about figures, served where the public pages are."""

from django.urls import path

from vigie.surfaces.api.open_data.endpoints import api

app_name = "api_open_data"
urlpatterns = [
    path("v1/openapi-figures.json", api.openapi, name="openapi"),
    *api.routes("v1"),
]
