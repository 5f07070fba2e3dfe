"""Routes of a lost receipt code, under a declaration."""

from django.urls import path

from vigie.surfaces.desk.views import replacing

urlpatterns = [
    path("", replacing.replacement, name="replacement"),
    path("<uuid:pk>/decide/", replacing.decide, name="replacement_decide"),
    path("<uuid:pk>/take-back/", replacing.take_back, name="replacement_take_back"),
    path("<uuid:pk>/issue/", replacing.issue, name="replacement_issue"),
]
