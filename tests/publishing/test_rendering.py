"""Markdown of anybody, as HTML that may stand on our pages."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.publishing.models import LONGEST_BODY
from vigie.publishing.rendering import rendered

ALLOWED = re.compile(
    r"</?(p|br|hr|h[2-6]|ul|ol|li|blockquote|strong|em|code|pre|a|div|table|thead|tbody|tr|th|td)"
    r"(\s|>|/)"
)


def html(text: str) -> str:
    return str(rendered(text, "en"))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "<javascript:alert(1)>",
        "![x](https://elsewhere.example/pixel.png)",
        "[x]: javascript:alert(1)\n\n[x]",
        "<svg/onload=alert(1)>",
        "<table><tr><td style='x'>",
        "```<script>\nalert(1)\n```",
        "[x](https://e.example \"' onmouseover='alert(1)\")",
    ],
)
def test_what_is_hostile_is_shown_and_does_nothing(text: str) -> None:
    shown = html(text)
    tags = re.findall(r"<[^>]*>", shown)
    assert all(ALLOWED.match(tag) for tag in tags), tags
    for tag in tags:
        attributes = re.findall(r'\s([\w-]+)="', tag)
        assert set(attributes) <= {"href", "title", "rel", "class", "start", "scope"}, tag
        assert not re.search(r'href="\s*(javascript|data|vbscript):', tag, re.IGNORECASE)


@given(st.text(alphabet="<>[]()!#*_`|-\n\"'&;:=/ axhrefjs", max_size=200))
def test_whatever_is_typed_only_listed_tags_come_out(text: str) -> None:
    assert all(ALLOWED.match(tag) for tag in re.findall(r"<[^>]*>", html(text)))


@pytest.mark.parametrize("kept", ["/fr/figures/", "https://a.example/", "mailto:a@a.example"])
def test_links_are_kept_and_say_nothing_of_where_one_comes_from(kept: str) -> None:
    assert f'<a href="{kept}" rel="noopener noreferrer">x</a>' in html(f"[x]({kept})")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a\n\n## b\n\n# c", [2, 3, 2]),
        ("### a\n\n#### b", [2, 3]),
        ("# a\n\n#### b\n\n## c", [2, 3, 3]),
        ("## a\n\n# b", [2, 2]),
        ("a\n===\n\nb\n---", [2, 3]),
        ("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f", [2, 3, 4, 5, 6, 6]),
    ],
)
def test_headings_stand_below_that_of_the_page_and_skip_no_level(
    text: str, levels: list[int]
) -> None:
    shown = html(text)
    assert [int(level) for level in re.findall(r"<h(\d)>", shown)] == levels
    assert [int(level) for level in re.findall(r"</h(\d)>", shown)] == levels


def test_a_table_has_headers_and_scrolls_by_itself() -> None:
    shown = html("| a | b |\n|:-:|---|\n| 1 | 2 |")
    assert '<th scope="col">a</th>' in shown
    assert 'role="region" aria-label="Table, which scrolls sideways" tabindex="0"' in shown
    assert "style" not in shown
    assert "Tableau" in rendered("| a |\n|---|\n| 1 |", "fr")


@pytest.mark.parametrize("motif", ["[", "*", "> ", "`", "<", "|a|\n|-|\n", "![](", "- ", "[a](b"])
def test_the_longest_text_is_rendered_in_bounded_time(motif: str) -> None:
    text = motif * (LONGEST_BODY // len(motif))
    began = process_time()
    html(text)
    assert process_time() - began < 5
