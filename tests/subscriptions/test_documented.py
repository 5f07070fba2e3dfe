"""What docs/api.md tells a receiver to run is run, word for word."""

import re
from collections.abc import Callable
from datetime import timedelta
from time import time
from typing import Any

import pytest

from tests.codebase.tree import ROOT, read
from tests.factories import cases
from tests.factories.subscriptions import subscribed, worked
from tests.fixtures.receiver import Posted, Receiver
from vigie.core import journal
from vigie.subscriptions.enums import EventKind

pytestmark = pytest.mark.django_db

API = read(ROOT / "docs" / "api.md")
CODE = re.compile(r"^```python\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
IsOurs = Callable[[str, dict[str, str], bytes], bool]


@pytest.fixture
def is_ours() -> IsOurs:
    """Return the function of the documentation."""
    (code,) = CODE.findall(API)
    known: dict[str, Any] = {}
    exec(code, known)  # noqa: S102 - our own documentation
    found: IsOurs = known["is_ours"]
    return found


@pytest.fixture
def sent(receiver: Receiver) -> tuple[str, Posted]:
    """Return a secret, and a message as it arrived."""
    _, secret = subscribed(receiver.url, kinds={EventKind.INCIDENT_OPENED})
    cases.open_case()
    journal.link_entries()
    worked()
    (posted,) = receiver.posted
    return secret, posted


def test_what_we_send_is_recognised(is_ours: IsOurs, sent: tuple[str, Posted]) -> None:
    secret, posted = sent
    assert is_ours(secret, posted.headers, posted.body)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-id": "another"},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": str(int(time()) - 3600)},
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": ""},
    ],
)
def test_what_others_send_is_not(
    is_ours: IsOurs, sent: tuple[str, Posted], changed: dict[str, str]
) -> None:
    secret, posted = sent
    assert not is_ours(secret, {**posted.headers, **changed}, posted.body)
    assert not is_ours(secret, posted.headers, posted.body + b" ")


def test_a_message_overheard_is_not_played_again_later(
    is_ours: IsOurs, sent: tuple[str, Posted], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, posted = sent
    now = time() + timedelta(minutes=6).total_seconds()
    monkeypatch.setattr("time.time", lambda: now)
    assert not is_ours(secret, posted.headers, posted.body)


def test_every_kind_is_documented() -> None:
    assert [kind for kind in EventKind.values if f"`{kind}`" not in API] == []
