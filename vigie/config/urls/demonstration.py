"""Routes of a demonstration: those of a whole instance, and one click to enter as any role."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from vigie.config.urls import embedded
from vigie.config.urls.desk import handler400, handler403, handler404, handler429, handler500

urlpatterns = [
    *i18n_patterns(path("accounts/", include("vigie.accounts.demo_urls"))),
    *embedded.urlpatterns,
]

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]
