"""Routes of what authorities are told."""

from django.urls import path

from vigie.surfaces.desk.views import authorities, notices, telling

urlpatterns = [
    path("cases/<str:reference>/notices/", telling.case_notices, name="case_notices"),
    path("cases/<str:reference>/notices/decide/", telling.decide_notice, name="decide_notice"),
    path(
        "cases/<str:reference>/notices/operator/", telling.operator_status, name="operator_status"
    ),
    path("notices/", notices.notices, name="notices"),
    path("notices/<str:reference>/", notices.notice, name="notice"),
    path("notices/<str:reference>/sealed/", notices.notice_sealed, name="notice_sealed"),
    path("notices/<str:reference>/acknowledge/", notices.acknowledge, name="acknowledge_notice"),
    path("notices/<str:reference>/pdf/", notices.notice_as_pdf, name="notice_pdf"),
    path("notices/<str:reference>/json/", notices.notice_as_json, name="notice_json"),
    path("notices/<str:reference>/withdraw/", telling.withdraw, name="withdraw_notice"),
    path("authorities/", authorities.authorities, name="authorities"),
    path("authorities/remove/", authorities.remove_address, name="remove_address"),
]
