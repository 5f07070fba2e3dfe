"""Tests of the product tree: what is defined, and what refers to it."""

import re
from collections.abc import Iterable, Iterator

from packageurl import PackageURL

from vigie.watch.csaf.findings import Document, Fault, Test
from vigie.watch.csaf.structure import (
    branches,
    group_references,
    items,
    named_products,
    product_groups,
    product_references,
)

RANGE_SIGNS = ("<", ">")
RANGE_WORDS = {"after", "all", "before", "earlier", "later", "prior", "versions"}
PUNCTUATION = ".,;:()[]"


def missing_products(document: Document) -> Iterator[Fault]:
    """6.1.1: what refers to a product refers to one that is defined."""
    defined = {product["product_id"] for _, product in named_products(document)}
    for pointer, product in product_references(document):
        if product not in defined:
            yield pointer, f"the product “{product}” is defined nowhere"


def products_defined_twice(document: Document) -> Iterator[Fault]:
    """6.1.2: a product is defined once."""
    names = ((f"{at}/product_id", each["product_id"]) for at, each in named_products(document))
    for pointer, product in _repeated(names):
        yield pointer, f"the product “{product}” is defined more than once"


def circular_products(document: Document) -> Iterator[Fault]:
    """6.1.3: a product made of others is not made of itself."""
    tree = document.get("product_tree", {})
    made_of: dict[str, list[str]] = {}
    where: dict[str, str] = {}
    for pointer, each in items(tree, "/product_tree", "relationships"):
        product = each["full_product_name"]["product_id"]
        where.setdefault(product, f"{pointer}/full_product_name/product_id")
        parts = made_of.setdefault(product, [])
        parts += [each["product_reference"], each["relates_to_product_reference"]]
    for product in _in_circles(made_of):
        yield where[product], f"the product “{product}” is made of itself"


def _in_circles(made_of: dict[str, list[str]]) -> set[str]:
    """Return what closes a circle, by a walk in depth that needs no recursion."""
    closing: set[str] = set()
    done: set[str] = set()
    for start in made_of:
        open_here: set[str] = set()
        waiting = [(start, False)]
        while waiting:
            product, left = waiting.pop()
            if left:
                open_here.discard(product)
                done.add(product)
            elif product in open_here:
                closing.add(product)
            elif product not in done:
                open_here.add(product)
                waiting.append((product, True))
                waiting += [(part, False) for part in made_of.get(product, [])]
    return closing


def missing_groups(document: Document) -> Iterator[Fault]:
    """6.1.4: what refers to a group of products refers to one that is defined."""
    defined = {group["group_id"] for group in product_groups(document)}
    for pointer, group in group_references(document):
        if group not in defined:
            yield pointer, f"the product group “{group}” is defined nowhere"


def groups_defined_twice(document: Document) -> Iterator[Fault]:
    """6.1.5: a group of products is defined once."""
    tree = document.get("product_tree", {})
    names = (
        (f"{pointer}/group_id", group["group_id"])
        for pointer, group in items(tree, "/product_tree", "product_groups")
    )
    for pointer, group in _repeated(names):
        yield pointer, f"the product group “{group}” is defined more than once"


def invalid_purls(document: Document) -> Iterator[Fault]:
    """6.1.13: a package URL is one."""
    for pointer, product in named_products(document):
        purl = product.get("product_identification_helper", {}).get("purl")
        if purl is not None and not _is_purl(purl):
            yield f"{pointer}/product_identification_helper/purl", "not a package URL"


def _is_purl(text: str) -> bool:
    try:
        PackageURL.from_string(text)
    except ValueError:
        return False
    return True


def hash_algorithms_used_twice(document: Document) -> Iterator[Fault]:
    """6.1.25: a file has one hash of each algorithm."""
    for pointer, product in named_products(document):
        helper = product.get("product_identification_helper", {})
        for file, each in items(helper, f"{pointer}/product_identification_helper", "hashes"):
            algorithms = (
                (f"{at}/algorithm", hashed["algorithm"])
                for at, hashed in items(each, file, "file_hashes")
            )
            for where, algorithm in _repeated(algorithms):
                yield where, f"the algorithm “{algorithm}” is used more than once for a file"


def version_ranges(document: Document) -> Iterator[Fault]:
    """6.1.31: what is said to be one version of a product is not a range of them."""
    for pointer, branch, _ in branches(document):
        if branch["category"] == "product_version" and _is_range(branch["name"].lower()):
            yield f"{pointer}/name", f"“{branch['name']}” is a range, not a version"


def _is_range(name: str) -> bool:
    words = {word.strip(PUNCTUATION) for word in re.split(r"\s+", name)}
    return any(sign in name for sign in RANGE_SIGNS) or not words.isdisjoint(RANGE_WORDS)


def _repeated(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for pointer, name in names:
        if name in seen:
            yield pointer, name
        seen.add(name)


TESTS: dict[str, Test] = {
    "6.1.1": missing_products,
    "6.1.2": products_defined_twice,
    "6.1.3": circular_products,
    "6.1.4": missing_groups,
    "6.1.5": groups_defined_twice,
    "6.1.13": invalid_purls,
    "6.1.25": hash_algorithms_used_twice,
    "6.1.31": version_ranges,
}
