"""The words that ship: complete, in three languages, and in step with the rules in Python."""

import itertools
import re
from collections import Counter
from datetime import date
from enum import StrEnum

import pytest

from vigie.taxonomy import codes, terms
from vigie.taxonomy.datafile import LANGUAGES

ENUMERATIONS: dict[str, type[StrEnum]] = {
    "origin": codes.Origin,
    "care_impact": codes.CareImpact,
    "endangerment": codes.Endangerment,
    "touched": codes.Touched,
    "help_wanted": codes.HelpWanted,
    "urgency": codes.Urgency,
    "severity": codes.Severity,
    "support_kind": codes.SupportKind,
    "support_state": codes.SupportState,
    "support_refusal": codes.SupportRefusal,
    "report_stage": codes.ReportStage,
    "public_state": codes.PublicState,
    "structure_kind": codes.StructureKind,
    "legal_status": codes.LegalStatus,
    "declaration_nature": codes.DeclarationNature,
    "attachment_state": codes.AttachmentState,
    "attachment_reason": codes.AttachmentReason,
    "case_relation": codes.CaseRelation,
}
EXPECTED = {
    *ENUMERATIONS,
    "incident_kind",
    "incident_kind_group",
    "structure_category",
    "finess_legal_status",
    "region",
    "system",
    "support_given",
    "support_outcome",
    "indicator_noise",
    "indicator_source",
    "indicator_type",
    "authority",
    "channel",
    "code_loss",
    "deadline_outcome",
    "tlp",
    "pap",
    "rsit",
    "rsit_predicate",
    "operator_status",
    "fact_group",
    "message_moment",
    "number_called",
    "task_dropped",
    "task_kind",
}
# Declarants and analysts choose from these: a label alone does not tell enough.
CHOSEN_FROM = (
    "incident_kind",
    "care_impact",
    "endangerment",
    "origin",
    "support_given",
    "support_kind",
    "severity",
)
# Words that are the same in two languages; anything else was left untranslated.
SAME_IN_TWO_LANGUAGES = {
    ("fr", "en"): {
        "incident_kind:sabotage",
        "indicator_type:url",
        "legal_status:public",
        "rsit:availability:sabotage",
        "rsit:test:test",
        "rsit_predicate:intrusions",
        "rsit_predicate:test",
        "support_given:coordination",
    },
    ("en", "es"): {
        "channel:portal",
        "indicator_type:url",
        "rsit:fraud:phishing",
        "rsit_predicate:vulnerable",
        "touched:no",
    },
    ("fr", "es"): {"indicator_type:url", "rsit_predicate:fraud"},
}


def test_every_scheme_that_is_named_ships() -> None:
    assert terms.scheme_names() == EXPECTED


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_an_enumeration_is_its_scheme(name: str) -> None:
    assert terms.scheme(name).codes == tuple(ENUMERATIONS[name])


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_scheme_says_where_it_comes_from(name: str) -> None:
    scheme = terms.scheme(name)
    assert scheme.version
    assert len(scheme.source) > 20
    assert scheme.date <= date(2100, 1, 1)


@pytest.mark.parametrize("name", sorted(EXPECTED))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_a_clean_label_in_each_language(name: str, language: str) -> None:
    for code, term in terms.scheme(name).terms.items():
        label = term.labels.in_language(language)
        assert label, code
        assert label == label.strip(), code
        assert not re.search(r"[<>{}%]|  ", label), code


@pytest.mark.parametrize("languages", SAME_IN_TWO_LANGUAGES)
def test_no_label_is_left_in_another_language(languages: tuple[str, str]) -> None:
    one, other = languages
    same = {
        f"{name}:{code}"
        for name in terms.scheme_names() - {"region", "tlp", "pap"}
        for code, term in terms.scheme(name).terms.items()
        if term.labels.in_language(one) == term.labels.in_language(other)
    }
    assert same == SAME_IN_TWO_LANGUAGES[languages]


