"""The least that Django needs to write one row, with the product's database options."""

import os

import dj_database_url

from vigie.config.settings.base import SQLITE_OPTIONS

DATABASES = {"default": dj_database_url.parse(os.environ["FLOOR_DATABASE_URL"])}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
ROOT_URLCONF = "benchmarks.floor.views"
SECRET_KEY = "signs nothing"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
