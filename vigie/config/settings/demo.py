"""Demonstration: what `make run` starts. Loopback only, synthetic data, one-click roles."""

from vigie.config.settings.base import *  # noqa: F403

VIGIE_DEMO = True
VIGIE_INTAKE_REALM = "demo"
# Called by what starts an instance, before anything else.
VIGIE_START_GUARDS = ["vigie.config.demo_guard.refuse_over_live_data"]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"

if VIGIE_ROLE != "front":
    ROOT_URLCONF = "vigie.config.urls.demonstration"
MIDDLEWARE = ["vigie.core.demo.DemonstrationMiddleware", *MIDDLEWARE]
AUTHENTICATION_BACKENDS = [
    *AUTHENTICATION_BACKENDS,
    "vigie.accounts.demo.DemonstrationBackend",
]
