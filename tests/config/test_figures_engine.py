"""What figures are counted with is said by the environment; what cannot be is refused at start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from vigie.config import figures_engine
from vigie.config.figures_engine import read_engine, read_master


def a_java(folder: Path, version: str) -> None:
    java = folder / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-04-15' >&2\n")
    java.chmod(0o700)


def test_unsaid_it_is_duckdb_and_all_cores() -> None:
    assert read_engine({}) == "duckdb"
    assert read_engine({"VIGIE_FIGURES_ENGINE": ""}) == "duckdb"
    assert read_master({}) == "local[*]"


def test_an_unknown_engine_stops_the_start() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import vigie.config.settings.base"],
        env={**os.environ, "VIGIE_FIGURES_ENGINE": "postgres"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert "VIGIE_FIGURES_ENGINE=postgres is not an engine: duckdb or spark." in ended.stderr


def test_spark_is_refused_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures_engine, "find_spec", lambda _name: None)

    with pytest.raises(ImproperlyConfigured, match=r"not installed \(make setup-spark"):
        read_engine({"VIGIE_FIGURES_ENGINE": "spark"})


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("", "Java is not installed"),
        ("1.8.0_402", "Java is 8, and Spark needs 17 or later"),
        ("11.0.2", "Java is 11, and Spark needs 17 or later"),
    ],
)
def test_spark_is_refused_without_its_java(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, says: str
) -> None:
    monkeypatch.setattr(figures_engine, "find_spec", lambda name: name)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if version:
        a_java(tmp_path, version)

    with pytest.raises(ImproperlyConfigured, match=says):
        read_engine({"VIGIE_FIGURES_ENGINE": "spark"})


def test_spark_is_taken_with_its_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(figures_engine, "find_spec", lambda name: name)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    a_java(tmp_path, "17.0.15")

    assert read_engine({"VIGIE_FIGURES_ENGINE": "spark"}) == "spark"


@pytest.mark.parametrize("master", ["local", "local[2]", "spark://one:7077,two:7077", "yarn"])
def test_addresses_of_spark_are_taken(master: str) -> None:
    assert read_master({"VIGIE_SPARK_MASTER": master}) == master


@pytest.mark.parametrize("master", ["local[0]", "local[", "one:7077", "http://one:7077", "mesos"])
def test_other_addresses_are_refused(master: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="is not an address of Spark"):
        read_master({"VIGIE_SPARK_MASTER": master})
