"""What the law asks, rule by rule."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.taxonomy.builders import HOSPITAL, NOW, facts, obligation
from vigie.taxonomy import regimes, terms
from vigie.taxonomy.codes import (
    CareImpact,
    DatePrecision,
    Endangerment,
    StructureKind,
    Touched,
)
from vigie.taxonomy.regimes import CHECK, OWED, DeclaredFacts
from vigie.taxonomy.regimes.facts import SCHEMES, vocabulary

CSP, GDPR, PERSONS = "csp-l1111-8-2", "gdpr-33", "gdpr-34"
INSURANCE, ESSENTIAL = "assurances-l12-10-1", "loi-2018-133-7"
DEVICES, HARM, SOCIAL = "csp-r5212-14", "csp-r1413-68", "casf-l331-8-1"


def asked(structure_kind: str = HOSPITAL, **answers: Any) -> dict[str, str]:
    """Return the status of each regime that asks something."""
    found = regimes.obligations(facts(structure_kind, **answers), at=NOW)
    return {obligation.regime: obligation.status for obligation in found}


@pytest.mark.parametrize("kind", list(StructureKind))
def test_where_nothing_is_touched_nothing_is_owed(kind: str) -> None:
    assert asked(kind) == {}


# One answer changed from “nothing touched”, in a hospital: what is owed, what must be checked.
TABLE: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"endangerment": "potential"}, {CSP: OWED}),
    ({"endangerment": "proven"}, {CSP: OWED, HARM: CHECK}),
    ({"endangerment": "unknown"}, {CSP: CHECK, HARM: CHECK}),
    ({"data_confidentiality": "yes"}, {CSP: OWED, GDPR: OWED, PERSONS: CHECK}),
    ({"data_integrity": "yes"}, {CSP: OWED, GDPR: OWED, PERSONS: CHECK}),
    ({"data_confidentiality": "unknown"}, {CSP: CHECK, GDPR: CHECK, PERSONS: CHECK}),
    ({"data_integrity": "unknown"}, {CSP: CHECK, GDPR: CHECK, PERSONS: CHECK}),
    ({"data_availability": "yes"}, {CSP: OWED, GDPR: CHECK}),
    ({"data_availability": "unknown"}, {CSP: CHECK, GDPR: CHECK}),
    ({"care_impact": "degraded"}, {CSP: OWED, ESSENTIAL: CHECK}),
    ({"care_impact": "interrupted"}, {CSP: OWED, ESSENTIAL: CHECK}),
    ({"care_impact": "unknown"}, {CSP: CHECK, ESSENTIAL: CHECK}),
    (
        {"data_availability": "yes", "care_impact": "degraded"},
        {CSP: OWED, GDPR: OWED, ESSENTIAL: CHECK},
    ),
    ({"data_availability": "yes", "endangerment": "potential"}, {CSP: OWED, GDPR: OWED}),
    ({"care_organisation": "yes"}, {CSP: OWED, ESSENTIAL: CHECK}),
    ({"care_organisation": "unknown"}, {CSP: CHECK, ESSENTIAL: CHECK}),
    ({"others_touched": "yes"}, {CSP: OWED}),
    ({"others_touched": "unknown"}, {CSP: CHECK}),
    ({"origin": "malicious"}, {INSURANCE: CHECK}),
    ({"origin": "unknown"}, {INSURANCE: CHECK}),
    ({"origin": "malicious", "kind": "unknown"}, {INSURANCE: CHECK, GDPR: CHECK}),
    ({"origin": "malicious", "kind": "equipment_theft"}, {GDPR: CHECK}),
    ({"kind": "data_disclosure"}, {GDPR: CHECK}),
    ({"kind": "telecom_outage"}, {}),
    ({"systems": ("biomedical",)}, {DEVICES: CHECK}),
    ({"systems": ("network", "workstation")}, {}),
    ({"systems": ("prescription",)}, {}),
    (
        {"systems": ("prescription",), "endangerment": "potential"},
        {CSP: OWED, DEVICES: CHECK},
    ),
]


@pytest.mark.parametrize(("answers", "expected"), TABLE)
def test_a_hospital(answers: dict[str, Any], expected: dict[str, str]) -> None:
    assert asked(**answers) == expected


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("health_establishment", OWED),
        ("medico_social", OWED),
        ("laboratory", OWED),
        ("primary_care", CHECK),
        ("pharmacy", CHECK),
        ("other", CHECK),
        ("unknown", CHECK),
        ("provider", None),
        ("insurer", None),
    ],
)
def test_who_must_declare_to_the_csirt(kind: str, status: str | None) -> None:
    assert asked(kind, others_touched="yes").get(CSP) == status


def test_a_care_home_tells_its_authorities_when_support_stops() -> None:
    assert asked("medico_social", care_impact="interrupted") == {CSP: OWED, SOCIAL: CHECK}
    assert asked("medico_social", care_impact="degraded") == {CSP: OWED}


def test_a_provider_checks_whose_data_it_holds() -> None:
    expected = {"gdpr-33-2": CHECK, GDPR: CHECK, PERSONS: CHECK}
    assert asked("provider", data_confidentiality="yes") == expected


def test_who_is_bound_only_perhaps_is_told_why() -> None:
    assert obligation(CSP, "pharmacy", care_impact="degraded").reasons == (
        f"{CSP}.normal_operation",
        f"{CSP}.who.maybe",
    )


def test_what_is_certain_is_not_diluted_by_what_is_not() -> None:
    found = obligation(CSP, care_impact="degraded", endangerment="unknown")
    assert (found.status, found.reasons) == (OWED, (f"{CSP}.normal_operation",))


def test_an_obligation_says_what_to_whom_and_why_in_the_active_language() -> None:
    found = obligation(CSP, others_touched="yes")
    with translation.override("es"):
        assert found.name == "Declaración de incidente de seguridad al CERT Santé"
        assert found.recipient_label.startswith("CERT Santé (Agencia")
        assert found.reason_texts == [
            "otros centros, organismos o servicios pueden verse afectados"
        ]


def test_what_must_be_checked_gives_each_doubt() -> None:
    found = obligation(CSP, endangerment="unknown", others_touched="unknown")
    assert found.reasons == (f"{CSP}.care_safety.maybe", f"{CSP}.other_structures.maybe")
    with translation.override("en"):
        assert "not known yet whether the safety of care" in found.reason_texts[0]


@pytest.mark.parametrize(
    ("answers", "significant"),
    [
        ({"others_touched": "yes"}, True),
        ({"care_organisation": "yes"}, True),
        ({"care_impact": "interrupted"}, False),
        ({"endangerment": "proven"}, False),
        ({"others_touched": "unknown", "care_impact": "degraded"}, False),
    ],
)
def test_significant_is_what_goes_beyond_the_structure(
    answers: dict[str, Any], significant: bool
) -> None:
    assert obligation(CSP, **answers).significant is significant


def test_care_interrupted_suggests_that_care_around_is_touched_unless_it_was_denied() -> None:
    not_asked = facts(care_impact="interrupted", care_organisation=None)
    outcomes = regimes.regime(CSP).outcomes(not_asked.answers)
    assert outcomes["care_organisation"].name == "UNKNOWN"
    denied = regimes.regime(CSP).outcomes(facts(care_impact="interrupted").answers)
    assert denied["care_organisation"].name == "FALSE"


@st.composite
def any_facts(draw: st.DrawFn) -> DeclaredFacts:
    answers: dict[str, Any] = {
        fact: draw(st.sampled_from(sorted(vocabulary()[fact])))
        for fact in SCHEMES
        if fact != "systems"
    }
    systems = draw(st.sets(st.sampled_from(sorted(vocabulary()["systems"])), max_size=3))
    hours = draw(st.integers(0, 2000))
    return DeclaredFacts(
        received_at=NOW,
        detected_at=NOW - timedelta(hours=hours),
        detected_precision=draw(st.sampled_from(list(DatePrecision))),
        systems=tuple(systems),
        **answers,
    )


@given(declared=any_facts())
def test_whatever_is_declared_each_thing_owed_is_whole(declared: DeclaredFacts) -> None:
    found = regimes.obligations(declared, at=NOW)
    assert len({(each.regime, each.stage) for each in found}) == len(found)
    for each in found:
        assert each.status in {OWED, CHECK}
        assert each.reasons
        assert all(each.reason_texts)
        assert each.recipient in terms.scheme("authority")
        assert each.due_at is None or each.due_at > each.clock_started_at


@given(declared=any_facts())
def test_what_is_owed_while_answers_lack_stays_owed_once_they_come(declared: DeclaredFacts) -> None:
    early = replace(
        declared,
        care_impact=CareImpact.UNKNOWN,
        endangerment=Endangerment.UNKNOWN,
        data_confidentiality=Touched.UNKNOWN,
        others_touched=Touched.UNKNOWN,
    )
    assert owed(early) <= owed(declared)


def owed(declared: DeclaredFacts) -> set[str]:
    found = regimes.obligations(declared, at=NOW)
    return {each.regime for each in found if each.status == OWED}
