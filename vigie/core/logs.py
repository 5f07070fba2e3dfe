"""Logs that say where a fault happened and never what was being handled.

An exception's words and a frame's values may repeat what was sealed. Its class and the lines
of code are enough to find the fault.
"""

import logging
import traceback
from types import TracebackType

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class PlacesOnly(logging.Formatter):
    """Writes exceptions as their class and their places in the code."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging's own name
        """Return the exception and its causes, without their words."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines += [type(error).__qualname__, *_places(error.__traceback__)]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
            if error is not None:
                lines.append("caused by:")
        return "\n".join(lines)


def _places(where: TracebackType | None) -> list[str]:
    return [
        f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(where)
    ]
