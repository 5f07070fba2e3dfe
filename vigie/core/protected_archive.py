"""A file inside an archive that a password protects, written while it is read."""

from collections.abc import Iterable, Iterator

import pyzipper


class _Pipe:
    """What the archive is written to: emptied as it goes, so that it stays small."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken = b"".join(self.waiting)
        self.waiting.clear()
        return taken


def protected_archive(name: str, chunks: Iterable[bytes], *, password: str) -> Iterator[bytes]:
    """Yield a ZIP archive (AES-256) of one file, as its content comes.

    Stored without compression: what is sent is often compressed already.
    """
    pipe = _Pipe()
    with pyzipper.AESZipFile(
        pipe, "w", compression=pyzipper.ZIP_STORED, encryption=pyzipper.WZ_AES
    ) as archive:
        archive.setpassword(password.encode())
        with archive.open(name, "w", force_zip64=True) as entry:
            for chunk in chunks:
                entry.write(chunk)
                yield pipe.take()
    yield pipe.take()
