"""The page that describes the open part about figures, in the languages of the public site."""

from django.urls import path

from vigie.surfaces.api.documentation import page_of
from vigie.surfaces.api.open_data.endpoints import api

app_name = "api_open_data_pages"
urlpatterns = [
    path("api/figures/", page_of(api, document="api_open_data:openapi"), name="documentation"),
]
