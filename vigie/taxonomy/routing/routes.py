"""Whom these facts tell: for sure, or to be considered."""

from collections.abc import Iterator
from dataclasses import dataclass

from vigie.taxonomy.regimes.conditions import NOT_KNOWN, Truth
from vigie.taxonomy.regimes.delays import PARIS
from vigie.taxonomy.routing.facts import RoutedFacts
from vigie.taxonomy.routing.reading import Rule, Scope, all_rulings


@dataclass(frozen=True)
class Route:
    """One rule that these facts meet, or may meet."""

    rule: Rule
    # Of the authority's own, by the scheme region; empty for the country, or when not known.
    region: str
    # False: what it depends on is not known, or its text is only announced.
    certain: bool
    # False: it will apply later, once the case is qualified or closed.
    now: bool

    @property
    def lacks_region(self) -> bool:
        """Whether nobody can tell yet which region's authority it is."""
        return self.rule.scope == Scope.REGION and not self.region


def routes(facts: RoutedFacts) -> list[Route]:
    """Return every route that the rules in force find; none is dropped for what is not known."""
    return list(_routes(facts))


def _routes(facts: RoutedFacts) -> Iterator[Route]:
    day = facts.at.astimezone(PARIS).date()
    for ruling in all_rulings().values():
        certainty = ruling.certainty_on(day)
        for rule in ruling.rules:
            truth = min(certainty, rule.read(facts))
            if truth == Truth.FALSE:
                continue
            regional = rule.scope == Scope.REGION
            located = facts.region not in ("", NOT_KNOWN)
            yield Route(
                rule=rule,
                region=facts.region if regional and located else "",
                certain=truth == Truth.TRUE and (located or not regional),
                now=rule.moment in facts.reached,
            )
