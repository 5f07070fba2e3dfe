"""Routes of a lost receipt code, under a declaration."""

from django.urls import path

from vigie.surfaces.desk.views import replacing

urlpatterns = [
    path("", replacing.replacement, name="replacement"),
    path("<uuid:key>/decide/", replacing.decide, name="replacement_decide"),
    path("<uuid:key>/take-back/", replacing.take_back, name="replacement_take_back"),
    path("<uuid:key>/issue/", replacing.issue, name="replacement_issue"),
]
