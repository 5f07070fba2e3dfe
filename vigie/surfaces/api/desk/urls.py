"""Addresses of the part with tokens, served where the desk is."""

from django.urls import path

from vigie.surfaces.api.desk.endpoints import api

app_name = "api_desk"
urlpatterns = [
    path("v1/openapi-desk.json", api.openapi, name="openapi"),
    *api.routes("v1"),
]
