"""Walks through a document that the schema accepts: its products, groups and who refers to them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from vigie.watch.csaf.findings import Document


class Branch(NamedTuple):
    """A branch of the product tree, with the names above it by their category."""

    pointer: str
    branch: dict[str, Any]
    names: dict[str, str]


def branches(document: Document) -> Iterator[Branch]:
    """Yield every branch, those above before those below."""
    tree = document.get("product_tree", {})
    yield from _below("/product_tree", tree, {})


def _below(pointer: str, parent: dict[str, Any], names: dict[str, str]) -> Iterator[Branch]:
    for place, branch in enumerate(parent.get("branches", [])):
        where = f"{pointer}/branches/{place}"
        here = {**names, branch["category"]: branch["name"]}
        yield Branch(where, branch, here)
        yield from _below(where, branch, here)


def named_products(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each full product name, with its pointer: where products are defined."""
    for where, branch, _ in branches(document):
        if "product" in branch:
            yield f"{where}/product", branch["product"]
    tree = document.get("product_tree", {})
    for place, product in enumerate(tree.get("full_product_names", [])):
        yield f"/product_tree/full_product_names/{place}", product
    for place, relationship in enumerate(tree.get("relationships", [])):
        where = f"/product_tree/relationships/{place}/full_product_name"
        yield where, relationship["full_product_name"]


def product_groups(document: Document) -> list[dict[str, Any]]:
    """Return the groups of products that a document defines."""
    groups: list[dict[str, Any]] = document.get("product_tree", {}).get("product_groups", [])
    return groups


def vulnerabilities(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each vulnerability, with its pointer."""
    yield from items(document, "", "vulnerabilities")


def items(
    parent: dict[str, Any], pointer: str, *names: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the items of lists of `parent` that have these names, each with its pointer."""
    for name in names:
        for place, each in enumerate(parent.get(name, [])):
            yield f"{pointer}/{name}/{place}", each


def product_references(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each identifier of a product that refers to one, with its pointer."""
    tree = document.get("product_tree", {})
    for where, group in items(tree, "/product_tree", "product_groups"):
        yield from _listed(group, where, "product_ids")
    for where, relationship in items(tree, "/product_tree", "relationships"):
        for name in ("product_reference", "relates_to_product_reference"):
            yield f"{where}/{name}", relationship[name]
    for where, vulnerability in vulnerabilities(document):
        status = vulnerability.get("product_status", {})
        yield from _listed(status, f"{where}/product_status", *STATUSES)
        for score, each in items(vulnerability, where, "scores"):
            yield from _listed(each, score, "products")
        for other, each in items(vulnerability, where, *WITH_PRODUCTS):
            yield from _listed(each, other, "product_ids")


def group_references(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each identifier of a group that refers to one, with its pointer."""
    for where, vulnerability in vulnerabilities(document):
        for other, each in items(vulnerability, where, *WITH_PRODUCTS):
            yield from _listed(each, other, "group_ids")


def _listed(parent: dict[str, Any], pointer: str, *names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        for place, each in enumerate(parent.get(name, [])):
            yield f"{pointer}/{name}/{place}", each


STATUSES = (
    "first_affected",
    "first_fixed",
    "fixed",
    "known_affected",
    "known_not_affected",
    "last_affected",
    "recommended",
    "under_investigation",
)
WITH_PRODUCTS = ("flags", "remediations", "threats")
