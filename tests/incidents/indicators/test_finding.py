"""Indicators are found in what analysts paste: defanged or not, each once, noise marked."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ioc_finder import find_iocs
from pytest_django import Settings

from vigie.incidents.indicators import Candidate, defanged, extraction, find, normalised
from vigie.incidents.indicators.values import NORMALISERS, NotAnIndicator
from vigie.taxonomy.terms import scheme


def pairs(text: str) -> set[tuple[str, str]]:
    """Return types and values found, noise included."""
    return {(each.kind, each.value) for each in find(text).candidates}


def noise_of(text: str) -> dict[str, str]:
    """Return why what is found is probably no indicator, by value."""
    return {each.value: each.noise for each in find(text).candidates}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("from 185.12.45.7 at night", "ipv4", "185.12.45.7"),
        ("from 185[.]12[.]45[.]7", "ipv4", "185.12.45.7"),
        ("from 2A01:0E0A:0::1 on", "ipv6", "2a01:e0a::1"),
        ("Evil-Host.NET", "domain", "evil-host.net"),
        ("evil-host[.]net", "domain", "evil-host.net"),
        ("evil-host(dot)net", "domain", "evil-host.net"),
        ("hxxps://Evil-Host[.]net/A?b=C", "url", "https://evil-host.net/A?b=C"),
        ("http://evil-host.net:8080/x", "url", "http://evil-host.net:8080/x"),
        ("Bad.Man@Evil-Host.net", "email", "bad.man@evil-host.net"),
        ("bad.man[@]evil-host[.]net", "email", "bad.man@evil-host.net"),
        ("9E107D9D372BB6826BD81D3542A419D6", "md5", "9e107d9d372bb6826bd81d3542a419d6"),
        (
            "2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12",
            "sha1",
            "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
        ),
        ("ab" * 32, "sha256", "ab" * 32),
        ("ab" * 64, "sha512", "ab" * 64),
        ("voir пример.рф ici", "domain", "xn--e1afmkfd.xn--p1ai"),
        ("bücher.example.de", "domain", "xn--bcher-kva.example.de"),
        ("fixed cve-2024-3400 today", "cve", "CVE-2024-3400"),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
        (
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "bitcoin",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        ),
        (
            r"HKLM\Software\Microsoft\Windows\CurrentVersion\Run\evil",
            "registry_key",
            r"HKEY_LOCAL_MACHINE\Software\Microsoft\Windows\CurrentVersion\Run\evil",
        ),
    ],
)
def test_each_type_is_found_and_written_one_way(text: str, kind: str, value: str) -> None:
    assert (kind, value) in pairs(text)


def test_a_line_said_a_thousand_times_is_one_indicator() -> None:
    found = find("deny 185.12.45.7\n" * 1_000)
    assert found.candidates == [Candidate("ipv4", "185.12.45.7")]
    assert found.unread == 0


def test_a_browsers_name_ends_with_its_line() -> None:
    text = "Mozilla/5.0 (Windows NT 10.0) evil/1\nGET /next"
    assert ("user_agent", "Mozilla/5.0 (Windows NT 10.0) evil/1") in pairs(text)


def test_a_word_that_only_looks_like_a_wallet_is_none() -> None:
    assert not pairs("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("10.1.2.3", "10.1.2.3", "private_address"),
        ("127.0.0.1", "127.0.0.1", "private_address"),
        ("fe80::1", "fe80::1", "private_address"),
        ("192.0.2.7", "192.0.2.7", "example"),
        ("2001:db8::7", "2001:db8::7", "example"),
        ("www.example.org", "www.example.org", "example"),
        ("login.microsoftonline.com", "login.microsoftonline.com", "known_service"),
        ("someone@gmail.com", "someone@gmail.com", "known_service"),
        ("chu-rennes.fr", "chu-rennes.fr", "health_sector"),
        ("portail.chu-rennes.fr", "portail.chu-rennes.fr", "health_sector"),
        ("dr.house@medecin.mssante.fr", "dr.house@medecin.mssante.fr", "health_sector"),
        ("see facture.zip", "facture.zip", "file_name"),
        ("d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e", "empty_file"),
        ("http://10.1.2.3/a", "http://10.1.2.3/a", "private_address"),
        ("evil-host.net", "evil-host.net", ""),
        ("notgoogle.com", "notgoogle.com", ""),
        ("185.12.45.7", "185.12.45.7", ""),
    ],
)
def test_noise_is_named_and_the_rest_is_not(text: str, value: str, why: str) -> None:
    assert noise_of(text)[value] == why


def test_the_name_of_a_file_that_is_also_a_host_of_a_link_is_no_noise() -> None:
    assert noise_of("https://facture.zip/login")["facture.zip"] == ""


def test_the_csirts_own_domain_is_noise(settings: Settings) -> None:
    settings.VIGIE_DUTY_EMAIL = "duty@csirt-essais.eu"
    assert noise_of("relay.csirt-essais.eu") == {"relay.csirt-essais.eu": "own"}


def test_noise_comes_after_the_rest() -> None:
    found = find("10.0.0.1 evil-host.net www.google.com 185.12.45.7").candidates
    assert [bool(each.noise) for each in found] == sorted(bool(each.noise) for each in found)


def test_what_does_not_fit_a_form_is_counted() -> None:
    found = find("\n".join(f"185.{n // 250}.45.{n % 250}" for n in range(1, 500)))
    assert len(found.candidates) == extraction.MOST_CANDIDATES
    assert found.left_out == 499 - extraction.MOST_CANDIDATES


def test_what_is_too_long_is_said_to_be_unread() -> None:
    blob = "A" * 5_000
    found = find(f"{blob} 185.12.45.7")
    assert found.unread == 5_000
    assert found.candidates == [Candidate("ipv4", "185.12.45.7")]
    assert find("x " * extraction.MOST_CHARACTERS).unread == extraction.MOST_CHARACTERS


@pytest.mark.parametrize(
    "piece", ["/", "http://", "a.", "a@", "1.", "Mozilla/5 ", r"HKLM\a ", "[.]", "((", "::", "%41"]
)
def test_hostile_text_takes_no_longer_than_it_may(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "LONGEST_SEARCH", 1.0)
    text = "\n".join((piece * 2_000)[:1_990] + str(number) for number in range(100))
    began = time.monotonic()
    find(text)
    # One more piece may have been begun; the machine may be busy.
    assert time.monotonic() - began < 10


def test_a_library_that_breaks_on_a_piece_loses_that_piece_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = find_iocs

    def breaks(piece: str, **options: Any) -> Any:
        if "poison" in piece:
            raise RecursionError
        return real(piece, **options)

    monkeypatch.setattr(extraction, "find_iocs", breaks)
    found = find("\n".join(["poison" + "x" * 1_900, "185.12.45.7" + " y" * 900]))
    assert found.candidates == [Candidate("ipv4", "185.12.45.7")]
    assert found.unread == 1_906


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_gives_a_list_of_sound_values(text: str) -> None:
    for each in find(text).candidates:
        assert normalised(each.kind, each.value) == each.value
        assert each.kind in scheme("indicator_type")


@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from(sorted(NORMALISERS)), text=st.text(max_size=80))
def test_any_value_is_sound_or_refused(kind: str, text: str) -> None:
    try:
        value = normalised(kind, text)
    except NotAnIndicator:
        return
    assert normalised(kind, value) == value
    assert defanged(kind, value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("url", "javascript:alert(1)"),
        ("url", "http://"),
        ("url", "http://a.example:99999/"),
        ("url", "http://[::1"),
        ("domain", "localhost"),
        ("domain", "-a.example"),
        ("domain", "a." + "b" * 64 + ".example"),
        ("domain", "℀.com"),
        ("email", "@a.example"),
        ("email", "a b@c.example"),
        ("ipv4", "1.2.3.400"),
        ("md5", "zz"),
        ("cve", "CVE-1-1"),
        ("bitcoin", "bc1" + "q" * 200),
        ("registry_key", r"C:\Windows"),
        ("poem", "x"),
        ("url", "http://a.example/" + "a" * 2_000),
    ],
)
def test_what_is_no_value_of_its_type_is_refused(kind: str, text: str) -> None:
    with pytest.raises(NotAnIndicator):
        normalised(kind, text)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("domain", "evil.example", "evil[.]example"),
        ("email", "a@evil.example", "a[@]evil[.]example"),
        ("url", "https://evil.example/a.b", "hxxps://evil[.]example/a.b"),
        ("ipv4", "192.0.2.1", "192[.]0[.]2[.]1"),
        ("ipv6", "2001:db8::1", "2001[:]db8[:][:]1"),
        ("md5", "ab" * 16, "ab" * 16),
    ],
)
def test_a_value_is_shown_so_that_no_program_follows_it(kind: str, value: str, shown: str) -> None:
    assert defanged(kind, value) == shown


@given(host=st.from_regex(r"[a-z]{3,10}\.[a-z]{3,10}\.(com|net|org)", fullmatch=True))
@settings(max_examples=30, deadline=None)
def test_what_is_defanged_is_found_again(host: str) -> None:
    assert ("domain", host) in pairs(f"see {defanged('domain', host)} now")
