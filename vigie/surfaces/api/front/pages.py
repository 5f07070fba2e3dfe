"""The page that describes the open part, in the languages of the portal."""

from django.urls import path

from vigie.surfaces.api.documentation import page_of
from vigie.surfaces.api.front.endpoints import api

app_name = "api_pages"
urlpatterns = [
    path("api/documentation/", page_of(api, document="api:openapi"), name="documentation"),
]
