"""Settings shared by every mode of Vigie. Modes: `demo`, `test`, `production`."""

import os
from pathlib import Path

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.db.models import CharField

from vigie.config.clock_speed import read_clock_speed
from vigie.config.emergency import emergency_numbers
from vigie.config.navigation import FOOTER, MAIN_MENU
from vigie.config.operator import read_operator
from vigie.config.settings.attachments import attachments_storage, megabytes
from vigie.config.settings.duty import *  # noqa: F403
from vigie.config.settings.figures import *  # noqa: F403
from vigie.config.settings.secret import read_secret_key
from vigie.config.settings.sign_in import *  # noqa: F403
from vigie.config.settings.webhooks import *  # noqa: F403
from vigie.config.third_party import AUDIENCES

# Lets annotations such as `BaseUserManager["User"]` run, which Django alone refuses.
django_stubs_ext.monkeypatch(extra_classes=[CharField])

PACKAGE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("VIGIE_DATA", "data")).resolve()

SECRET_KEY = read_secret_key(DATA_DIR)
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("VIGIE_HOSTS", "").split(",") if host]

# front: portal, public pages. desk: desk and worker. embedded: both in one process.
VIGIE_ROLE = os.environ.get("VIGIE_ROLE", "embedded")
if VIGIE_ROLE not in {"front", "desk", "embedded"}:
    raise ImproperlyConfigured(f"VIGIE_ROLE={VIGIE_ROLE} is not a role: front, desk or embedded.")
# The realm of what is declared through the portal of this instance.
VIGIE_INTAKE_REALM = "live"
VIGIE_DEMO = False
# How many times faster than the law's the clocks run: for training.
VIGIE_CLOCK_SPEED = read_clock_speed(os.environ.get("VIGIE_CLOCK_SPEED", ""))
# What may refuse to start this instance, by dotted name.
VIGIE_START_GUARDS: list[str] = []
# Commands that set an instance up once its tables are there; each does only what is missing.
VIGIE_SETUP_COMMANDS = ["load_good_practice"]

INSTALLED_APPS = [
    "vigie.core",
    "vigie.taxonomy",
    "vigie.directory",
    "vigie.accounts",
    "vigie.declarations",
    "vigie.incidents",
    "vigie.publishing",
    "vigie.watch",
    "vigie.subscriptions",
    "vigie.observatory",
    "vigie.demonstration",
    "vigie.surfaces.intake",
    "vigie.surfaces.portal",
    "vigie.surfaces.desk",
    "vigie.surfaces.public",
    "vigie.surfaces.api",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "widget_tweaks",
    "dsfr",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "vigie.core.middleware.SoundBytesMiddleware",
    # Before the check of the form's token, which may run the view (vigie.core.stale_form).
    "vigie.core.middleware.AudienceMiddleware",
    "vigie.accounts.middleware.SecondFactorMiddleware",
    # Once somebody was let in, and before the check of the token reads the form.
    "vigie.core.uploads.FilesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
if VIGIE_ROLE == "front":
    # The front knows no account, and its database user may not read the sessions of the desk.
    MIDDLEWARE.remove("django.contrib.sessions.middleware.SessionMiddleware")
    MIDDLEWARE.remove("django.contrib.auth.middleware.AuthenticationMiddleware")
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

VIGIE_THIRD_PARTY_AUDIENCES = AUDIENCES
VIGIE_MENU = MAIN_MENU
VIGIE_FOOTER = FOOTER
# Where programs are answered: no language in these addresses, and no page when something fails.
VIGIE_API_PREFIX = "api/"
# Where a form filled in by hand is sent or brought; empty: it is read out on the phone.
VIGIE_PAPER_ADDRESS = os.environ.get("VIGIE_PAPER_ADDRESS", "")
# Who runs this instance, for the notices that the law asks for.
VIGIE_OPERATOR = read_operator(os.environ.get("VIGIE_OPERATOR", ""))
VIGIE_EMERGENCY_NUMBERS = emergency_numbers(os.environ.get("VIGIE_EMERGENCY_NUMBERS", ""))

# A declaration is text: 1 MB is far above the longest, far below what hurts.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# Only views that say so take files, and seal them while they arrive (vigie.core.uploads).
FILE_UPLOAD_HANDLERS = ["vigie.core.uploads.NoFiles"]
VIGIE_ATTACHMENT_MAX_BYTES = megabytes(os.environ, "VIGIE_ATTACHMENT_MAX_MB", 500)
VIGIE_ATTACHMENTS_MAX_BYTES = megabytes(os.environ, "VIGIE_ATTACHMENTS_MAX_MB", 5000)
VIGIE_ATTACHMENTS_MAX_NUMBER = 50
# Files are refused before they fill the disk on which declarations are written.
VIGIE_ATTACHMENTS_KEEP_FREE_BYTES = megabytes(os.environ, "VIGIE_ATTACHMENTS_KEEP_FREE_MB", 1000)
# Where clamd listens: a Unix socket's path, or host:port. Empty: nothing is scanned.
VIGIE_CLAMD = os.environ.get("VIGIE_CLAMD", "")
# The smallest of clamd's StreamMaxLength, MaxFileSize and MaxScanSize: beyond, it does not look.
VIGIE_CLAMD_MAX_BYTES = megabytes(os.environ, "VIGIE_CLAMD_MAX_MB", 25)

ROOT_URLCONF = f"vigie.config.urls.{VIGIE_ROLE}"
WSGI_APPLICATION = "vigie.config.wsgi.application"
FORM_RENDERER = "vigie.core.forms.rendering.VigieRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / 'vigie.sqlite3'}", conn_max_age=600, conn_health_checks=True
    ),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = ["vigie.core.staticfiles.NeededFilesFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What is sent with a declaration: ciphertext only.
    "attachments": attachments_storage(os.environ),
    # Named by their content and kept by browsers for ever: `vigie collectstatic` first.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "places_only": {
            "()": "vigie.core.logs.PlacesOnly",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "places_only"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would mail what was being handled to administrators.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A page that is not there is no fault, and its address is the visitor's own words.
        "django.request": {"level": "ERROR"},
        # It would write every address posted to, and an address may hold a secret.
        "httpx": {"level": "WARNING"},
    },
}

# Shorter than the outbox's lease: a relay that hangs delays one message only.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("VIGIE_EMAIL_FROM", "vigie@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
