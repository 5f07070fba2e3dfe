import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.observatory.builders import a_structure, declared, declared_often, qualified
from vigie.core import keys
from vigie.observatory import protected_tables, publications, releases, snapshots
from vigie.observatory.disclosure import CellId, K, intervals, relations_of
from vigie.observatory.disclosure.waivers import Waiver
from vigie.observatory.measures import Count, Measure, Share, Suppressed
from vigie.observatory.protected_tables import FactsOfYear, edition_of, facts_of_year
from vigie.observatory.publications import Publication, UnprotectedError

pytestmark = pytest.mark.django_db


def release(*, waiver: bool = False) -> Publication:
    (released,) = releases.release(
        "demo",
        signed_by="S. Tatistician",
        waiver=waiver,
        reason="Known to all.",
        note="More came in.",
        years=[2019],
    )
    return released.publication


def cells(publication: Publication, key: str) -> dict[str, Measure]:
    return {each.breakdown or "": each.measure for each in publication.figures if each.key == key}


def measure(publication: Publication, key: str) -> Measure:
    return cells(publication, key)[""]


def test_a_cell_of_few_structures_is_suppressed_with_the_next_smallest() -> None:
    declared_often(40, region="11")
    declared_often(12, region="84")
    declared_often(7, region="93")
    declared_often(2, region="94")

    regions = cells(release(), "declarations_by_region")

    assert regions["region=94"] == regions["region=93"] == Suppressed()
    assert regions["region=84"] == Count(12)
    assert regions["region=11"] == Count(40)
    assert regions["region=01"] == Count(0)


def test_structures_are_counted_and_none_may_dominate() -> None:
    declared_often(40, region="11")
    declared_often(40, region="84")
    declared_often(30, region="94", structure=a_structure())
    declared_often(6, region="76")
    declared_often(60, region="76", structure=a_structure())

    regions = cells(release(), "declarations_by_region")

    assert regions["region=94"] == regions["region=76"] == Suppressed()
    assert regions["region=11"] == Count(40)


def test_a_share_is_suppressed_for_what_it_leaves() -> None:
    # 30 of 32 are malicious: the page would tell that 2 are not.
    declared_often(30, origin="malicious")
    declared_often(2, origin="not_malicious")

    published = release()

    assert measure(published, "share_malicious") == Suppressed()
    assert measure(published, "declarations") == Count(32)
    assert set(cells(published, "declarations_by_origin").values()) >= {Suppressed()}


def test_what_divides_a_kind_further_is_protected_by_it() -> None:
    declared_often(5, kind="ransomware", systems=["network"])
    declared_often(2, kind="ransomware", systems=["network", "imaging"])
    declared_often(40, kind="phishing")

    published = release()

    # 7 of 47 are known: only another extent of ransomware can hide the 2.
    extents = cells(published, "declarations_by_ransomware_extent")
    assert measure(published, "ransomware") == Count(7)
    assert extents["ransomware_extent=two_or_three"] == Suppressed()
    assert list(extents.values()).count(Suppressed()) >= 2
    hidden = {code for code, measure in extents.items() if measure == Suppressed()}
    assert hidden - {"ransomware_extent=no_ransomware", "ransomware_extent=two_or_three"}


def test_the_public_register_is_shown_whatever_it_counts() -> None:
    a_structure(region="975")
    declared_often(6)

    published = release()

    register = CellId.of("directory", {"year": "2019", "region": "975"})
    assert published.cells[register] == 1


def test_a_small_national_figure_needs_a_signed_waiver_that_lists_it() -> None:
    qualified(*declared_often(8), endangerment="potential")
    qualified(*declared_often(2), endangerment="proven")

    without, signed = release(), release(waiver=True)

    assert measure(without, "endangerment_proven") == Suppressed()
    assert (without.waived, without.waiver) == ((), None)
    assert measure(signed, "endangerment_proven") == Count(2)
    assert "endangerment_proven" in signed.waived
    assert "endangerment_potential" not in signed.waived
    text = json.loads((publications.folder("demo") / "2019-v002.json").read_text())["waiver"]
    assert (text["signed_by"], text["reason"]) == ("S. Tatistician", "Known to all.")
    assert {
        "counted": "declarations",
        "where": {"endangerment": "proven", "scope": "in_scope", "year": "2019"},
    } in text["totals"]
    read = Waiver.from_dict("demo", text)
    assert read is not None
    assert read.is_genuine(keys.waiver_signing_key().public_key())


