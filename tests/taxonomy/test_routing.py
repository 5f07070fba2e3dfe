"""Whom the rules tell: for sure, or to be considered; a rule is a data file, a bad one is named."""

from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from vigie.declarations.services import PlainFacts
from vigie.taxonomy import routing, terms
from vigie.taxonomy.codes import Section
from vigie.taxonomy.datafile import DATA, LANGUAGES, MalformedDataError
from vigie.taxonomy.routing import RoutedFacts, Ruling, Send, read_ruling

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
RECEIVED, QUALIFIED = frozenset({"received"}), frozenset({"received", "qualified"})
# Every answer known, and harmless.
HARMLESS = {
    "structure_kind": "health_establishment",
    "structure_status": "public",
    "region": "53",
    "operator_status": "none",
    "kind": "phishing",
    "care_impact": "none",
    "endangerment": "none",
    "cross_border": "no",
    "others_touched": "no",
    "in_scope": "yes",
    "significant": "no",
}
EVERY = [pytest.param(each, id=code) for code, each in routing.all_rulings().items()]
CSP = "csp-d1111-16-3"


def told(*, certain: bool = True, at: datetime = NOW, **answers: Any) -> set[tuple[str, str]]:
    """Return the rules that tell now, each with its region."""
    facts = RoutedFacts(**{"at": at, "reached": RECEIVED, **HARMLESS, **answers})
    return {
        (route.rule.key.partition(".")[2], route.region)
        for route in routing.routes(facts)
        if route.certain is certain and route.now
    }


def test_every_report_is_told_to_the_ministry_and_to_the_region_s_own_agency() -> None:
    assert told() == {("ars_every_report", "53"), ("ministry_every_report", "")}


@pytest.mark.parametrize(
    "answers",
    [{"care_impact": "degraded"}, {"endangerment": "potential"}, {"endangerment": "proven"}],
)
def test_an_effect_on_health_tells_more(answers: dict[str, Any]) -> None:
    assert {("ars_health", "53"), ("ministry_health", "")} <= told(**answers)


def test_what_is_not_known_is_to_be_considered_never_dropped() -> None:
    considered = told(certain=False, care_impact="unknown", operator_status="unknown")
    assert considered == {("ars_health", "53"), ("ministry_health", ""), ("anssi_operator", "")}
    assert told(certain=False) == set()


def test_an_unknown_region_leaves_its_agency_to_be_considered() -> None:
    assert ("ars_every_report", "") in told(certain=False, region="unknown")
    assert "ars_every_report" not in {code for code, _region in told(region="unknown")}


def test_an_operator_of_essential_services_is_told_to_the_national_agency() -> None:
    assert ("anssi_operator", "") in told(operator_status="essential_service")


def test_what_crosses_borders_is_to_be_considered_while_the_law_is_only_announced() -> None:
    assert ("anssi_cross_border", "") in told(certain=False, cross_border="yes")
    assert ("anssi_cross_border", "") not in told(cross_border="yes")


def test_a_rule_of_later_waits_for_its_moment() -> None:
    assert ("ministry_analysed", "") not in told()
    assert ("ministry_analysed", "") in told(reached=QUALIFIED)


def test_a_text_binds_from_its_day_on() -> None:
    assert told(at=datetime(2023, 5, 30, 9, tzinfo=UTC)) == set()
    assert told(at=datetime(2023, 5, 31, 9, tzinfo=UTC))


def test_nothing_sealed_leaves_by_itself() -> None:
    sent_alone = [
        rule
        for ruling in routing.all_rulings().values()
        for rule in ruling.rules
        if rule.send == Send.AUTOMATIC
    ]
    assert sent_alone
    assert [rule.key for rule in sent_alone if rule.sections] == []


@pytest.mark.parametrize("ruling", EVERY)
def test_a_ruling_cites_its_text_in_three_languages(ruling: Ruling) -> None:
    assert ruling.url.startswith("https://")
    assert len(ruling.source) > 20
    for language in LANGUAGES:
        assert ruling.name.in_language(language)
        for rule in ruling.rules:
            assert rule.because.in_language(language)
            assert len(rule.key) <= 80


