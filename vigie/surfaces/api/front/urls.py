"""Addresses of the open part, served where the portal is."""

from django.urls import path

from vigie.surfaces.api.front.endpoints import api

app_name = "api"
urlpatterns = [
    path("v1/openapi.json", api.openapi, name="openapi"),
    *api.routes("v1"),
]