def test_figures_of_enough_structures_pass_unchanged_and_marked_protected() -> None:
    declared_often(6, origin="malicious")
    declared_often(6)
    declared(received_at=datetime(2020, 1, 15, tzinfo=UTC))

    published = release()

    assert measure(published, "share_malicious") == Share(6, 12)
    assert all(figure.protected for figure in published.figures)


def test_what_a_new_declaration_would_tell_beside_the_last_publication_is_refused() -> None:
    declared_often(40, region="11")
    declared_often(12, region="84")
    release()
    declared(region="94")

    with pytest.raises(releases.CannotReleaseError) as refused:
        release()

    assert CellId.of("declarations", {"year": "2019", "region": "94"}) in refused.value.cells
    assert publications.next_version("demo", 2019) == 2


def test_a_region_stays_suppressed_that_hid_another(instance: Path) -> None:
    declared_often(40, region="11")
    declared_often(7, region="76")
    declared_often(2, region="94")
    release()
    declared_often(6, region="94")

    regions = cells(release(), "declarations_by_region")
    assert regions["region=76"] == regions["region=94"] == Suppressed()

    # Lost facts of an earlier time are no way round.
    shutil.rmtree(instance / "observatory" / "demo")
    declared_often(1, region="11")
    regions = cells(release(), "declarations_by_region")
    assert regions["region=76"] == regions["region=94"] == Suppressed()


def test_all_that_is_printed_withstands_the_attack_of_who_has_nothing_else() -> None:
    declared_often(40, region="11", origin="malicious", kind="ransomware")
    declared_often(3, region="84", origin="unknown", kind="phishing")
    qualified(*declared_often(9, region="76"), origin="not_malicious", endangerment="proven")

    published = release()

    nobody = FactsOfYear("demo", 2019, ())
    edition = edition_of(published.cells, (), {})
    relations = relations_of(nobody.tables, nobody.relations)
    assert len(edition.suppressed) >= 4
    for cell, interval in intervals(edition, relations).items():
        if cell in edition.suppressed and cell.counted == "declarations":
            assert interval.lowest <= 1, cell
            assert interval.highest >= K - 1, cell


def test_live_figures_are_never_published() -> None:
    declared_often(8)
    published = release()
    (bare, *_others) = published.figures
    object.__setattr__(bare, "protected", False)

    with pytest.raises(UnprotectedError):
        publications.add(published)


def test_what_is_about_to_be_printed_is_attacked_as_anybody_will_read_it() -> None:
    declared_often(40, region="11")
    declared_often(2, region="94")
    with snapshots.fresh("demo") as snapshot:
        facts = facts_of_year(snapshot, 2019)
    region = CellId.of("declarations", {"year": "2019", "region": "94"})
    careless = {**facts.counts, region: None}

    told = protected_tables.broken(careless, (), facts, [])

    assert {str(breach) for breach in told} >= {"declarations [region=94, year=2019]: 2 to 2"}


def test_an_edition_knows_the_true_count_of_what_it_keeps_back_zeros_too() -> None:
    def cell(code: str) -> CellId:
        return CellId.of("declarations", {"year": "2019", "region": code})

    printed = {cell("11"): 40, cell("84"): None, cell("94"): None}
    true = {cell("11"): 40, cell("84"): 3, cell("94"): 0, cell("76"): 7}

    edition = edition_of(printed, (), true)

    assert edition.counts == {cell("11"): 40, cell("84"): 3, cell("94"): 0}
    assert edition.suppressed == {cell("84"), cell("94")}
    assert edition.shown == {cell("11"): 40}
    assert edition_of(printed, (), {}).counts == {cell("11"): 40}
