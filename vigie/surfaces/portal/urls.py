"""Routes of the portal surface."""

from django.urls import path

from vigie.surfaces.portal.views import declare, follow, guide, receipt

app_name = "portal"
urlpatterns = [
    path("declare/", declare.declare, name="declare"),
    path("declare/questions/", guide.questions, name="questions"),
    path("receipt/", receipt.receipt, name="receipt"),
    path("receipt/leave/", receipt.leave, name="leave"),
    path("receipt/closed/", receipt.closed, name="closed"),
    path("follow/", follow.follow, name="follow"),
    path("follow/declaration/", follow.declaration, name="declaration"),
]
