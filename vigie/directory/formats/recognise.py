"""Tells a format by what the file holds, never by its name."""

import gzip
import zlib
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from vigie.directory.formats import legacy, sae
from vigie.directory.formats.flow import FLOW
from vigie.directory.formats.legacy import LEGACY
from vigie.directory.formats.lines import Line, cells, lines
from vigie.directory.formats.rows import Format, UnreadableFileError
from vigie.directory.formats.sae import SAE

UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
GZIP_MARK = b"\x1f\x8b"
# What a gzip file that was cut or altered makes its reader raise.
BROKEN_GZIP = (OSError, EOFError, zlib.error)
OPENING = 64 * 1024


def open_file(path: Path) -> tuple[BufferedReader, BinaryIO]:
    """Open a file: the file itself, whose position tells progress, and the stream to read.

    They differ for a file compressed with gzip, as the daily flow is published. A byte order
    mark is passed over.
    """
    # A pipe cannot be read twice, nor a device to its end.
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UnreadableFileError(f"{path} is not a file.")
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be opened: {error.strerror}.") from error
    try:
        packed = file.peek(len(GZIP_MARK)).startswith(GZIP_MARK)
        stream = gzip.GzipFile(fileobj=file) if packed else file
        if stream.peek(len(UTF_8_MARK)).startswith(UTF_8_MARK):
            stream.read(len(UTF_8_MARK))
    except BROKEN_GZIP as error:
        file.close()
        raise UnreadableFileError(f"{path} is not a whole gzip file.") from error
    return file, cast("BinaryIO", stream)


def recognise(path: Path) -> Format:
    """Return the format of a file; raises UnreadableFileError."""
    file, stream = open_file(path)
    with file:
        try:
            opening = stream.read(OPENING)
        except BROKEN_GZIP as error:
            raise UnreadableFileError(f"{path} is not a whole gzip file.") from error
    if not opening.strip():
        raise UnreadableFileError(f"{path} is empty.")
    if opening.startswith(UTF_16_MARKS) or opening.count(b"\0") * 4 > len(opening):
        raise UnreadableFileError(f"{path} is neither UTF-8 nor Windows-1252: save it as UTF-8.")
    if opening.lstrip().startswith(b"{"):
        return FLOW
    first = next((line.text for line in lines(BytesIO(opening)) if isinstance(line, Line)), "")
    if cells(first)[0].strip().lower() in (legacy.HEAD, legacy.STRUCTURE):
        return LEGACY
    if sae.header(first):
        return SAE
    raise UnreadableFileError(
        f"{path} is none of the files that Vigie reads: SAE identification file (a header with"
        " “fi” and “rs”), legacy FINESS CSV (first line “finess;etalab;...”), FINESS structures"
        " JSON (an object with “pmej”)."
    )
