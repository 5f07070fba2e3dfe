"""The figures that the demonstration data must equal, read from `data/targets.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TARGETS = Path(__file__).parent / "data" / "targets.toml"


@dataclass(frozen=True, kw_only=True)
class Target:
    """One figure of one year. `published`: a report gave it; otherwise it was chosen."""

    year: int
    figure: str
    numerator: int
    denominator: int | None
    breakdown: str | None
    published: bool
    source: str


@dataclass(frozen=True)
class YearTargets:
    """All targets of a year."""

    year: int
    targets: tuple[Target, ...]

    def __getitem__(self, figure: str) -> int:
        """Return the numerator of a figure without breakdown; KeyError if there is none."""
        for target in self.targets:
            if target.figure == figure and target.breakdown is None:
                return target.numerator
        raise KeyError(figure)

    def by(self, figure: str) -> dict[str, int]:
        """Return the numerators of a figure with breakdown, by the breakdown's code."""
        return {
            target.breakdown.partition("=")[2]: target.numerator
            for target in self.targets
            if target.figure == figure and target.breakdown
        }


@cache
def load_targets() -> tuple[YearTargets, ...]:
    """Return the targets, oldest year first."""
    values = tomllib.loads(TARGETS.read_text(encoding="utf-8"))
    return tuple(
        YearTargets(
            year["year"],
            tuple(
                Target(
                    year=year["year"],
                    figure=target["figure"],
                    numerator=target["numerator"],
                    denominator=target.get("denominator"),
                    breakdown=target.get("breakdown"),
                    published=target["status"] == "published",
                    source=values["sources"][year["source"]],
                )
                for target in year["target"]
            ),
        )
        for year in values["year"]
    )
