"""What is read by all is suppressed for the sake of others only where nothing else protects."""

from vigie.observatory.disclosure import Cell, CellId, Dimension, Table, protect

REGIONS = Table("declarations", (Dimension.flat("region", ("north", "south", "east")),))


def cell(region: str, count: int, structures: int, *, cost: int, last: bool = False) -> Cell:
    return Cell(
        CellId.of("declarations", {"region": region}), count, structures, None, cost=cost, last=last
    )


def hidden(*cells: Cell) -> set[str]:
    total = Cell(CellId("declarations"), sum(each.count for each in cells), 99, anyway=True)
    found = protect([total, *cells], [REGIONS])
    return {dict(each.where)["region"] for each in found.suppressed}


def test_a_dearer_cell_is_suppressed_instead() -> None:
    small = cell("north", 2, 2, cost=1)
    read_by_all = cell("south", 20, 15, cost=1, last=True)
    other = cell("east", 20, 15, cost=1000)

    assert hidden(small, read_by_all, other) == {"north", "east"}


def test_it_is_suppressed_where_nothing_else_is_left() -> None:
    small = cell("north", 2, 2, cost=1)
    read_by_all = cell("south", 20, 15, cost=1, last=True)
    nothing = cell("east", 0, 0, cost=1)

    assert hidden(small, read_by_all, nothing) >= {"north", "south"}
