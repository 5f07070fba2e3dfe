"""What figures are counted with: DuckDB, or Apache Spark, which must then be there."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)
# What Spark is told to count with: cores of this machine, or the address of a cluster.
MASTER = re.compile(r"local(\[([1-9]\d*|\*)\])?|spark://\S+|k8s://\S+|yarn")
OLDEST_JAVA = 17


def read_engine(environment: Mapping[str, str]) -> str:
    """Return the engine of the figures.

    Raises:
        ImproperlyConfigured: it is none, or Spark, of which a part is missing.
    """
    engine = environment.get("VIGIE_FIGURES_ENGINE") or DUCKDB
    if engine not in ENGINES:
        raise ImproperlyConfigured(
            f"VIGIE_FIGURES_ENGINE={engine} is not an engine: {' or '.join(ENGINES)}."
        )
    if engine == SPARK and (missing := missing_for_spark()):
        raise ImproperlyConfigured(f"VIGIE_FIGURES_ENGINE=spark: {missing}")
    return engine


def read_master(environment: Mapping[str, str]) -> str:
    """Return what Spark counts with: by default, all cores of this machine.

    Raises:
        ImproperlyConfigured: Spark knows no such address.
    """
    master = environment.get("VIGIE_SPARK_MASTER") or "local[*]"
    if not MASTER.fullmatch(master):
        raise ImproperlyConfigured(
            f"VIGIE_SPARK_MASTER={master} is not an address of Spark: local[*], local[4], "
            "spark://host:7077, k8s://https://host:443 or yarn."
        )
    return master


def missing_for_spark() -> str:
    """Return what is missing to count with Spark, and how to get it; empty when nothing is."""
    if not (find_spec("pyspark") and find_spec("sqlglot")):
        return "pyspark or sqlglot is not installed (make setup-spark, or pip install '.[spark]')."
    version = java_version()
    if version is None:
        return "Java is not installed (Debian: apt install openjdk-17-jre-headless)."
    if version < OLDEST_JAVA:
        return f"Java is {version}, and Spark needs {OLDEST_JAVA} or later (see JAVA_HOME)."
    return ""


def java_version() -> int | None:
    """Return the version of the Java that Spark would start, None where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home) / "bin" / "java") if home else "java")
    if java is None:
        return None
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r'version "(?:1\.)?(\d+)', told.stderr)
    return int(found[1]) if found else None
