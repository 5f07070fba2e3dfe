"""What a page of a report is made of: plain values, which the template alone turns into a page.

Nothing is escaped, since nothing is ever read as markup.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]
Inline = dict[str, Any]


def words(text: str) -> list[Inline]:
    """Return plain words as the inside of a paragraph."""
    return [{"t": "text", "v": text}]


def paragraph(text: str, *, small: bool = False) -> Block:
    """Return a paragraph of plain words; small: a remark."""
    return {"t": "note" if small else "p", "c": words(text)}


def heading(text: str, level: int = 2) -> Block:
    """Return a heading below that of a section, which has level 1."""
    return {"t": "h", "level": level, "c": words(text)}


def table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, lead: float = 2.4
) -> Block:
    """Return a table with a caption; a cell may have several lines.

    The first column is `lead` times as wide as the others.
    """
    return {
        "t": "table",
        "caption": caption,
        "head": list(head),
        "rows": [[cell.split("\n") for cell in row] for row in rows],
        "lead": lead,
    }


def drawing(svg: str, caption: str, alt: str, *, width: int = 100) -> Block:
    """Return a drawing with its caption, and what it shows in words.

    Args:
        svg: the drawing.
        caption: what stands below it.
        alt: what it shows, for whoever cannot see it.
        width: its part of the width of the text, in percent.
    """
    return {"t": "drawing", "svg": svg, "caption": caption, "alt": alt, "width": width}


def tiles(each: Iterable[dict[str, str]]) -> Block:
    """Return key figures: `value`, `label`, `fraction` and `change` of each."""
    return {"t": "tiles", "tiles": list(each)}


def definitions(items: Iterable[tuple[str, str]]) -> Block:
    """Return terms, each with what it means."""
    return {"t": "definitions", "items": [{"term": term, "text": text} for term, text in items]}


def box(title: str, label: str, inside: Sequence[Block]) -> Block:
    """Return a framed account with a title, and above it what kind of account it is."""
    return {"t": "box", "title": title, "label": label, "c": list(inside)}


def section(
    title: str, inside: Sequence[Block], *, opens_page: bool = False, letter: bool = False
) -> Block:
    """Return a part of the report with its heading; a letter is set larger, to be read at once."""
    return {"title": title, "c": list(inside), "opens_page": opens_page, "letter": letter}
