"""Secrets of this instance: from the environment, or from files that it names."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def read_secret_key(data_dir: Path) -> str:
    """Return the instance's signing key: environment first, then the data folder.

    Before `vigie setup` has run there is none yet: a throwaway key serves the commands
    that sign nothing.
    """
    if key := os.environ.get("VIGIE_SECRET_KEY"):
        return key
    path = data_dir / "keys" / "django.secret"
    return path.read_text().strip() if path.exists() else secrets.token_urlsafe(50)


def read_secret(name: str) -> str:
    """Return a secret given as NAME, or in the file that NAME_FILE names; empty: none is given.

    Raises:
        ImproperlyConfigured: the file cannot be read.
    """
    if secret := os.environ.get(name):
        return secret
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"The file that {name}_FILE names cannot be read.") from error
