"""Bytes from anywhere: what is no JSON document that can be walked is refused, with a reason."""

import pytest

from vigie.watch.csaf import MOST_BYTES, Unreadable, read

REFUSED = {
    "empty": (b"", "not JSON"),
    "cut": (b'{"document": {', "not JSON"),
    "Latin-1": ('{"title": "déclaré"}'.encode("latin-1"), "not UTF-8"),
    "UTF-16": ('{"title": "x"}'.encode("utf-16"), "not UTF-8"),
    "a key twice": (b'{"a": {"id": 1, "id": 2}}', "the key “id” is twice"),
    "a key twice once escaped": (b'{"id": 1, "\\u0069d": 2}', "the key “id” is twice"),
    "NaN": (b'{"score": NaN}', "NaN"),
    "minus infinity": (b"[-Infinity]", "-Infinity"),
    "too large to be a number": (b"[1e999]", "a number beyond all measure"),
    "too many digits": (b"[" + b"9" * 5000 + b"]", "too many digits"),
    "half a character": (b'["\\ud800"]', "no text"),
    "half a character in a key": (b'{"\\udfff": 1}', "no text"),
    "a null character": (b'["\\u0000"]', "no text"),
    "deep": (b"[" * 102 + b"]" * 102, "nested over 100"),
    "very deep": (b"[" * 500_000, "nested over 100"),
    "very deep and closed": (b'{"a":' * 90_000 + b"1" + b"}" * 90_000, "nested over 100"),
    "many small values": (b"[" + b"[]," * 1_000_001 + b"1]", "too many values"),
    "too large": (b" " * (MOST_BYTES + 1), "over 15 MB"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_bytes_that_are_no_document_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert reason in str(refused.value)


def test_a_document_is_read_with_or_without_a_byte_order_mark() -> None:
    content = '{"titre": "Été", "deep": [[1.5, true, null]]}'.encode()
    right = {"titre": "Été", "deep": [[1.5, True, None]]}
    assert read(content) == right
    assert read(b"\xef\xbb\xbf" + content) == right


def test_a_hundred_levels_are_read() -> None:
    assert read(b"[" * 100 + b"]" * 100)
