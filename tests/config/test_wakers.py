"""What wakes the duty is read from the environment, and what could not work is refused."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from vigie.config.settings.secret import read_secret
from vigie.config.wakers import desk_url, gateway, minutes, post_address


def test_without_settings_there_is_no_gateway() -> None:
    assert gateway("sms") is None
    assert post_address("VIGIE_DUTY_WEBHOOK_URL") == ""


def test_a_gateway_with_its_token_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = tmp_path / "token"
    secret.write_text("t0ken\n")
    monkeypatch.setenv("VIGIE_SMS_URL", "https://gateway.example/send")
    monkeypatch.setenv("VIGIE_SMS_TOKEN_FILE", str(secret))
    found = gateway("sms")
    assert found is not None
    assert (found.url, found.token) == ("https://gateway.example/send", "t0ken")


@pytest.mark.parametrize(
    "address", ["http://gateway.example/", "ftp://x", "gateway.example", "https://", "https://[::1"]
)
def test_an_address_where_messages_could_be_read_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("VIGIE_VOICE_URL", address)
    with pytest.raises(ImproperlyConfigured) as refusal:
        gateway("voice")
    assert "VIGIE_VOICE_URL" in str(refusal.value)
    assert "gateway.example" not in str(refusal.value)


def test_this_machine_may_be_posted_to_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_SMS_URL", "http://127.0.0.1:9000/")
    assert post_address("VIGIE_SMS_URL")


@pytest.mark.parametrize("text", ["0", "-1", "ten", "1.5", "²"])
def test_minutes_are_whole_and_one_at_least(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("VIGIE_DUTY_MINUTES", text)
    with pytest.raises(ImproperlyConfigured):
        minutes("VIGIE_DUTY_MINUTES", default=10)


def test_a_secret_whose_file_is_missing_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VIGIE_SMS_TOKEN_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured):
        read_secret("VIGIE_SMS_TOKEN")


@pytest.mark.parametrize(
    ("given", "hosts", "found"),
    [
        ("https://desk.example/", "a.example,b.example", "https://desk.example"),
        ("", "a.example,b.example", "https://a.example"),
        ("", "", "http://127.0.0.1:8000"),
    ],
)
def test_where_the_links_of_messages_lead(given: str, hosts: str, found: str) -> None:
    assert desk_url(given, hosts) == found