@pytest.mark.parametrize("name", sorted(EXPECTED - {"finess_legal_status"}))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_of_a_list_read_the_same(name: str, language: str) -> None:
    labels = Counter(t.labels.in_language(language) for t in terms.scheme(name).terms.values())
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("name", CHOSEN_FROM)
def test_what_people_choose_from_is_defined(name: str) -> None:
    undefined = [code for code, term in terms.scheme(name).terms.items() if not term.definitions]
    assert undefined == []


def test_every_kind_of_incident_has_a_class_that_exists_and_an_origin() -> None:
    classes, origins = terms.scheme("rsit").codes, terms.scheme("origin").codes
    for code, term in terms.scheme("incident_kind").terms.items():
        assert term.extra["rsit"] in classes, code
        assert term.extra["origin_hint"] in origins, code


def test_every_class_of_the_rsit_has_its_group() -> None:
    groups = {code.partition(":")[0] for code in terms.scheme("rsit").codes}
    assert groups == set(terms.scheme("rsit_predicate").codes)


def test_every_category_of_structure_has_a_kind() -> None:
    kinds = {term.extra["kind"] for term in terms.scheme("structure_category").terms.values()}
    assert kinds <= set(codes.StructureKind) - {codes.StructureKind.UNKNOWN}


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("101", "health_establishment"),
        ("355", "health_establishment"),
        ("114", "health_establishment"),
        ("127", "health_establishment"),
        ("697", "health_establishment"),
        ("126", "other"),
        ("500", "medico_social"),
        ("183", "medico_social"),
        ("354", "medico_social"),
        ("214", "other"),
        ("611", "laboratory"),
        ("620", "pharmacy"),
        ("124", "primary_care"),
        ("603", "primary_care"),
    ],
)
def test_the_kind_of_a_category(category: str, kind: str) -> None:
    assert terms.term("structure_category", category).extra["kind"] == kind


def test_every_category_of_the_yearly_survey_is_a_health_establishment() -> None:
    surveyed = (
        "101 106 109 114 122 127 128 129 131 141 146 156 161 292 355 362 365 412 425 430 433 "
        "444 695 696 697 698 699 999"
    )
    for category in surveyed.split():
        kind = terms.term("structure_category", category).extra["kind"]
        assert kind == codes.StructureKind.HEALTH_ESTABLISHMENT, category


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("13", "public"),
        ("28", "public"),
        ("60", "private_nonprofit"),
        ("47", "private_nonprofit"),
        ("73", "private_for_profit"),
        ("95", "private_for_profit"),
        ("90", "unknown"),
    ],
)
def test_who_owns_a_structure_by_its_status(code: str, status: str) -> None:
    assert terms.term("finess_legal_status", code).extra["legal_status"] == status


def test_every_legal_status_is_of_a_known_group() -> None:
    groups = {t.extra["legal_status"] for t in terms.scheme("finess_legal_status").terms.values()}
    assert groups == set(codes.LegalStatus)


def test_every_department_is_in_one_region() -> None:
    regions = terms.scheme("region").terms.values()
    listed = Counter(itertools.chain.from_iterable(t.extra["departments"] for t in regions))
    mainland = {f"{number:02}" for number in range(1, 96) if number != 20} | {"2A", "2B"}
    overseas = {"971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988"}
    assert set(listed) == mainland | overseas
    assert set(listed.values()) == {1}


def test_there_are_18_regions_beside_the_overseas_collectivities() -> None:
    assert len([code for code in terms.scheme("region").codes if len(code) == 2]) == 18


def test_finess_codes_overseas_are_each_of_one_region() -> None:
    regions = terms.scheme("region").terms
    found = {code: t.extra.get("finess_departments", []) for code, t in regions.items()}
    legacy = {old: code for code, olds in found.items() for old in olds}
    assert legacy == {
        "9A": "01",
        "9B": "02",
        "9C": "03",
        "9D": "04",
        "9E": "975",
        "9F": "06",
        "9J": "986",
    }
