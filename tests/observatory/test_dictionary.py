"""The data dictionary: one page a language, in step with the code."""

import io

import pytest
from django.core.management import call_command

from tests.codebase.tree import ROOT
from vigie.observatory.facts import RELATIONS


def printed(*options: str) -> str:
    out = io.StringIO()
    call_command("data_dictionary", *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_the_page_of_each_language_is_in_step_with_the_code(language: str) -> None:
    page = ROOT / "docs" / f"data-dictionary.{language}.md"
    assert page.read_text(encoding="utf-8") == printed("--language", language), (
        f"run: vigie data_dictionary --language {language} > {page.name}"
    )


def test_every_column_has_its_line() -> None:
    sections = printed("--language", "en").split("\n## ")[1:]
    assert [section.split("\n")[0] for section in sections] == list(RELATIONS)
    for section, relation in zip(sections, RELATIONS.values(), strict=True):
        lines = [line for line in section.splitlines() if line.startswith("| `")]
        assert [line.split("`")[1] for line in lines] == list(relation.row._fields)


def test_a_line_says_type_missing_values_meaning_and_codes() -> None:
    assert (
        "| `severity` | code | yes | The CSIRT’s measure of the case. Missing until it is "
        "qualified. | [severity](../vigie/taxonomy/data/schemes/severity.toml) |"
    ) in printed("--language", "en")
