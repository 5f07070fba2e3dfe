"""Sending a file that somebody else made: saved by the browser, never shown or run by it."""

from collections.abc import Iterator
from typing import Protocol

from django.http import StreamingHttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header


class FileOnItsWay(Protocol):
    """What is sent."""

    @property
    def name(self) -> str:
        """Under what name the browser saves it."""

    @property
    def size(self) -> int | None:
        """How many bytes; None where it is not known before the end."""

    @property
    def chunks(self) -> Iterator[bytes]:
        """The bytes."""


def as_download(file: FileOnItsWay) -> StreamingHttpResponse:
    """Return an answer that a browser saves whatever it holds, while it is being opened.

    The type is never that of the content, so that no browser shows it; should one do all the
    same, it runs nothing there and reaches nothing of ours.
    """
    response = StreamingHttpResponse(file.chunks, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if file.size is not None:
        # A browser tells a download that breaks off from one that ends.
        response["Content-Length"] = str(file.size)
    add_never_cache_headers(response)
    return response
