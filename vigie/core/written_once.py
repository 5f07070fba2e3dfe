"""Files that are written once: whole or not at all, and never changed."""

import os
import tempfile
from pathlib import Path


def write_once(path: Path, content: bytes) -> Path:
    """Write a file that anybody may read and nobody may change; return its path.

    Raises:
        FileExistsError: there is one of this name; it stays as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent) as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
        os.fchmod(draft.fileno(), 0o444)
        # Unlike a rename, a link never replaces what is there.
        path.hardlink_to(draft.name)
    return path
