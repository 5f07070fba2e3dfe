"""Receiving an advisory: kept once, replaced by what is later, found by what it names."""

from datetime import UTC, datetime

import pytest

from tests.factories import advisories
from tests.factories.advisories import BOTH, ONE, REMOVED
from vigie.core.models import JournalEntry
from vigie.taxonomy.terms import scheme
from vigie.watch.csaf import summary
from vigie.watch.models import Advisory, AdvisoryProduct, AdvisoryStatus
from vigie.watch.services import Outcome, Refused, import_advisory
from vigie.watch.services.advisories import TLP_2

pytestmark = pytest.mark.django_db


def receive(document: object) -> Outcome:
    return import_advisory(advisories.as_bytes(document))


def journal() -> list[str]:
    entries = JournalEntry.objects.filter(action__startswith="advisory.").order_by("id")
    return list(entries.values_list("action", flat=True))


def test_an_advisory_is_kept_as_received() -> None:
    content = advisories.as_bytes(advisories.document())
    assert import_advisory(content) == Outcome.IMPORTED
    kept = Advisory.objects.get()
    assert kept.document.encode() == content
    assert (kept.namespace, kept.tracking_id) == ("https://psirt.example", "EX-2026-001")
    assert (kept.version, kept.status, kept.severity, kept.tlp) == (
        "2",
        "final",
        "Critical",
        "CLEAR",
    )
    assert kept.released_at == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert journal() == ["advisory.imported"]


def test_what_it_names_is_found_by_cve_vendor_cpe_and_status() -> None:
    receive(advisories.document())
    affected = AdvisoryStatus.objects.filter(
        vulnerability__cve="CVE-2026-1234",
        product__cpe__startswith="cpe:2.3:a:example:imaging:1.0",
        product__purl="pkg:generic/example/imaging@1.0",
    )
    assert [each.status for each in affected] == ["known_affected"]
    product = affected.get().product
    assert (product.vendor, product.product, product.version) == ("Example", "Imaging", "1.0")


def test_a_combined_product_is_found_under_what_it_is_made_of() -> None:
    receive(advisories.document())
    combined = AdvisoryProduct.objects.get(name="Imaging 1.0 on 2.0")
    assert (combined.vendor, combined.product, combined.version) == ("Example", "Imaging", "1.0")


def test_a_long_chain_of_combined_products_is_followed_to_its_end() -> None:
    chain = advisories.document()
    for place in range(3000):
        chain["product_tree"]["relationships"].insert(
            0,
            {
                "category": "installed_on",
                "product_reference": BOTH if place == 0 else f"C-{place - 1}",
                "relates_to_product_reference": ONE,
                "full_product_name": {"product_id": f"C-{place}", "name": f"Link {place}"},
            },
        )
    assert {each.vendor for each in summary(chain).products} == {"Example"}


def test_the_same_file_again_changes_nothing() -> None:
    receive(advisories.document())
    before = Advisory.objects.values().get()
    assert receive(advisories.document()) == Outcome.UNCHANGED
    assert Advisory.objects.values().get() == before
    assert journal() == ["advisory.imported"]


def test_a_later_version_replaces_all_that_was_named() -> None:
    receive(advisories.in_version(2))
    fixed = advisories.changed(
        advisories.in_version(10, title="Corrected"),
        {
            "/vulnerabilities/0/cve": "CVE-2026-9999",
            "/vulnerabilities/0/product_status/known_affected": REMOVED,
        },
    )
    assert receive(fixed) == Outcome.REPLACED
    kept = Advisory.objects.get()
    assert (kept.version, kept.title) == ("10", "Corrected")
    assert [each.cve for each in kept.vulnerabilities.all()] == ["CVE-2026-9999"]
    assert kept.products.count() == 3
    assert [each.status for each in AdvisoryStatus.objects.all()] == ["known_not_affected"]
    assert [each.version for each in kept.versions.order_by("id")] == ["2", "10"]
    assert journal() == ["advisory.imported", "advisory.replaced"]


def test_an_earlier_version_changes_nothing() -> None:
    receive(advisories.in_version(3))
    assert receive(advisories.in_version(2, title="Earlier")) == Outcome.OLDER
    assert Advisory.objects.get().version == "3"
    assert journal() == ["advisory.imported"]


def test_the_same_version_with_other_content_is_said_and_changes_nothing() -> None:
    receive(advisories.document())
    other = advisories.document({"/document/title": "Never mind"})
    assert receive(other) == Outcome.DIFFERENT
    assert Advisory.objects.get().title == "Imaging asks for no password"


def test_two_publishers_may_use_one_identifier() -> None:
    receive(advisories.document())
    other = advisories.document({"/document/publisher/namespace": "https://other.example"})
    assert receive(other) == Outcome.IMPORTED
    assert Advisory.objects.count() == 2


def test_what_is_invalid_is_refused_and_nothing_is_kept() -> None:
    broken = advisories.document({"/document/tracking/version": "1"})
    with pytest.raises(Refused) as refused:
        receive(broken)
    assert [each.test for each in refused.value.findings] == ["6.1.16"]
    with pytest.raises(Refused):
        import_advisory(b"{")
    assert not Advisory.objects.exists()
    assert journal() == []


def test_names_longer_than_a_column_are_cut_and_kept_whole_in_the_document() -> None:
    place = "/product_tree/branches/0/name"
    receive(advisories.document({place: "É" * 1000}))
    product = AdvisoryProduct.objects.filter(cpe__gt="").get()
    assert product.vendor == "É" * 300
    assert "\\u00c9" * 1000 in Advisory.objects.get().document


@pytest.mark.parametrize(
    ("label", "code"),
    [("RED", "RED"), ("AMBER", "AMBER"), ("GREEN", "GREEN"), ("WHITE", "CLEAR")],
)
def test_the_first_version_of_tlp_is_kept_as_the_second(label: str, code: str) -> None:
    receive(advisories.document({"/document/distribution/tlp/label": label}))
    assert Advisory.objects.get().tlp == code
    assert code in scheme("tlp").codes


def test_a_document_without_marking_has_none() -> None:
    receive(advisories.document({"/document/distribution": REMOVED}))
    assert Advisory.objects.get().tlp == ""
    assert set(TLP_2) == {"RED", "AMBER", "GREEN", "WHITE", ""}
