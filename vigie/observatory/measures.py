"""What a figure is, whoever counted it: what public pages read, without the private facts.

A figure is a count, a share or a rate. A share is made of its numerator and its denominator and of
nothing else, so that no percentage can be written without them.
"""

from dataclasses import dataclass
from typing import Any

from vigie.observatory.catalogue import METHOD_VERSION


@dataclass(frozen=True, slots=True)
class Count:
    """How many."""

    numerator: int

    @property
    def value(self) -> int:
        """The count itself."""
        return self.numerator

    @property
    def denominator(self) -> None:
        """A count has none."""
        return


@dataclass(frozen=True, slots=True)
class Share:
    """How many out of how many."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator} out of {self.denominator} is not a share")

    @property
    def value(self) -> float | None:
        """The unrounded ratio; none out of nothing."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of one thing for every so many (`per`) of another."""

    numerator: int
    denominator: int
    per: int

    @property
    def value(self) -> float | None:
        """The unrounded number per `per`; none out of nothing."""
        return self.per * self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A cell not published, to keep a structure from being recognised."""

    value = numerator = denominator = None


Measure = Count | Share | Rate | Suppressed


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one realm and one year, with all that one needs to read it rightly."""

    realm: str
    key: str
    measure: Measure
    unit: str
    scope: str
    # “column=code” for a cell of a breakdown.
    breakdown: str | None
    period: str
    # Declarations of the period not yet qualified: what may still move this figure.
    pending: int
    method_version: str = METHOD_VERSION
    # True once disclosure control has passed over it: live figures are for the desk only.
    protected: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the flat form of the JSON and CSV outputs."""
        return {
            "realm": self.realm,
            "key": self.key,
            "value": self.measure.value,
            "numerator": self.measure.numerator,
            "denominator": self.measure.denominator,
            **({"per": self.measure.per} if isinstance(self.measure, Rate) else {}),
            "unit": self.unit,
            "scope": self.scope,
            "breakdown": self.breakdown,
            "period": self.period,
            "pending": self.pending,
            "method_version": self.method_version,
            "protected": self.protected,
            "suppressed": isinstance(self.measure, Suppressed),
        }
