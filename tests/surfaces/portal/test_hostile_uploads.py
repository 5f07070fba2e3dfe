"""Whatever is sent where files are taken, the answer is ours and nothing half received is kept."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.surfaces.portal.pages import declared, page
from vigie.declarations.models import Attachment

BOUNDARY = "xYzZY"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture(autouse=True)
def _own_folder(data_folder: Path) -> None:
    """Keep what is sent in a folder of the test's own."""


def part(disposition: bytes, content: bytes, *headers: bytes) -> bytes:
    head = b"\r\n".join([b"Content-Disposition: form-data; " + disposition, *headers])
    return b"--xYzZY\r\n" + head + b"\r\n\r\n" + content + b"\r\n"


WHOLE = part(b'name="whole"', b"yes") + b"--xYzZY--\r\n"


def sent(client: Client, body: bytes, content_type: str = TYPE, **environ: Any) -> int:
    # A stream that ends where it ends, whatever length was announced: as a server gives it.
    environ["wsgi.input"] = BytesIO(body)
    answer = client.post(page("files"), body, content_type=content_type, **environ)
    return answer.status_code


def file(name: bytes, content: bytes = b"content", *headers: bytes) -> bytes:
    return part(b'name="chosen"; filename="' + name + b'"', content, *headers)


@pytest.mark.parametrize(
    ("body", "statuses"),
    [
        (file(b"a.txt") + WHOLE, {302}),
        (file(b"a.txt")[:-5], {422}),
        (file(b"a.txt"), {422}),
        (b"", {422}),
        (b"--xYzZY", {422}),
        (b"garbage", {422}),
        (file(b"\0") + WHOLE, {422}),
        (file(b"..") + WHOLE, {422}),
        (file(b"\xff\xfe") + WHOLE, {302, 422}),
        (file(b"x" * 10_000) + WHOLE, {400, 422}),
        (file("\u202egpj.exe".encode()) + WHOLE, {302}),
        (file(b"a", b"!!!", b"Content-Transfer-Encoding: base64") + WHOLE, {400}),
        (file(b"a", b"aGVsbG8=", b"Content-Transfer-Encoding: base64") + WHOLE, {302}),
        (part(b'name="sample"', b"\0") + file(b"a") + WHOLE, {302}),
        (part(b'name="whole"', b"y" * 2_000_000) + file(b"a") + WHOLE, {413}),
        (b"".join(file(b"a") for _ in range(150)) + WHOLE, {413, 422}),
    ],
)
def test_it_is_never_an_error_of_the_server(
    declarant: Client, body: bytes, statuses: set[int]
) -> None:
    declared(declarant)
    assert sent(declarant, body) in statuses


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data", "application/json"])
def test_another_type_of_body_brings_no_file(declarant: Client, content_type: str) -> None:
    declared(declarant)
    assert sent(declarant, file(b"a") + WHOLE, content_type) in {400, 422}
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("length", ["0", "-1", "x", "10", "999999999999999999999"])
def test_a_wrong_length_brings_no_half_file(declarant: Client, length: str) -> None:
    declared(declarant)
    assert sent(declarant, file(b"a") + WHOLE, CONTENT_LENGTH=length) in {400, 422}
    assert not Attachment.objects.exists()


@given(noise=st.binary(max_size=2000), cut=st.integers(0, 2000))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noise_in_a_form_is_answered(declarant: Client, noise: bytes, cut: int) -> None:
    if not declarant.cookies:
        declared(declarant)
    whole = file(b"a.bin", noise) + WHOLE
    assert sent(declarant, (noise[:cut] + whole)[: len(whole) - cut // 4]) < 500
