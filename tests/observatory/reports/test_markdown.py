"""What people type becomes words of a page: no markup of any other kind goes through."""

import json

from hypothesis import given
from hypothesis import strategies as st

from vigie.observatory.reports.markdown import blocks


def test_strong_words_lists_and_links_go_through() -> None:
    (paragraph, listed) = blocks("Some **strong** [words](https://example.org)\n\n- one\n- two")
    assert [each["t"] for each in paragraph["c"]] == ["text", "strong", "text", "link"]
    assert (listed["t"], len(listed["items"])) == ("ul", 2)


def test_html_stays_words() -> None:
    (paragraph,) = blocks("<script>alert(1)</script>")
    assert paragraph["c"] == [{"t": "text", "v": "<script>alert(1)</script>"}]


def test_no_image_goes_through() -> None:
    assert "https://foreign.example/x.png" not in json.dumps(
        [each for each in blocks("![x](https://foreign.example/x.png)") if each["t"] == "drawing"]
    )


def test_a_link_to_a_script_is_words_only() -> None:
    assert '"link"' not in json.dumps(blocks("[x](javascript:alert(1)) [y](file:///etc/passwd)"))


def test_headings_take_their_place_and_skip_no_level() -> None:
    every = blocks("# a\n\n### b\n\n# c", top=2)
    assert [each["level"] for each in every] == [2, 3, 2]


def test_a_table_has_a_head() -> None:
    (table,) = blocks("| a | b |\n|---|---|\n| 1 | 2 |")
    assert (len(table["head"]), len(table["rows"])) == (2, 1)


@given(st.text())
def test_whatever_is_typed_gives_plain_values(text: str) -> None:
    assert json.dumps(blocks(text)) is not None
