"""Routes of the pages on which reports are written and published."""

from django.urls import path

from vigie.surfaces.desk.views import case_studies, report_parts, reports

urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:year>/<slug:kind>/", reports.report, name="report"),
    path("reports/<int:year>/<slug:kind>/publish/", reports.publish, name="report_publish"),
    path(
        "reports/<int:year>/<slug:kind>/parts/<slug:part>/", report_parts.part, name="report_part"
    ),
    path(
        "reports/<int:year>/<slug:kind>/preview/<slug:language>/",
        reports.preview,
        name="report_preview",
    ),
    path("case-studies/", case_studies.case_studies, name="case_studies"),
    path("case-studies/new/", case_studies.new, name="case_study_new"),
    path("case-studies/<uuid:pk>/", case_studies.case_study, name="case_study"),
    path("case-studies/<uuid:pk>/edit/", case_studies.edit, name="case_study_edit"),
    path("case-studies/<uuid:pk>/approve/", case_studies.approve, name="case_study_approve"),
    path("case-studies/<uuid:pk>/discard/", case_studies.discard, name="case_study_discard"),
]
