"""Tests: a throwaway data folder, no network, mail kept in memory."""

import atexit
import os
import shutil
import tempfile

os.environ["VIGIE_DATA"] = tempfile.mkdtemp(prefix="vigie-test-")
atexit.register(shutil.rmtree, os.environ["VIGIE_DATA"], ignore_errors=True)
os.environ.setdefault("VIGIE_SECRET_KEY", "only-for-tests-" + "x" * 40)

from vigie.config.settings.base import *  # noqa: E402, F403
from vigie.core.keys import make_missing_keys  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file as in real use, so that threads have a connection each; not synced, to be quick.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        **SQLITE_OPTIONS,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
    }

# Connections end with each request, as Django's tests expect.
DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# whitenoise warns where it is missing, and warnings are errors.
STATIC_ROOT.mkdir()

make_missing_keys(DATA_DIR / "keys")

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
