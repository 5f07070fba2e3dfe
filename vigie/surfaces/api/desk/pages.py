"""The page that describes the part with tokens, in the languages of the desk."""

from django.urls import path

from vigie.surfaces.api.desk.endpoints import api
from vigie.surfaces.api.documentation import page_of

app_name = "api_desk_pages"
urlpatterns = [
    path("api/tokens/", page_of(api, document="api_desk:openapi"), name="documentation"),
]
