"""Routes of the public surface."""

from django.urls import URLPattern

app_name = "public"
urlpatterns: list[URLPattern] = []
