"""Every column is a pseudonym, a number, yes or no, or a code of a closed list."""

import pytest
from django.utils import translation

from tests.observatory.builders import declared, only_fact
from vigie.observatory.facts import RELATIONS, Relation
from vigie.observatory.facts.columns import Kind, columns_of, maker, types_of
from vigie.observatory.facts.directory import DirectoryFact

TYPES = {
    Kind.PSEUDONYM: str,
    Kind.CODE: str,
    Kind.REALM: str,
    Kind.NUMBER: int,
    Kind.SECONDS: int,
    Kind.MINUTES: int,
    Kind.DAYS: int,
    Kind.FLAG: bool,
}
each_relation = pytest.mark.parametrize("relation", RELATIONS.values(), ids=RELATIONS.keys())


@each_relation
def test_no_column_may_hold_text(relation: Relation) -> None:
    types = types_of(relation.row)
    for name, column in columns_of(relation.row).items():
        assert types[name][0] is TYPES[column.kind], name
        assert bool(column.codes) == (column.kind is Kind.CODE), name
        assert (column.kind is Kind.REALM) == (name == "realm")


@each_relation
def test_a_column_says_what_it_means_and_what_a_missing_value_tells(relation: Relation) -> None:
    for name, column in columns_of(relation.row).items():
        may_be_missing = types_of(relation.row)[name][1]
        with translation.override("en"):
            means = str(column.means)
        assert means.endswith("."), name
        assert ("Missing" in means) == may_be_missing, name


def test_a_code_that_is_none_becomes_unknown() -> None:
    make = maker(DirectoryFact)
    made = make(region="Dupont", structure_kind="", structure_status="public", structures=1)
    assert made == DirectoryFact("unknown", "unknown", "public", 1)


@pytest.mark.django_db
def test_a_word_shaped_like_a_code_does_not_enter() -> None:
    declared(kind="Dupont", nature="Martin", region="13 ")
    fact = only_fact()
    assert (fact.kind, fact.nature, fact.region) == ("unknown", "unknown", "unknown")
