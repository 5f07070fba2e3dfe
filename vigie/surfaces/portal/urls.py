"""Routes of the portal surface."""

from django.urls import path

from vigie.surfaces.portal.views import (
    complete,
    declare,
    files,
    follow,
    guide,
    receipt,
    sending,
    support,
)

app_name = "portal"
urlpatterns = [
    path("declare/", declare.declare, name="declare"),
    path("declare/questions/", guide.questions, name="questions"),
    path("declare/form.pdf", guide.blank_form, name="blank_form"),
    path("declare/must-i/", guide.must_declare, name="must_declare"),
    path("receipt/", receipt.receipt, name="receipt"),
    path("receipt/pdf/", receipt.pdf, name="receipt_pdf"),
    path("receipt/leave/", receipt.leave, name="leave"),
    path("receipt/closed/", receipt.closed, name="closed"),
    path("follow/", follow.follow, name="follow"),
    path("follow/declaration/", follow.declaration, name="declaration"),
    path("follow/support/<uuid:support_id>/", support.support, name="support"),
    path("follow/complete/", complete.complete, name="complete"),
    path("follow/files/", files.files, name="files"),
    path("follow/files/begin/", sending.begin, name="file_begin"),
    path("follow/files/<uuid:pk>/", files.file, name="file"),
    path("follow/files/<uuid:pk>/part/", sending.part, name="file_part"),
    path("follow/files/<uuid:pk>/cancel/", sending.cancel, name="file_cancel"),
]
