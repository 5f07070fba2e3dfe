"""Routes of the desk surface."""

from django.urls import URLPattern

app_name = "desk"
urlpatterns: list[URLPattern] = []
