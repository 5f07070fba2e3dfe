"""Where files sent with declarations are kept, and how large they may be."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

MEGABYTE = 1_000_000
# What the environment may say of an S3-compatible store, and django-storages' name for it.
S3_OPTIONS = {
    "VIGIE_S3_BUCKET": "bucket_name",
    "VIGIE_S3_ENDPOINT": "endpoint_url",
    "VIGIE_S3_REGION": "region_name",
    "VIGIE_S3_ACCESS_KEY": "access_key",
    "VIGIE_S3_SECRET_KEY": "secret_key",
}


def attachments_storage(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return Django's setting of the storage: a folder of the data folder, or a bucket.

    A bucket needs django-storages, which is not installed by default: see docs/operations.md.
    """
    if not environment.get("VIGIE_S3_BUCKET"):
        return {
            "BACKEND": "vigie.core.folder_storage.DataFolderStorage",
            "OPTIONS": {"folder": "attachments"},
        }
    given = {ours: environment[name] for name, ours in S3_OPTIONS.items() if environment.get(name)}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**given, "default_acl": None, "file_overwrite": False},
    }


def megabytes(environment: Mapping[str, str], name: str, default: int) -> int:
    """Return a size that the environment gives in megabytes, in bytes."""
    written = environment.get(name) or str(default)
    if not written.isdecimal():
        raise ImproperlyConfigured(f"{name}={written} is not a number of megabytes.")
    return int(written) * MEGABYTE
