"""What a gateway is sent is written in a data file, so that any vendor fits."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.taxonomy.datafile import MalformedDataError
from vigie.taxonomy.gateways import Gateway, default_template, read_template

HEAD = """
name = "mine"
version = "1.0"
date = 2026-01-01
source = "test"
"""


def template(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(HEAD + text)
    return path


@pytest.mark.parametrize("name", ["sms", "voice"])
def test_those_that_ship_can_be_read(name: str) -> None:
    gateway = Gateway("https://g.example", "t0ken", read_template(default_template(name)))
    body, headers = gateway.request(phone="+33639980042", text="Hello", delivery="one")
    assert json.loads(body) == {"to": "+33639980042", "message": "Hello"}
    assert headers == {
        "Authorization": "Bearer t0ken",
        "Idempotency-Key": "one",
        "Content-Type": "application/json",
    }


def test_a_form_and_what_is_nested(tmp_path: Path) -> None:
    form = read_template(
        template(tmp_path, 'encoding = "form"\n[headers]\n[body]\nTo = "{phone}"\nKey = "{token}"')
    )
    body, headers = Gateway("u", "a&b", form).request(phone="+33", text="", delivery="")
    assert parse_qs(body.decode()) == {"To": ["+33"], "Key": ["a&b"]}
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"

    nested = read_template(
        template(tmp_path, 'encoding = "json"\n[headers]\n[body]\nx = [{ n = "{phone}", p = 1 }]')
    )
    body, _ = Gateway("u", "t", nested).request(phone="+33", text="", delivery="")
    assert json.loads(body) == {"x": [{"n": "+33", "p": 1}]}


@given(st.text(), st.text())
def test_no_text_breaks_out_of_its_place(text: str, phone: str) -> None:
    gateway = Gateway("u", "t", read_template(default_template("sms")))
    body, _ = gateway.request(phone=phone, text=text, delivery="{token}")
    assert json.loads(body) == {"to": phone, "message": text}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('encoding = "xml"\n[headers]\n[body]', "encoding"),
        ('encoding = "json"\n[headers]\n[body]\nx = "{name}"', "{name}"),
        ('encoding = "json"\n[headers]\nX = "{text}"\n[body]', "{text}"),
        ('encoding = "form"\n[headers]\n[body]\nx = ["a"]', "no tables"),
        ('encoding = "json"\n[body]', "headers"),
        ('encoding = "json"\nurl = "u"\n[headers]\n[body]', "url"),
    ],
)
def test_a_template_that_could_not_work_is_refused_with_its_fault(
    tmp_path: Path, text: str, fault: str
) -> None:
    with pytest.raises(MalformedDataError, match=fault):
        read_template(template(tmp_path, text))


def test_the_token_is_not_repeated_where_a_gateway_is_shown() -> None:
    gateway = Gateway("u", "t0ken", read_template(default_template("sms")))
    assert "t0ken" not in repr(gateway)
