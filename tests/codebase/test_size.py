"""Budgets of size: what does not fit in a head is split by use case."""

import ast

from tests.codebase.tree import files, functions, lines, modules, name, read

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
MOST_PARENTS = 2


def test_no_file_is_over_400_lines() -> None:
    sources = [*files(".py", ".html", ".css", ".js")]
    long = {name(path): lines(path) for path in sources if lines(path) > MOST_LINES_OF_A_FILE}
    assert long == {}


def test_no_function_is_over_60_lines() -> None:
    long = [
        f"{name(path)}:{node.lineno} {node.name}: {length}"
        for folder in ("vigie", "tests", "benchmarks")
        for path in modules(folder)
        for node in functions(path)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_a_class_has_two_parents_at_most_beside_a_model_or_a_view() -> None:
    crowded = []
    for path in modules():
        for node in ast.walk(ast.parse(read(path))):
            if isinstance(node, ast.ClassDef):
                parents = [ast.unparse(base).split("[")[0] for base in node.bases]
                others = [p for p in parents if not p.endswith(("Model", "View"))]
                if len(others) > MOST_PARENTS:
                    crowded.append(f"{name(path)}:{node.lineno} {node.name}({', '.join(parents)})")
    assert crowded == []
