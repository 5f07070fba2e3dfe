"""Routing: which authorities are told of a case, of what, from when; computed from data files.

Start with `routes(facts)`.
"""

from vigie.taxonomy.routing.facts import RoutedFacts, granted_fields
from vigie.taxonomy.routing.reading import (
    How,
    Moment,
    Rule,
    Ruling,
    Scope,
    Send,
    all_rulings,
    because,
    read_ruling,
)
from vigie.taxonomy.routing.routes import Route, routes

__all__ = [
    "How",
    "Moment",
    "Route",
    "RoutedFacts",
    "Rule",
    "Ruling",
    "Scope",
    "Send",
    "all_rulings",
    "because",
    "granted_fields",
    "read_ruling",
    "routes",
]
