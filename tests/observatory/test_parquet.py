"""The same rows give the same bytes, in whatever order and however many they come."""

import hashlib
import random
from pathlib import Path

from vigie.observatory import parquet
from vigie.observatory.facts import RELATIONS

# More than DuckDB puts in one group of rows.
MANY = 200_000


def written(folder: Path, order: int) -> str:
    folder.mkdir()
    rows = [("84", "laboratory", "public", number % 1_000) for number in range(MANY)]
    random.Random(order).shuffle(rows)  # noqa: S311 - no secret
    with parquet.engine(folder) as connection:
        parquet.write(connection, folder / "directory", RELATIONS["directory"], rows)
    return hashlib.sha256((folder / "directory" / parquet.FILE).read_bytes()).hexdigest()


def test_many_rows_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "one", order=1) == written(tmp_path / "other", order=2)
