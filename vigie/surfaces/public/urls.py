"""Routes of the public surface."""

from django.urls import path

from vigie.surfaces.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.figures, name="figures"),
    path("figures/<int:year>/", views.figures, name="figures_of_year"),
    path("figures/<int:year>/figures.json", views.download, {"extension": "json"}, name="json"),
    path("figures/<int:year>/figures.csv", views.download, {"extension": "csv"}, name="csv"),
    path("figures/series-<slug:digest>.svg", views.chart, name="chart"),
]
