"""A storage of files in the data folder, for what must survive a power cut once acknowledged."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class DataFolderStorage(FileSystemStorage):
    """Keeps files in a folder of the data folder, readable by its owner only, and synced."""

    def __init__(self, folder: str) -> None:
        """Keep files in `folder` of the data folder, wherever that is when they are kept."""
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)
        self.folder = folder

    @property
    def base_location(self) -> str:
        """The folder."""
        return str(settings.DATA_DIR / self.folder)

    @property
    def location(self) -> str:
        """The folder, from the root."""
        return str(Path(self.base_location).absolute())

    def free_bytes(self) -> int:
        """Return how much more the disk can take."""
        return shutil.disk_usage(settings.DATA_DIR).free

    def delete(self, name: str) -> None:
        """Remove a file, and its folder once that holds nothing more."""
        super().delete(name)
        with suppress(OSError):
            Path(self.path(name)).parent.rmdir()

    def _save(self, name: str, content: File[Any]) -> str:
        path = Path(self.path(name))
        try:
            saved: str = super()._save(name, content)  # type: ignore[misc]
            for place in (path, path.parent, path.parent.parent):
                _sync(place)
        except OSError:
            # A full disk leaves half a file. The name is new: nobody else's is removed.
            path.unlink(missing_ok=True)
            raise
        return saved


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
