"""Files made once, when figures are released: a front process runs no engine to make them."""

from pathlib import Path

import duckdb

from vigie.observatory import open_data
from vigie.observatory.publications import Publication


def write_parquet(publication: Publication) -> Path:
    """Write the cells of a publication as Parquet, whole or not at all."""
    path = open_data.parquet_path(publication)
    draft, text = path.with_suffix(".part"), path.with_suffix(".csv.part")
    text.write_text(open_data.as_csv(publication), encoding="utf-8")
    with duckdb.connect(":memory:") as connection:
        cells = connection.read_csv(
            str(text), auto_detect=False, columns=open_data.COLUMNS, header=True
        )
        cells.write_parquet(str(draft), compression="zstd")
    text.unlink()
    return draft.replace(path)
