"""Files that browsers send: handed on while they arrive, never kept in clear on the disk.

Django's own handlers write a file of more than 2.5 MB into the system's temporary folder. Ours
do not: a view takes files only when it says what receives them.
"""

from collections.abc import Callable
from typing import Any, Protocol, Self, TypeVar

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Refused(Exception):  # noqa: N818 - nothing failed: a file was refused
    """A file may not be received. The subclass says why, in words for whoever sent it."""

    words: str | Promise = ""


class Sink(Protocol):
    """What takes in one file while it arrives."""

    def write(self, data: bytes) -> None:
        """Take in the next bytes; raise Refused when there are too many."""

    def abandon(self) -> None:
        """Forget what was taken in."""


class BodyTooLong(Refused):
    """The request announces more than may come."""

    words = _("This is more than can be received at once. Send the files one by one.")


class CutOff(Refused):
    """The request ended before its form did."""

    words = _("The sending was cut off before its end. Send the file again.")


class Reception:
    """What one request brings: a sink for each file, and why the rest was refused, if it was."""

    def __init__(self, open_sink: Callable[[str], Sink], *, longest_body: int) -> None:
        """Open a sink for each file by its name; refuse a longer body before reading its files."""
        self.open_sink = open_sink
        self.longest_body = longest_body
        self.refusal: Refused | None = None
        self.refused_name = ""
        # Whether a file was sent at all, received or not.
        self.tried = False
        self._arriving: Sink | None = None
        self._arrived: list[Any] = []

    @classmethod
    def of_nothing(cls) -> Self:
        """Return what takes nothing in: whoever asks may send nothing here."""

        def refuse(_name: str) -> Sink:
            raise BodyTooLong

        return cls(refuse, longest_body=0)

    def begin(self, name: str) -> None:
        """Open a sink for the next file, or raise Refused."""
        self.refused_name = name
        self._arriving = self.open_sink(name)

    def write(self, data: bytes) -> None:
        """Hand on the next bytes of the file that is arriving, or raise Refused."""
        if self._arriving is not None:
            self._arriving.write(data)

    def end(self) -> None:
        """Keep the file that has arrived whole."""
        if self._arriving is not None:
            self._arrived.append(self._arriving)
            self._arriving = None
            self.refused_name = ""

    def take(self) -> list[Any]:
        """Return the sinks of the files that arrived whole: the caller answers for them now."""
        arrived, self._arrived = self._arrived, []
        return arrived

    def refuse(self, refusal: Refused) -> None:
        """Forget the file that is arriving, and remember why; those that arrived are kept."""
        self.refusal = refusal
        if self._arriving is not None:
            self._arriving.abandon()
            self._arriving = None

    def abandon(self) -> None:
        """Forget what nobody has taken."""
        for sink in self.take():
            sink.abandon()
        if self._arriving is not None:
            self._arriving.abandon()
            self._arriving = None


class StreamingHandler(FileUploadHandler):
    """Hands each file to a sink of its own while it arrives."""

    chunk_size = 512 * 1024

    def __init__(self, request: HttpRequest, reception: Reception) -> None:
        """Serve one request."""
        super().__init__(request)
        self.reception = reception

    def handle_raw_input(self, *args: Any, **_kwargs: Any) -> None:
        """Note a body that is longer than anything acceptable: no file of it will be read."""
        content_length = args[2]
        if content_length > self.reception.longest_body:
            self.reception.refusal = BodyTooLong()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a sink for the next file."""
        super().new_file(*args, **kwargs)
        self.reception.tried = True
        if self.reception.refusal:
            raise StopUpload(connection_reset=True)
        self._try(lambda: self.reception.begin(self.file_name or ""))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's
        """Hand on the next bytes."""
        self._try(lambda: self.reception.write(raw_data))

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's signature
        """Keep a file that arrived whole."""
        self.reception.end()

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except Refused as refusal:
            self.reception.refuse(refusal)
            # The rest is not read: it may be half a gigabyte that nobody will keep.
            raise StopUpload(connection_reset=True) from refusal


class NoFiles(FileUploadHandler):
    """Drops files sent to a page that takes none."""

    def new_file(self, *_args: Any, **_kwargs: Any) -> None:
        """Refuse the file; the rest of the form is read."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called: no file is begun."""

    def file_complete(self, file_size: int) -> None:
        """Keep nothing."""


def receives_files(reception_of: Callable[..., Reception]) -> Callable[[View], View]:
    """Mark a view whose form sends files; `reception_of(request, **captured)` takes them in.

    The view finds it as `request.reception`. It must also be marked `keeps_typed`, so that
    nothing reads the form before we have said what receives its files.
    """

    def mark(view: View) -> View:
        view.reception_of = reception_of  # type: ignore[attr-defined]
        return view

    return mark


class FilesMiddleware:
    """Says what receives a form's files, once whoever sends it was let in, before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; forget what the view has not taken."""
        try:
            return self.get_response(request)
        finally:
            reception: Reception | None = getattr(request, "reception", None)
            if reception is not None:
                reception.abandon()

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        """Let a view that takes files take them."""
        reception_of = getattr(view, "reception_of", None)
        if request.method == "POST" and reception_of is not None:
            reception = reception_of(request, *args, **kwargs)
            request.reception = reception  # type: ignore[attr-defined]
            request.upload_handlers = [StreamingHandler(request, reception)]
