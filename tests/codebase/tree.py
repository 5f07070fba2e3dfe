"""The project's own files, read once, for the rules about the code itself."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "vigie"
FOLDERS = ("vigie", "tests", "benchmarks", "docs", ".ci")
TEXT = {".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".yaml", ".yml", ".po", ".sql", ""}


@cache
def files(*suffixes: str) -> list[Path]:
    """Return the project's text files, or those with these suffixes."""
    wanted = set(suffixes) or TEXT
    # In a second work tree of the repository, `.git` is a file.
    found = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    for folder in FOLDERS:
        found += (ROOT / folder).rglob("*")
    return sorted(
        path
        for path in found
        if path.suffix in wanted and path.is_file() and "__pycache__" not in path.parts
    )


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def modules(folder: str = "vigie") -> list[Path]:
    """Return the Python modules of a folder, migrations aside: Django writes those."""
    return [
        path
        for path in files(".py")
        if path.is_relative_to(ROOT / folder) and "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    """Return the templates of pages and mails."""
    return [
        path
        for path in files(".html", ".txt")
        if path.is_relative_to(PACKAGE) and "templates" in path.parts
    ]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a module."""
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted name of every module that a module imports."""
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def lines(path: Path) -> int:
    """Count the lines that are not blank."""
    return sum(1 for line in read(path).splitlines() if line.strip())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads(read(ROOT / "pyproject.toml"))
