"""Routes that exist in demonstration mode only."""

from django.urls import path

from vigie.accounts import demo

urlpatterns = [path("enter/<slug:role>/", demo.enter_as, name="demo_enter_as")]
