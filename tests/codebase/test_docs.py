"""What is written for people is held true: links, paths, targets, commands, dependencies."""

import re
from pathlib import Path

from django.core.management import get_commands

from tests.codebase.tree import ROOT, files, name, pyproject, read

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
# A path in backticks; one with a `<`, `*` or `{` stands for several.
PATH = re.compile(r"`((?:vigie|tests|docs|benchmarks|\.ci)/[\w./-]*)`")
MAKE = re.compile(r"`make ([a-z][a-z-]*)")
COMMAND = re.compile(r"`vigie ([a-z_]+)")
ADRS = ROOT / "docs" / "adr"


def documents() -> list[Path]:
    return files(".md")


def anchors(document: Path) -> set[str]:
    """Return what a `#fragment` of this document may name, as the forges make them."""
    titles = re.findall(r"^#+ (.+)$", read(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_link_leads_somewhere() -> None:
    broken = []
    for document in documents():
        for link in LINK.findall(read(document)):
            path, _, fragment = link.partition("#")
            if "://" in link or link.startswith("mailto:"):
                continue
            target = (document.parent / path).resolve() if path else document
            missing_anchor = fragment and target.suffix == ".md" and target.exists()
            if not target.exists() or (missing_anchor and fragment not in anchors(target)):
                broken.append(f"{name(document)}: {link}")
    assert broken == []


def test_every_path_named_exists() -> None:
    missing = [
        f"{name(document)}: {path}"
        for document in documents()
        for path in PATH.findall(read(document))
        if not (ROOT / path).exists()
    ]
    assert missing == []


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    named = {word for document in documents() for word in MAKE.findall(read(document))}
    assert named - targets == set()


def test_every_command_named_exists() -> None:
    named = {word for document in documents() for word in COMMAND.findall(read(document))}
    assert named - set(get_commands()) - {"help"} == set()


def test_every_decision_is_listed() -> None:
    decisions = sorted(path.name for path in ADRS.glob("[0-9]*.md"))
    assert [int(title[:4]) for title in decisions] == list(range(1, len(decisions) + 1))
    listed = LINK.findall(read(ADRS / "README.md"))
    assert sorted(link for link in listed if link[0].isdigit()) == decisions


def test_every_dependency_says_why_it_is_here() -> None:
    project = pyproject()
    extras = project["project"]["optional-dependencies"].values()
    groups = (project["project"]["dependencies"], project["dependency-groups"]["dev"], *extras)
    asked = [line for group in groups for line in group]
    wanted = [re.split(r"[^\w.-]", line)[0] for line in asked]
    explained = re.findall(r"^\| `([\w.-]+)` \|", read(ADRS / "0002-dependencies.md"), re.MULTILINE)
    assert sorted(explained) == sorted(wanted)
