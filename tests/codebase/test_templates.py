"""Templates: used, without inline script or style, calling no foreign host."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

from tests.codebase.tree import files, modules, name, read, templates

# Found by Django by their names alone.
FOUND_BY_NAME = re.compile(r"^(40[0-9]|413|429|500)\.html$")
INLINE = {
    "a script": re.compile(
        r"<script(?![^>]*\b(src=|type=\"application/(ld\+)?json\"))", re.IGNORECASE
    ),
    "a style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script in a link": re.compile(r"javascript:", re.IGNORECASE),
    "htmx code": re.compile(r"\shx-(on|vals=.js:)", re.IGNORECASE),
}
FOREIGN = re.compile(
    r"<(script|link|img|iframe|form|source|video|audio)\b[^>]*\b(src|href|action)=.(https?:)?//"
)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape off|\|\s*safeseq\b")
UNESCAPED_PYTHON = re.compile(r"\b(mark_safe|SafeString)\(")
REASON = re.compile(r"(\{#|# ) ?safe: ?\S")


def relative(template: Path) -> str:
    """Return the name that a view or another template gives to a template."""
    parts = template.parts
    return "/".join(parts[len(parts) - 1 - parts[::-1].index("templates") + 1 :])


@cache
def library_folders() -> list[Path]:
    """Return where the installed applications that are not ours keep their sources."""
    libraries = [name for name in settings.INSTALLED_APPS if not name.startswith("vigie")]
    specs = [find_spec(name.split(".apps.")[0]) for name in libraries]
    return [Path(f) for spec in specs if spec for f in spec.submodule_search_locations or []]


def asked_for_by_a_library(template: str) -> bool:
    """Tell whether a library has a template of this name, or looks for one that we may give."""
    stem = template.rsplit(".", 1)[0]
    return any(
        (folder / "templates" / template).exists()
        or any(stem in source.read_text() for source in folder.glob("*.py"))
        for folder in library_folders()
    )


def test_every_template_is_used() -> None:
    words = {path: read(path) for path in [*modules(), *templates(), *files(".toml")]}
    unused = [
        name(template)
        for template in templates()
        if not FOUND_BY_NAME.match(relative(template))
        and not asked_for_by_a_library(relative(template))
        and not any(relative(template) in text for path, text in words.items() if path != template)
    ]
    assert unused == []


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds_code_inline(what: str) -> None:
    assert [name(path) for path in templates() if INLINE[what].search(read(path))] == []


def test_no_page_is_made_of_what_a_foreign_host_serves() -> None:
    assert [name(path) for path in templates() if FOREIGN.search(read(path))] == []


def test_every_text_left_unescaped_says_why() -> None:
    unexplained = []
    for path in [*templates(), *modules()]:
        pattern = UNESCAPED_PYTHON if path.suffix == ".py" else UNESCAPED
        before = ""
        for number, line in enumerate(read(path).splitlines(), start=1):
            if pattern.search(line) and not REASON.search(before + line):
                unexplained.append(f"{name(path)}:{number}")
            before = line
    assert unexplained == []
