"""Where things live: a newcomer opens the tree and knows."""

import graphlib

import grimp
import pytest

from tests.codebase.tree import PACKAGE, ROOT, files, modules, name, read

DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "mixins",
    "signals",
    "common",
    "misc",
    "base_classes",
}
# Beside what mirrors vigie/: data, the browser's journeys, rules about the code, the test house.
OTHER_TESTS = {"factories", "fixtures", "journeys", "codebase", "house"}
UNFINISHED = ("TO" + "DO", "FIX" + "ME")


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = [
        name(path)
        for folder in ("vigie", "tests")
        for path in modules(folder)
        if DRAWERS & {path.stem, path.parent.name}
    ]
    assert drawers == []


def test_tests_mirror_the_package() -> None:
    folders = {p.name for p in (ROOT / "tests").iterdir() if p.is_dir() and p.name[0] not in "_."}
    packages = {p.name for p in PACKAGE.iterdir() if p.is_dir()}
    assert folders - OTHER_TESTS - packages == set()


@pytest.mark.parametrize("word", UNFINISHED)
def test_nothing_is_left_for_later_in_the_source(word: str) -> None:
    assert [name(path) for path in files() if word in read(path)] == []


def test_no_module_imports_itself_through_others() -> None:
    graph = grimp.build_graph("vigie", cache_dir=None)
    imports = {m: graph.find_modules_directly_imported_by(m) for m in graph.modules}
    # Raises CycleError, which names the modules of the circle.
    assert graphlib.TopologicalSorter(imports).static_order()
