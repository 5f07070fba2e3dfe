"""Production: TLS in front, secure cookies, a mail relay."""

import os

from vigie.config.clock_speed import refuse_training_clocks
from vigie.config.settings.base import *  # noqa: F403

refuse_training_clocks(VIGIE_CLOCK_SPEED)

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
# How many proxies of ours add to X-Forwarded-For: attempts to sign in are counted by address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("VIGIE_PROXIES", "1"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
EMAIL_HOST = os.environ.get("VIGIE_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("VIGIE_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("VIGIE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("VIGIE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("VIGIE_SMTP_TLS", "1") == "1"
