"""What Vigie keeps in rows of a document: what can be searched."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vigie.watch.csaf.findings import Document
from vigie.watch.csaf.structure import STATUSES, branches, vulnerabilities
from vigie.watch.csaf.values import instant


@dataclass(frozen=True, slots=True)
class NamedProduct:
    """A product that a document names; an empty text is what it does not say."""

    key: str
    name: str
    vendor: str = ""
    product: str = ""
    # One version, or a range in the publisher's words.
    version: str = ""
    cpe: str = ""
    purl: str = ""


@dataclass(frozen=True, slots=True)
class NamedVulnerability:
    """A vulnerability that a document names, and its status in each product, by key."""

    cve: str
    title: str
    statuses: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Summary:
    """What is kept of a document beside the document."""

    publisher: str
    namespace: str
    tracking_id: str
    version: str
    status: str
    title: str
    category: str
    # Of CSAF 2.0: the first version of TLP. Empty without any.
    tlp_label: str
    severity: str
    released_at: datetime
    products: list[NamedProduct]
    vulnerabilities: list[NamedVulnerability]


def summary(document: Document) -> Summary:
    """Return the summary of a document against which nothing was found."""
    head = document["document"]
    tracking, publisher = head["tracking"], head["publisher"]
    return Summary(
        publisher=publisher["name"],
        namespace=publisher["namespace"],
        tracking_id=tracking["id"],
        version=tracking["version"],
        status=tracking["status"],
        title=head["title"],
        category=head["category"],
        tlp_label=head.get("distribution", {}).get("tlp", {}).get("label", ""),
        severity=head.get("aggregate_severity", {}).get("text", ""),
        released_at=instant(tracking["current_release_date"]).second,
        products=list(_products(document)),
        vulnerabilities=[_vulnerability(each) for _, each in vulnerabilities(document)],
    )


def _vulnerability(vulnerability: dict[str, Any]) -> NamedVulnerability:
    listed = vulnerability.get("product_status", {})
    return NamedVulnerability(
        cve=vulnerability.get("cve", ""),
        title=vulnerability.get("title", ""),
        statuses=[(status, key) for status in STATUSES for key in listed.get(status, [])],
    )


def _products(document: Document) -> Iterator[NamedProduct]:
    tree = document.get("product_tree", {})
    named: dict[str, dict[str, str]] = {}
    for _, branch, names in branches(document):
        if product := branch.get("product"):
            named[product["product_id"]] = names
            yield _product(product, names)
    for product in tree.get("full_product_names", []):
        yield _product(product, {})
    relationships = tree.get("relationships", [])
    parts = {x["full_product_name"]["product_id"]: x["product_reference"] for x in relationships}
    for each in relationships:
        product = each["full_product_name"]
        yield _product(product, named.get(_at_the_end(product["product_id"], parts), {}))


def _at_the_end(key: str, parts: dict[str, str]) -> str:
    """Return the product that a combined one is of: what stands in its branch.

    Each step is remembered, so that a long chain is walked once.
    """
    passed = []
    while key in parts:
        passed.append(key)
        key = parts[key]
    parts.update(dict.fromkeys(passed, key))
    return key


def _product(product: dict[str, Any], names: dict[str, str]) -> NamedProduct:
    helper = product.get("product_identification_helper", {})
    return NamedProduct(
        key=product["product_id"],
        name=product["name"],
        vendor=names.get("vendor", ""),
        product=names.get("product_name", ""),
        version=names.get("product_version", names.get("product_version_range", "")),
        cpe=helper.get("cpe", ""),
        purl=helper.get("purl", ""),
    )
