"""Routes of the pages about programs: their tokens."""

from django.urls import path

from vigie.surfaces.desk.views import tokens

urlpatterns = [
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/make/", tokens.make, name="token_make"),
    path("tokens/<uuid:token_id>/approve/", tokens.approve, name="token_approve"),
    path("tokens/<uuid:token_id>/revoke/", tokens.revoke, name="token_revoke"),
]
