"""Tests: a throwaway data folder, no network, mail kept in memory."""

import os
import tempfile

os.environ["VIGIE_DATA"] = tempfile.mkdtemp(prefix="vigie-test-")
os.environ.setdefault("VIGIE_SECRET_KEY", "only-for-tests-" + "x" * 40)

from vigie.config.settings.base import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
