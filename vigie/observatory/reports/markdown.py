"""Markdown as blocks of a report, whoever wrote it: no HTML, no image, nothing of typst.

A closed list of elements goes through; the words of any other stay, as words.
"""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from vigie.observatory.reports.blocks import Block, Inline, words

MARKDOWN = (
    MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block"])
)
SCHEMES = ("https://", "http://", "mailto:", "tel:")
DEEPEST = 4


def blocks(text: str, *, top: int = 2) -> list[Block]:
    """Return the blocks of a Markdown text, whose highest heading takes the level `top`."""
    tree = SyntaxTreeNode(MARKDOWN.parse(text))
    typed = [int(node.tag[1]) for node in tree.walk() if node.type == "heading"]
    return _blocks(tree.children, _Levels(min(typed, default=1), top))


class _Levels:
    """Gives headings their levels, and lets none skip one."""

    def __init__(self, highest: int, top: int) -> None:
        self.highest, self.top, self.before = highest, top, top - 1

    def of(self, typed: int) -> int:
        self.before = min(typed - self.highest + self.top, self.before + 1, DEEPEST)
        return self.before


def _blocks(nodes: list[SyntaxTreeNode], levels: _Levels) -> list[Block]:
    return [_block(node, levels) for node in nodes]


def _block(node: SyntaxTreeNode, levels: _Levels) -> Block:
    match node.type:
        case "heading":
            return {"t": "h", "level": levels.of(int(node.tag[1])), "c": _inside(node)}
        case "bullet_list" | "ordered_list":
            items = [_blocks(item.children, levels) for item in node.children]
            return {"t": "ul" if node.type == "bullet_list" else "ol", "items": items}
        case "blockquote":
            return {"t": "quote", "c": _blocks(node.children, levels)}
        case "table":
            return _table(node)
        case "fence" | "code_block":
            return {"t": "code", "v": node.content.rstrip("\n")}
        case _:
            return {"t": "hr"} if node.type == "hr" else {"t": "p", "c": _inside(node)}


def _table(node: SyntaxTreeNode) -> Block:
    rows = [
        [_inside(cell) for cell in row.children] for part in node.children for row in part.children
    ]
    return {"t": "typed_table", "head": rows[0], "rows": rows[1:]}


def _inside(node: SyntaxTreeNode) -> list[Inline]:
    if not node.children:
        return words(node.content) if node.content else []
    return [each for child in node.children for each in _inline(child)]


def _inline(node: SyntaxTreeNode) -> list[Inline]:
    match node.type:
        case "strong" | "em":
            return [{"t": node.type, "c": _inside(node)}]
        case "link":
            return _link(node)
        case "code_inline":
            return [{"t": "code", "v": node.content}]
        case "hardbreak":
            return [{"t": "break"}]
        case "softbreak":
            return words(" ")
        case _:
            return _inside(node)


def _link(node: SyntaxTreeNode) -> list[Inline]:
    inside: list[dict[str, Any]] = _inside(node)
    address = str(node.attrs.get("href", ""))
    if not address.startswith(SCHEMES):
        return inside
    return [{"t": "link", "href": address, "c": inside}]
