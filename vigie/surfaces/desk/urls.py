"""Routes of the desk surface."""

from django.urls import path

from vigie.surfaces.desk.views import cases, declarations, figures, home, queue, taking

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("queue/", queue.queue, name="queue"),
    path("queue/news/", queue.news, name="news"),
    path("declarations/", declarations.declarations, name="declarations"),
    path("declarations/<str:reference>/", declarations.declaration, name="declaration"),
    path("declarations/<str:reference>/sealed/", declarations.sealed, name="sealed"),
    path("declarations/<str:reference>/take/", taking.take, name="take"),
    path("declarations/<str:reference>/join/", taking.join, name="join"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<str:reference>/", cases.case, name="case"),
    path("cases/<str:reference>/lead/", cases.lead, name="lead"),
    path("cases/<str:reference>/reopen/", cases.reopen, name="reopen"),
    path("figures/", figures.figures, name="figures"),
    path("figures/release/", figures.release, name="release"),
]
