from datetime import UTC, datetime, timedelta

import pytest

from tests.observatory.builders import (
    NOON,
    a_structure,
    declared,
    figures_of,
    measure,
    qualified,
    taken,
)
from vigie.observatory import counting, snapshots
from vigie.observatory.catalogue import Unit
from vigie.observatory.measures import Count, Share

pytestmark = pytest.mark.django_db


def test_declarations_are_counted_by_year_of_reception() -> None:
    declared()
    declared(received_at=datetime(2020, 6, 1, tzinfo=UTC))

    assert measure("declarations", year=2019) == Count(1)
    assert measure("declarations", year=2020) == Count(1)


def test_shares_keep_the_declarations_that_they_are_made_of() -> None:
    declared(origin="malicious", structure_kind="health_establishment")
    declared(origin="malicious", structure_kind="laboratory")
    declared(origin="unknown", structure_kind="laboratory")

    assert measure("share_malicious") == Share(2, 3)
    assert measure("share_health_establishments") == Share(1, 3)


def test_figures_in_scope_count_only_what_was_qualified_in_scope() -> None:
    qualified(declared(), origin="malicious", care_impact="degraded")
    qualified(declared(), origin="not_malicious", care_impact="interrupted")
    qualified(declared(), origin="malicious", care_impact="degraded", in_scope=False)
    declared(origin="malicious", care_impact="degraded")

    assert measure("declarations_in_scope") == Count(2)
    assert measure("share_malicious_in_scope") == Share(1, 2)
    assert measure("share_malicious") == Share(3, 4)
    assert measure("share_degraded_mode") == Share(1, 2)


def test_proven_endangerments_are_among_the_potential_or_proven() -> None:
    qualified(declared(), endangerment="potential")
    qualified(declared(), endangerment="proven")
    qualified(declared(), endangerment="proven", in_scope=False)
    qualified(declared(), endangerment="none")

    assert measure("endangerment_potential") == Count(2)
    assert measure("endangerment_proven") == Count(1)


def test_any_help_wanted_is_a_request_for_support() -> None:
    for help_wanted in ("none", "advice", "on_site"):
        declared(help_wanted=help_wanted)

    assert measure("support_requests") == Count(2)


def test_structures_are_distinct_however_often_they_declare() -> None:
    often, rarely = a_structure(), a_structure()
    for _ in range(5):
        declared(structure=often)
    for _ in range(3):
        declared(structure=rarely)
    declared()

    assert measure("structures") == Count(3)
    assert measure("structures_declaring_more_than_2") == Count(2)
    assert measure("structures_declaring_more_than_4") == Count(1)


def test_incidents_are_cases_whatever_the_number_of_their_declarations() -> None:
    taken(declared(), declared(), declared())
    taken(declared())
    declared()

    assert measure("incidents") == Count(2)


def test_delays_from_detection_to_declaration() -> None:
    declared(detected_at=NOON - timedelta(hours=3))
    declared(detected_at=NOON - timedelta(hours=24))
    declared(detected_at=NOON - timedelta(hours=24, minutes=1))
    declared(detected_at=NOON - timedelta(hours=3), detected_precision="day")
    declared(detected_at=NOON - timedelta(hours=20), detected_precision="day")
    declared(detected_at=None)

    assert measure("share_same_day") == Share(2, 6)
    assert measure("share_within_24h") == Share(3, 6)


def test_kinds_and_data_touched_follow_the_qualification() -> None:
    qualified(declared(kind="other"), kind="ransomware", data_availability="yes")
    declared(data_availability="yes", data_integrity="unknown", data_confidentiality="yes")

    assert measure("ransomware") == Count(1)
    assert measure("data_availability_touched") == Count(2)
    assert measure("data_integrity_touched") == Count(0)
    assert measure("data_confidentiality_touched") == Count(1)


def test_every_figure_tells_how_many_declarations_are_pending() -> None:
    qualified(declared())
    taken(declared(), closed=True)
    declared()
    declared(received_at=datetime(2020, 6, 1, tzinfo=UTC))

    assert {figure.pending for figure in figures_of(2019)} == {2}
    assert {figure.pending for figure in figures_of(2020)} == {1}


def test_the_cells_of_a_breakdown_add_up_to_all_declarations() -> None:
    declared(origin="malicious", region="76")
    declared(origin="malicious", region="84")
    qualified(declared(origin="malicious", region=""), origin="not_malicious")

    assert measure("declarations_by_origin", "origin=malicious") == Count(2)
    assert measure("declarations_by_region", "region=76") == Count(1)
    assert measure("declarations_by_region", "region=unknown") == Count(1)
    assert measure("declarations_by_month", "month=06") == Count(3)
    assert measure("declarations_by_month", "month=07") == Count(0)
    totals: dict[str, int] = {}
    for figure in figures_of():
        if figure.breakdown and figure.unit == Unit.DECLARATIONS:
            totals[figure.key] = totals.get(figure.key, 0) + (figure.measure.numerator or 0)
    assert len(totals) == 10
    assert set(totals.values()) == {3}


def test_a_year_without_declarations_has_zero_counts_and_no_ratio() -> None:
    declared()

    empty = figures_of(2011)

    assert [each.key for each in empty] == [each.key for each in figures_of(2019)]
    assert all(each.measure.numerator == 0 and each.pending == 0 for each in empty)
    shares = [each.measure for each in empty if isinstance(each.measure, Share)]
    assert len(shares) == 10
    assert all(share.value is None and share.denominator == 0 for share in shares)


def test_a_realm_is_never_counted_with_another() -> None:
    declared("demo")
    declared("live")
    declared("import:hhs")

    assert measure("declarations", realm="live") == Count(1)
    assert {figure.realm for figure in figures_of(realm="import:hhs")} == {"import:hhs"}


def test_several_years_are_computed_at_once_and_kept_apart() -> None:
    declared(origin="malicious")
    declared(received_at=datetime(2021, 6, 1, tzinfo=UTC))

    with snapshots.fresh("demo") as snapshot:
        assert counting.years(snapshot) == [2019, 2021]
        several = counting.figures(snapshot, [2019, 2021])
        apart = counting.figures(snapshot, [2019]) + counting.figures(snapshot, [2021])

    assert several == apart


def test_figures_are_the_same_however_often_they_are_computed() -> None:
    qualified(declared(), declared(), origin="malicious")

    assert figures_of() == figures_of()
