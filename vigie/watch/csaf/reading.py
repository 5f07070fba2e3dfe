"""Bytes from anywhere to a JSON value that the rest may walk without fear."""

import json
import math
import re
from collections import Counter
from typing import Any

from vigie.watch.csaf.findings import Finding, finding

# What the standard says that a consumer must be able to take (section C.1): 15 MB.
MOST_BYTES = 15_000_000
# 30 levels of branches take 60.
MOST_LEVELS = 100
# Far above any real advisory of 15 MB; `[[],[],[]...]` would take thirty times its size.
MOST_VALUES = 2_000_000
# PostgreSQL stores neither; lone surrogates are no text at all.
UNKEPT = re.compile("[\x00\ud800-\udfff]")


class Unreadable(Exception):  # noqa: N818 - reads as the answer it is
    """These bytes are no JSON document that Vigie reads."""

    def __init__(self, sentence: str, test: str = "JSON") -> None:
        self.finding: Finding = finding(test, "", sentence)
        super().__init__(str(self.finding))


def read(content: bytes) -> Any:
    """Return the JSON value that these bytes are.

    Raises:
        Unreadable: too large, too deep, not UTF-8, not JSON, a key twice in an object, a number
            that is none, a character that cannot be stored.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(f"over {MOST_BYTES // 1_000_000} MB", "limit")
    if sum(content.count(mark) for mark in b",[{") > MOST_VALUES:
        raise Unreadable("too many values", "limit")
    value = _parsed(content)
    _refuse_unwalkable(value)
    return value


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
    except RecursionError:
        raise _too_deep() from None
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"not JSON at {where}: {error.msg}") from error
    except ValueError as error:
        # Python's own bound on the digits of a whole number.
        raise Unreadable("a number with too many digits", "limit") from error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise Unreadable(f"the key “{twice}” is twice in an object")
    return found


def _refuse_constant(name: str) -> float:
    raise Unreadable(f"{name} is not a JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise Unreadable("a number beyond all measure", "limit")
    return number


def _refuse_unwalkable(value: Any) -> None:
    """Refuse what is too deep, or holds text that cannot be stored, level by level."""
    level = [value]
    for _ in range(MOST_LEVELS + 1):
        below: list[Any] = []
        for each in level:
            if isinstance(each, str):
                if UNKEPT.search(each):
                    raise Unreadable("a character that is no text")
            elif isinstance(each, dict):
                below += each.keys()
                below += each.values()
            elif isinstance(each, list):
                below += each
        if not below:
            return
        level = below
    raise _too_deep()


def _too_deep() -> Unreadable:
    return Unreadable(f"nested over {MOST_LEVELS} levels deep", "limit")
