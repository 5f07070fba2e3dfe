"""Markdown as HTML that may stand on our pages, whoever wrote it.

No HTML of the writer's, no image, no script. Headings take their place below the page's own, so
that its outline holds whatever levels were typed.
"""

from functools import lru_cache
from html import escape

import nh3
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override
from markdown_it import MarkdownIt
from markdown_it.token import Token

# An image would be fetched from a foreign host, which would learn who reads.
MARKDOWN = (
    MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block"])
)
TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote"),
    *("strong", "em", "code", "pre", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"https", "http", "mailto", "tel"}
DEEPEST = 6


@lru_cache(maxsize=512)
def rendered(text: str, language: str, *, top: int = 2) -> SafeString:
    """Return Markdown as HTML without danger.

    Args:
        text: the Markdown.
        language: of the text, in which what we add to it is said.
        top: the level that its highest heading takes, 2 to 6.
    """
    tokens = MARKDOWN.parse(text)
    _place_headings(tokens, top)
    for token in tokens:
        if token.type == "th_open":
            token.attrs = {"scope": "col"}
        elif token.type == "td_open":
            token.attrs = {}
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    with override(language):
        name = escape(_("Table, which scrolls sideways"))
    region = (
        f'<div class="fr-table vg-table" role="region" aria-label="{name}" tabindex="0"><table>'
    )
    # What was typed is escaped: these tags can only be those of a table.
    framed = clean.replace("<table>", region).replace("</table>", "</table></div>")
    return SafeString(framed)  # safe: cleaned above, of all but a closed list of tags


def _place_headings(tokens: list[Token], top: int) -> None:
    """Give the highest level typed the level `top`, and let none skip one."""
    typed = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    before = top - 1
    for token in tokens:
        if token.type == "heading_open":
            before = min(int(token.tag[1]) - min(typed) + top, before + 1, DEEPEST)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{before}"
