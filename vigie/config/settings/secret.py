"""The key that signs cookies and forms of this instance."""

import os
import secrets
from pathlib import Path


def read_secret_key(data_dir: Path) -> str:
    """Return the instance's signing key: environment first, then the data folder.

    Before `vigie setup` has run there is none yet: a throwaway key serves the commands
    that sign nothing.
    """
    if key := os.environ.get("VIGIE_SECRET_KEY"):
        return key
    path = data_dir / "keys" / "django.secret"
    return path.read_text().strip() if path.exists() else secrets.token_urlsafe(50)
