"""What the services do, as far as their source tells: which write, which say so in the journal."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.codebase.tree import PACKAGE, modules, read

# What changes rows. Of a dictionary and a digest `update` is no change: see `_writes`.
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
}
RECORDS = {"record", "record_all"}


class Service(NamedTuple):
    """A function or class of a services package, by its module and its name."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module.removeprefix('vigie.').replace('.services', '')}.{self.name}"


class Module(NamedTuple):
    """What a module defines, and what it takes from others under which name."""

    defined: dict[str, ast.AST]
    taken: dict[str, Service]


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def source() -> dict[str, Module]:
    """Return every module of a services package by its dotted name."""
    return {dotted(path): _module(path) for path in modules() if "services" in path.parts}


def _module(path: Path) -> Module:
    tree = ast.parse(read(path))
    defined: dict[str, ast.AST] = {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    taken = {
        alias.asname or alias.name: Service(node.module, alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    return Module(defined, taken)


def public() -> Iterator[Service]:
    """Yield the functions that others may call: those without an underscore."""
    for name, module in source().items():
        for function, node in module.defined.items():
            if isinstance(node, ast.FunctionDef) and not function.startswith("_"):
                yield Service(name, function)


@cache
def reached(service: Service) -> frozenset[Service]:
    """Return a service and all that it goes through."""
    found: set[Service] = set()
    waiting = [service]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += _named(each)
    return frozenset(found)


def _named(service: Service) -> Iterator[Service]:
    """Yield what a service names: here, elsewhere by its name, elsewhere through its module."""
    module = source()[service.module]
    for node in ast.walk(module.defined[service.name]):
        if isinstance(node, ast.Name):
            if known := _known(service.module, node.id):
                yield known
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            taken = module.taken.get(node.value.id)
            if taken and (known := _known(f"{taken.module}.{taken.name}", node.attr)):
                yield known


def _known(module: str, name: str) -> Service | None:
    """Return where a name that a module knows is defined; None outside the services."""
    while (here := source().get(module)) and name not in here.defined:
        if name not in here.taken:
            return None
        module, name = here.taken[name]
    return Service(module, name) if here else None


def writes(service: Service) -> bool:
    """Tell whether a service, or what it goes through, changes rows."""
    return any(_writes(each) for each in reached(service))


def records(service: Service) -> bool:
    """Tell whether a service, or what it goes through, writes in the journal."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in RECORDS
        and isinstance(node.value, ast.Name)
        and node.value.id == "journal"
        for each in reached(service)
        for node in ast.walk(_definition(each))
    )


def _writes(service: Service) -> bool:
    for node in ast.walk(_definition(service)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            # A digest is updated by bytes, rows by named columns.
            rows = node.func.attr != "update" or node.keywords
            if node.func.attr in WRITES and rows:
                return True
    return False


def _definition(service: Service) -> ast.AST:
    return source()[service.module].defined[service.name]
