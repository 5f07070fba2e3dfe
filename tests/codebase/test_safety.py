"""What may stand nowhere in the project."""

import re

from tests.codebase.tree import ROOT, files, imported, modules, name, pyproject, read

UNSAFE_MODULES = {"pickle", "cPickle", "dill", "marshal", "shelve", "cloudpickle", "joblib"}
UNSAFE_CALLS = re.compile(r"\byaml\.(unsafe_)?load\(|PickleSerializer")
REGISTRIES = re.compile(r"pypi\.org|python" r"hosted\.org|registry\.npm|npmjs\.(org|com)")
MACHINE_PATH = re.compile(r"(?<![\w.}>])/(work|root|home|Users|opt)/\w")
MOST_DEPENDENCIES = 40


def test_nothing_is_unpickled() -> None:
    unsafe = [
        name(path)
        for path in modules()
        if UNSAFE_MODULES & {module.split(".")[0] for module in imported(path)}
        or UNSAFE_CALLS.search(read(path))
    ]
    assert unsafe == []


def test_no_registry_is_named() -> None:
    naming = [name(path) for path in files() if REGISTRIES.search(read(path))]
    assert [path for path in naming if path != "tests/codebase/test_safety.py"] == []


def test_no_path_of_a_machine_is_named() -> None:
    naming = [
        f"{name(path)}: {match[0]}"
        for path in files()
        if (match := MACHINE_PATH.search(read(path)))
    ]
    assert naming == []


def test_every_pinned_version_has_its_hashes() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt", "requirements-spark.txt"):
        blocks = re.split(r"\n(?=\S)", read(ROOT / lock).strip())
        assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_direct_dependencies_are_few() -> None:
    assert len(pyproject()["project"]["dependencies"]) <= MOST_DEPENDENCIES
