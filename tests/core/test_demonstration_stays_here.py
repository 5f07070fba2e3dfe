"""A demonstration answers only on the machine where it runs."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from vigie.core.demo import DemonstrationMiddleware, NotLoopback, refuse_if_not_loopback


@pytest.fixture
def ask() -> Callable[..., int]:
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("demonstration")

    def status(**meta: str) -> int:
        request = RequestFactory().get("/fr/")
        request.META |= {"HTTP_HOST": "127.0.0.1:8000", **meta}
        return DemonstrationMiddleware(answer)(request).status_code

    return status


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "[::1]:8000", "LOCALHOST"])
def test_this_machine_is_answered(ask: Callable[..., int], host: str) -> None:
    assert ask(HTTP_HOST=host) == 200


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Host",
        "X-Forwarded",
        "Forwarded",
        "Via",
        "X-Real-IP",
        "CF-Connecting-IP",
        "True-Client-IP",
        "X-Original-URL",
    ],
)
def test_whatever_was_forwarded_is_refused(ask: Callable[..., int], header: str) -> None:
    assert ask(**{"HTTP_" + header.upper().replace("-", "_"): "127.0.0.1"}) == 403


@pytest.mark.parametrize(
    "host",
    ["vigie.example.org", "192.168.1.5:8000", "127.0.0.1.nip.io", "localhost.evil.org", "", "a b"],
)
def test_a_foreign_host_name_is_refused(ask: Callable[..., int], host: str) -> None:
    assert ask(HTTP_HOST=host) == 403


@pytest.mark.parametrize("sender", ["192.168.1.5", "::ffff:10.0.0.1", "2001:db8::1", "garbage"])
def test_another_machine_is_refused(ask: Callable[..., int], sender: str) -> None:
    assert ask(REMOTE_ADDR=sender) == 403


@pytest.mark.parametrize("sender", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "127.8.8.8"])
def test_loopback_in_every_spelling_is_this_machine(ask: Callable[..., int], sender: str) -> None:
    assert ask(REMOTE_ADDR=sender) == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]"])
def test_it_may_listen_on_loopback(host: str) -> None:
    refuse_if_not_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.5", "vigie.example.org", "*"])  # noqa: S104
def test_it_may_listen_nowhere_else(host: str) -> None:
    with pytest.raises(NotLoopback):
        refuse_if_not_loopback(host)
