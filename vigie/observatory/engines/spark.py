"""Apache Spark, on this machine or on a cluster: for facts that outgrow DuckDB.

It reads the Parquet that DuckDB wrote, and the SQL that DuckDB answers, translated by sqlglot.
Answers come as lines of JSON: nothing is pickled, and no Python runs beside the facts.
"""

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import sqlglot
from django.conf import settings
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession

from vigie.observatory import parquet
from vigie.observatory.engines import Ask, UnreadableFacts
from vigie.observatory.facts import RELATIONS, Relation
from vigie.observatory.snapshots import Snapshot

LOGGING = Path(__file__).with_name("spark-log4j2.properties")
# A question by many sets is one long method of Java, which by default stays interpreted.
COMPILED = "-XX:-DontCompileHugeMethods"
CONFIG = {
    # Java's, for this process; on this machine alone, it is also all that counts.
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile=file:{LOGGING} {COMPILED}",
    "spark.executor.extraJavaOptions": COMPILED,
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",
    # As DuckDB does: what does not fit its type is an error, never a wrong number.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.jsonGenerator.ignoreNullFields": "false",
    "spark.sql.pyspark.toJSON.returnDataFrame": "false",
}
ON_THIS_MACHINE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # By default 200, which is for a cluster.
    "spark.sql.shuffle.partitions": "8",
}
# Spark takes one context a process, and stopping it stops whoever else uses it.
ONE_AT_A_TIME = Lock()
# What Hadoop would take for a pattern in a path.
PATTERN = str.maketrans({each: f"\\{each}" for each in "\\{}[]*?"})


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Ask]:
    """Open a snapshot; see `engines.opened`. Another thread waits until it is left."""
    with ONE_AT_A_TIME, session(snapshot.path.parent / "spill") as spark:
        try:
            for name, relation in RELATIONS.items():
                _create_view(spark, name, relation, snapshot.path / name)
        except AnalysisException as error:
            raise UnreadableFacts(str(error)) from error
        yield lambda sql: _rows(_query(spark, sql))


@contextmanager
def session(spill: Path) -> Iterator[SparkSession]:
    """Start Spark for one snapshot; on this machine it spills into `spill`, and listens inside."""
    spill.mkdir(mode=0o700, exist_ok=True)
    config = {**CONFIG, "spark.local.dir": str(spill), "spark.sql.warehouse.dir": str(spill)}
    if settings.VIGIE_SPARK_MASTER.startswith("local"):
        config |= ON_THIS_MACHINE
    builder = SparkSession.builder.appName("vigie").master(settings.VIGIE_SPARK_MASTER)
    spark = builder.config(map=config).getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def _create_view(spark: SparkSession, name: str, relation: Relation, path: Path) -> None:
    if files := [f"file://{str(file).translate(PATTERN)}" for file in parquet.files(path)]:
        found = spark.read.option("basePath", f"file://{path}").parquet(*files)
        found.createOrReplaceTempView("found")
        sql = f"SELECT {parquet.typed_columns(relation)} FROM found"  # noqa: S608
    else:
        sql = parquet.no_rows(relation)
    _query(spark, sql).createOrReplaceTempView(name)


def _query(spark: SparkSession, sql: str) -> DataFrame:
    (translated,) = sqlglot.transpile(sql, read="duckdb", write="spark")
    return spark.sql(translated)


def _rows(found: DataFrame) -> list[tuple[Any, ...]]:
    # Two columns of one name would be one in JSON.
    numbered = found.toDF(*(str(place) for place in range(len(found.columns))))
    with warnings.catch_warnings():
        # That it will give something else one day: the configuration holds it to what it gives.
        warnings.filterwarnings("ignore", "The return type of DataFrame.toJSON", UserWarning)
        lines = numbered.toJSON()
    return [tuple(json.loads(line).values()) for line in lines.collect()]
