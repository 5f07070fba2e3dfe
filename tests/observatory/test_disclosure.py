from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.observatory.builders import a_structure, declared, declared_often, qualified
from vigie.observatory import disclosure, figures, snapshots
from vigie.observatory.disclosure import Protected
from vigie.observatory.figures import Count, Figure, Share, Suppressed

K = 5


def protected(*, waiver: bool = False) -> Protected:
    with snapshots.fresh("demo") as snapshot:
        return disclosure.protect(
            figures.compute(snapshot, [2019]),
            disclosure.structures_behind(snapshot, 2019),
            waiver=waiver,
        )


def cells(key: str, *, waiver: bool = False) -> dict[str, object]:
    return {
        each.breakdown or "": each.measure
        for each in protected(waiver=waiver).figures
        if each.key == key
    }


@pytest.mark.django_db
def test_a_cell_of_few_structures_is_suppressed_with_the_next_smallest() -> None:
    declared_often(40, region="11")
    declared_often(12, region="84")
    declared_often(7, region="76")
    declared_often(2, region="94")

    regions = cells("declarations_by_region")

    assert regions["region=94"] == regions["region=76"] == Suppressed()
    assert regions["region=84"] == Count(12)
    assert regions["region=11"] == Count(40)


@pytest.mark.django_db
def test_structures_are_counted_and_not_declarations() -> None:
    structure = a_structure()
    declared_often(20, region="11")
    declared_often(20, region="84")
    declared_often(30, region="94", structure=structure)

    assert cells("declarations_by_region")["region=94"] == Suppressed()


@pytest.mark.django_db
def test_a_zero_is_shown() -> None:
    declared_often(9)

    assert cells("declarations_by_month")["month=01"] == Count(0)
    assert cells("declarations_by_month")["month=06"] == Count(9)


@pytest.mark.django_db
def test_a_table_too_small_to_hide_anything_is_wholly_suppressed() -> None:
    declared_often(1, region="11")
    declared_often(1, region="84")

    assert set(cells("declarations_by_region").values()) == {Suppressed()}


@pytest.mark.django_db
def test_a_cell_that_a_national_figure_tells_does_not_hide_another() -> None:
    # share_malicious tells how many are malicious: the two others would be told by subtraction.
    declared_often(6, origin="malicious")
    declared_often(30, origin="not_malicious")
    declared_often(2, origin="unknown")

    origins = cells("declarations_by_origin")

    assert origins["origin=malicious"] == Count(6)
    assert origins["origin=unknown"] == origins["origin=not_malicious"] == Suppressed()


@pytest.mark.django_db
def test_a_small_national_figure_needs_a_signed_waiver_that_lists_it() -> None:
    qualified(*declared_often(8), endangerment="potential")
    qualified(*declared_often(2), endangerment="proven")

    without, signed = protected(), protected(waiver=True)

    assert measures(without)["endangerment_proven"] == Suppressed()
    assert without.waived == ()
    assert measures(signed)["endangerment_proven"] == Count(2)
    assert "endangerment_proven" in signed.waived
    assert measures(without)["endangerment_potential"] == Count(10)
    assert "endangerment_potential" not in signed.waived


@pytest.mark.django_db
def test_many_declarations_of_one_structure_do_not_make_a_national_figure_safe() -> None:
    declared_often(10)
    declared_often(20, structure=a_structure(), help_wanted="remote")

    assert measures(protected())["support_requests"] == Suppressed()


@pytest.mark.django_db
def test_figures_of_enough_structures_pass_unchanged_and_marked_protected() -> None:
    declared_often(6, origin="malicious")
    declared_often(6)
    declared(received_at=datetime(2020, 1, 15, tzinfo=UTC))

    assert measures(protected())["share_malicious"] == Share(6, 12)
    assert all(figure.protected for figure in protected().figures)


def measures(released: Protected) -> dict[str, object]:
    return {each.key: each.measure for each in released.figures if each.breakdown is None}


@given(st.lists(st.integers(min_value=0, max_value=60), min_size=2, max_size=12))
def test_no_suppressed_cell_can_be_told_by_subtraction(counts: list[int]) -> None:
    table = [
        Figure("demo", "by", Count(count), "declarations", "all", f"region={n}", "2019", 0)
        for n, count in enumerate(counts)
    ]
    structures = {figure.breakdown or "": figure.measure.numerator or 0 for figure in table}

    shown = disclosure.protect(table, structures, waiver=False, k=K).figures

    hidden = [
        count for count, figure in zip(counts, shown, strict=True) if figure.measure == Suppressed()
    ]
    assert all(count in hidden for count in counts if 0 < count < K)
    if 0 in hidden or not hidden:
        return
    for count in hidden:
        # What an attacker can tell: the others are at least 1 each, and the sum is known.
        highest = sum(hidden) - (len(hidden) - 1)
        assert len(hidden) >= 2
        assert highest >= K - 1 or len(hidden) == len(counts)
        assert 1 <= count <= highest
