"""What a file is by its content, whatever its name says."""

from dataclasses import dataclass
from pathlib import PurePath

import puremagic

# Where the signatures that we know lie; TAR's is at byte 257, that of ISO 9660 at 32,769.
HEAD_BYTES = 64 * 1024
# One format under several names: puremagic lists some of them only.
ALIKE = (
    {".jpg", ".jpeg", ".jpe", ".jfif"},
    {".txt", ".log", ".csv", ".tsv", ".md", ".json", ".xml", ".eml", ".ini", ".conf", ".cfg"}
    | {".yml", ".yaml", ".sql", ".ps1", ".sh", ".py", ".js", ".vbs", ".bat", ".cmd", ".reg"},
    {".htm", ".html", ".hta"},
    {".tif", ".tiff"},
    {".gz", ".tgz"},
    {".exe", ".dll", ".scr", ".sys", ".com", ".ocx", ".cpl"},
)
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"
# Bytes that no text holds: control characters but tab, newline, form feed, return and escape.
NOT_IN_TEXT = bytes(sorted({*range(32)} - {9, 10, 12, 13, 27}))


@dataclass(frozen=True)
class FileType:
    """What a file is by its first bytes."""

    mime: str
    # In English, as the signature's author named it; empty where nothing is recognised.
    description: str
    # Whether a file of this type may bear this name: a mismatch is often a disguise.
    fits_name: bool


def detect(head: bytes, name: str) -> FileType:
    """Return what a file is by its first `HEAD_BYTES` bytes; `name` is only compared with it."""
    extension = PurePath(name).suffix.lower()
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return _unrecognised(head, extension)
    best = matches[0]
    possible = {match.extension.lower() for match in matches}
    return FileType(
        mime=next((match.mime_type for match in matches if match.mime_type), UNKNOWN),
        description=best.name,
        fits_name=_fits(extension, possible),
    )


def _unrecognised(head: bytes, extension: str) -> FileType:
    if not _is_text(head):
        # Many formats have no signature: nothing contradicts the name.
        return FileType(UNKNOWN, "", fits_name=True)
    return FileType(TEXT, "Text", fits_name=_fits(extension, {".txt"}))


def _fits(extension: str, possible: set[str]) -> bool:
    if extension in possible or "" in possible:
        return True
    return any(extension in alike and possible & alike for alike in ALIKE)


def _is_text(head: bytes) -> bool:
    if head.translate(None, NOT_IN_TEXT) != head:
        return False
    # The last character may have been cut in two.
    return any(_decodes(head[: len(head) - cut]) for cut in range(4))


def _decodes(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