def test_a_reason_is_told_in_the_active_language() -> None:
    with translation.override("fr"):
        assert "impact sanitaire" in routing.because(f"{CSP}.ars_health")
    assert routing.because("gone.rule") == "gone.rule"


def test_every_plain_fact_stands_in_one_group_and_no_group_invents_any() -> None:
    grouped = [
        field
        for group in terms.scheme("fact_group").terms.values()
        for field in group.extra["fields"]
    ]
    structure = {
        "structure_name",
        "structure_town",
        "structure_kind",
        "structure_status",
        "region",
    }
    assert sorted(grouped) == sorted({field.name for field in fields(PlainFacts)} | structure)


def test_an_authority_s_groups_give_their_facts_and_no_others() -> None:
    assert routing.granted_fields(["identity", "help"]) == {
        "structure_name",
        "structure_town",
        "help_wanted",
        "help_urgency",
    }


def written(tmp_path: Path, old: str, new: str) -> Path:
    content = (DATA / "routing" / f"{CSP}.toml").read_text(encoding="utf-8")
    assert old in content
    path = tmp_path / f"{CSP}.toml"
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_rule_that_changes_is_a_data_file(tmp_path: Path) -> None:
    path = written(tmp_path, '["contact", "narrative", "measures"]', '["measures"]')
    changed = {rule.key: rule for rule in read_ruling(path).rules}
    assert changed[f"{CSP}.ars_health"].sections == {Section.MEASURES}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('status = "in_force"', 'status = "law"', "routing: “status” must be one of in_force"),
        ("valid_from = 2022-04-29", "", "routing: “valid_from” must be a date"),
        ("citation =", "cited =", "routing: unknown key cited"),
        ('authority = "ministry"', 'authority = "nsa"', "rules[1]: “authority”: nsa is not a code"),
        ('scope = "nation"', 'scope = "planet"', "rules[1]: “scope” must be one of region, nation"),
        ('from = "qualified"', 'from = "noon"', "rules[1]: “from” must be one of received"),
        ('send = "automatic"', 'send = "pigeon"', "rules[1]: “send” must be one of analyst"),
        ('how = "desk"', 'how = "fax"', "rules[1]: “how” must be one of desk, by_hand"),
        ('facts = ["identity"', 'facts = ["secrets"', "rules[1]: secrets is not a code of"),
        ("sections = []", 'sections = ["pictures"]', "rules[1]: 'pictures' is not a valid Section"),
        (
            '["narrative", "measures"]',
            '["contact", "narrative"]',
            "rules[2]: contact: no regime named here lets ministry see it",
        ),
        ('regime = "csp-l1111-8-2"', 'regime = "gone"', "rules[1]: “regime”: no regime is called"),
        ('"degraded", "interrupted"', '"sad"', "rules[2] when any[1]: care_impact is never sad"),
        ("[rules.when]\nany", "[rules.when]\nsome", "a condition is “fact” and “in”"),
        ('code = "ministry_health"', 'code = "ministry_analysed"', "rules[2]: “ministry_analysed”"),
        ("because.es", "because.pt", "rules[1]: “because” lacks es"),
        ("[[rules]]", "[[rule]]", "unknown key rule"),
    ],
)
def test_a_malformed_rule_is_refused_by_name(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    with pytest.raises(MalformedDataError) as caught:
        read_ruling(written(tmp_path, old, new))
    assert str(caught.value).startswith(f"{CSP}.toml: ")
    assert fault in str(caught.value)


def test_a_file_without_a_rule_is_refused(tmp_path: Path) -> None:
    content = (DATA / "routing" / f"{CSP}.toml").read_text(encoding="utf-8")
    path = tmp_path / f"{CSP}.toml"
    path.write_text(content[: content.index("[[rules]]")], encoding="utf-8")
    with pytest.raises(MalformedDataError, match="needs one rule at least"):
        read_ruling(path)
