"""Routes of the pages about programs: their tokens, and what they are told."""

from django.urls import path

from vigie.surfaces.desk.views import tokens, webhook, webhooks

urlpatterns = [
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/make/", tokens.make, name="token_make"),
    path("tokens/<uuid:token_id>/approve/", tokens.approve, name="token_approve"),
    path("tokens/<uuid:token_id>/revoke/", tokens.revoke, name="token_revoke"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/new/", webhooks.new, name="webhook_new"),
    path("webhooks/<uuid:pk>/", webhook.webhook, name="webhook"),
    path("webhooks/<uuid:pk>/approve/", webhook.approve, name="webhook_approve"),
    path("webhooks/<uuid:pk>/resume/", webhook.resume, name="webhook_resume"),
    path("webhooks/<uuid:pk>/end/", webhook.end, name="webhook_end"),
    path("webhooks/<uuid:pk>/secret/", webhook.renew_secret, name="webhook_secret"),
    path("webhooks/<uuid:pk>/test/", webhook.test, name="webhook_test"),
    path("webhooks/<uuid:pk>/again/<uuid:delivery_id>/", webhook.again, name="webhook_again"),
]
