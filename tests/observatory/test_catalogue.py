import pytest

from vigie.observatory.catalogue import BY_CODE, NATIONAL, TABLES, Definition, Table, Unit
from vigie.observatory.figures import figures_of


def test_keys_are_unique() -> None:
    keys = [each.key for each in (*NATIONAL, *BY_CODE)] + [
        each.key for each in TABLES if each.dimensions
    ]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("definition", NATIONAL, ids=lambda each: each.key)
def test_every_figure_is_told_by_cells_of_the_tables(definition: Definition) -> None:
    released = {cell for table in TABLES for cell in table.cells("2019")}

    assert set(definition.cells("2019")) <= released


@pytest.mark.parametrize("definition", BY_CODE, ids=lambda each: each.key)
def test_every_figure_by_code_is_told_by_cells_of_the_tables(definition: Definition) -> None:
    released = {cell for table in TABLES for cell in table.cells("2019")}

    assert definition.by
    for code in definition.by.codes:
        assert set(definition.cells("2019", code)) <= released


@pytest.mark.parametrize("definition", NATIONAL, ids=lambda each: each.key)
def test_what_a_share_counts_is_among_what_it_is_out_of(definition: Definition) -> None:
    counted, out_of = definition.counted, definition.out_of or {}

    groups = {g.code: g.codes for t in TABLES for d in t.dimensions for g in d.groups}
    for name, code in out_of.items():
        assert counted[name] in {code, *groups.get(code, ())}


@pytest.mark.parametrize("definition", [*NATIONAL, *BY_CODE], ids=lambda each: each.key)
def test_a_share_says_so_in_its_key(definition: Definition) -> None:
    out_of = definition.out_of is not None
    assert (out_of and not definition.is_rate) == definition.key.startswith("share_")
    assert definition.is_rate == definition.key.startswith("rate_")
    assert definition.of in {None, Unit.DIRECTORY}


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.key)
def test_a_code_is_in_one_group_at_most_and_no_group_is_called_like_a_code(table: Table) -> None:
    assert len(table.dimensions) <= 2
    for dimension in table.dimensions:
        gathered = [code for group in dimension.groups for code in group.codes]
        assert len(set(gathered)) == len(gathered)
        assert set(gathered) <= set(dimension.codes)
        assert not set(dimension.codes) & {group.code for group in dimension.groups}


def test_figures_are_told_by_cells_alone() -> None:
    cells = {cell: 7 for table in TABLES for cell in table.cells("2019")}

    told = {each.key for each in figures_of("demo", 2019, cells)}

    assert told >= {each.key for each in NATIONAL}
    assert figures_of("demo", 2019, {}) == []
