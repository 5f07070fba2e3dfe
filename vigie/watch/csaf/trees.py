"""Advisories as files: one by one, or in a provider's folder with their digests beside them."""

import hashlib
import os
import stat
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from vigie.watch.csaf.reading import MOST_BYTES, Unreadable

# What stands in a provider's folder beside its advisories.
NOT_ADVISORIES = (
    "aggregator.json",
    "changes*.json",
    "csaf-feed-*.json",
    "index*.json",
    "provider-metadata.json",
    "service.json",
)
DIGESTS = ("sha256", "sha512")
MOST_BYTES_OF_A_DIGEST = 10_000


def documents(path: Path) -> Iterator[Path]:
    """Yield a file, or the advisories of a folder and those below it, in order of their names.

    A link that leads out of the folder is not followed.
    """
    if not path.is_dir():
        yield path
        return
    root = path.resolve()
    for folder, below, names in os.walk(path):
        below.sort()
        for name in sorted(names):
            file = Path(folder) / name
            if _is_advisory(name) and file.resolve().is_relative_to(root):
                yield file


def _is_advisory(name: str) -> bool:
    return name.endswith(".json") and not any(fnmatch(name, each) for each in NOT_ADVISORIES)


def content(path: Path) -> bytes:
    """Return the bytes of a file, held against the digests that stand beside it.

    Raises:
        Unreadable: not a file, too large, or not what its digest says.
    """
    found = _bytes(path, MOST_BYTES)
    for algorithm in DIGESTS:
        beside = path.with_name(f"{path.name}.{algorithm}")
        if not beside.exists():
            continue
        written = _bytes(beside, MOST_BYTES_OF_A_DIGEST).split()
        right = hashlib.new(algorithm, found).hexdigest()
        if not written or written[0].lower() != right.encode():
            raise Unreadable(f"not what {beside.name} says", "digest")
    return found


def _bytes(path: Path, most: int) -> bytes:
    try:
        # A pipe under this name would be waited for without end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("not a file", "file")
        with path.open("rb") as stream:
            found = stream.read(most + 1)
    except OSError as error:
        raise Unreadable(error.strerror or "not readable", "file") from error
    if len(found) > most:
        raise Unreadable(f"over {most:,} bytes", "limit")
    return found
