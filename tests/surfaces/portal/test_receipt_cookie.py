"""What the browser holds: unreadable, short-lived, and worth nothing elsewhere."""

import base64
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.surfaces.portal.pages import declared, page
from vigie.core import codes
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.receipt_cookie import HeldReceipt

HELD = HeldReceipt("VIG-K7QF-M3XD", codes.new_code(), just_declared=True)


def carrying(value: str) -> HttpRequest:
    request = RequestFactory().get("/")
    request.COOKIES[receipt_cookie.NAME] = value
    return request


def kept(*, secure: bool = False) -> HttpResponse:
    request = RequestFactory().get("/", secure=secure)
    return receipt_cookie.keep(request, HttpResponse(), HELD)


def test_it_gives_back_what_was_kept() -> None:
    value = kept().cookies[receipt_cookie.NAME].value
    assert receipt_cookie.held(carrying(value)) == HELD


def test_neither_reference_nor_code_can_be_read_in_it() -> None:
    raw = base64.urlsafe_b64decode(kept().cookies[receipt_cookie.NAME].value)
    assert b"K7QF" not in raw
    assert HELD.code[:4].encode() not in raw


def test_it_stays_out_of_scripts_and_other_sites() -> None:
    cookie = kept().cookies[receipt_cookie.NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["secure"]
    assert kept(secure=True).cookies[receipt_cookie.NAME]["secure"]


def test_it_lasts_an_hour(declarant: Client) -> None:
    declared(declarant)
    cookie = declarant.cookies[receipt_cookie.NAME]
    assert cookie["max-age"] == timedelta(hours=1).total_seconds()
    with patch("time.time", return_value=time.time() + 3601):
        assert receipt_cookie.held(carrying(cookie.value)) is None


def test_another_instance_does_not_open_it(settings: Settings) -> None:
    value = kept().cookies[receipt_cookie.NAME].value
    settings.SECRET_KEY = "another instance's key"
    assert receipt_cookie.held(carrying(value)) is None


@given(position=st.integers(0, 60), bits=st.integers(1, 255))
def test_a_changed_cookie_opens_nothing(position: int, bits: int) -> None:
    raw = bytearray(base64.urlsafe_b64decode(kept().cookies[receipt_cookie.NAME].value))
    raw[position] ^= bits
    value = base64.urlsafe_b64encode(bytes(raw)).decode()
    assert receipt_cookie.held(carrying(value)) is None


@given(value=st.text(max_size=200))
def test_whatever_a_cookie_holds_nothing_breaks(value: str) -> None:
    assert receipt_cookie.held(carrying(value)) is None


@pytest.mark.parametrize("name", ["receipt", "receipt_pdf", "declaration", "complete"])
def test_a_cookie_of_a_declaration_that_is_gone_asks_for_the_code(
    declarant: Client, name: str
) -> None:
    declarant.cookies[receipt_cookie.NAME] = kept().cookies[receipt_cookie.NAME].value
    assert declarant.get(page(name))["Location"] == page("follow")
