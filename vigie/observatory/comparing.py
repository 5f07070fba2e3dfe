"""Comparing a figure with that of the year before: did it move more than chance explains?

Declarations are not drawn at random. What is told is whether two such numbers would often differ
by as much if nothing had changed: at the level of one in twenty, both ways.

- Two counts: given their sum, the later one is binomial with even odds (Przyborowski and
  Wilenski, “Homogeneity of results in testing samples from Poisson series”, Biometrika, 1940).
- Two shares: the hybrid score interval of their difference (Newcombe, “Interval estimation for
  the difference between independent proportions”, method 10, Statistics in Medicine, 1998).
"""

from dataclasses import dataclass
from enum import Enum
from math import comb, hypot
from statistics import NormalDist

from vigie.observatory.measures import Count, Measure, Share

LEVEL = 0.05
Z = NormalDist().inv_cdf(1 - LEVEL / 2)
# Fewer than this in both years together: hardly any difference could be told from chance.
FEW = 20
# From this count on, a change is also told in percent: of a small one it would only impress.
ENOUGH_FOR_PERCENT = 30
# From this sum on, the normal law stands for the binomial one.
LARGE = 2_000


class Verdict(Enum):
    """What can be said of two years."""

    ROSE = "rose"
    FELL = "fell"
    NOT_CLEAR = "not_clear"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of the year before, and what became of it."""

    before: Measure
    verdict: Verdict
    # The relative change of a count, where it is large enough to tell: 0.2 for a fifth more.
    ratio: float | None = None


def change(after: Measure, before: Measure | None) -> Change | None:
    """Return how a figure moved since the year before; None where that cannot be compared."""
    match before, after:
        case Count(), Count():
            return Change(before, _of_counts(before, after), ratio(before, after))
        case Share(), Share() if before.denominator and after.denominator:
            return Change(before, _of_shares(before, after))
        case _:
            return None


def ratio(before: Measure, after: Measure) -> float | None:
    """Return by how much a count changed: 0.2 for a fifth more; None for what is small, or none."""
    match before, after:
        case Count(one), Count(other) if min(one, other) >= ENOUGH_FOR_PERCENT:
            return other / one - 1
        case _:
            return None


def _of_counts(before: Count, after: Count) -> Verdict:
    one, other = before.numerator, after.numerator
    if one + other < FEW:
        return Verdict.TOO_FEW
    return _verdict(other - one) if _chance(one, other) < LEVEL else Verdict.NOT_CLEAR


def _chance(one: int, other: int) -> float:
    """Return how often two such counts differ by as much or more, if nothing has changed."""
    both, smaller = one + other, min(one, other)
    if one == other:
        return 1.0
    if both > LARGE:
        # With the correction for continuity.
        return 2 * NormalDist().cdf((2 * smaller + 1 - both) / both**0.5)
    return float(2 * sum(comb(both, each) for each in range(smaller + 1)) / 2**both)


def _of_shares(before: Share, after: Share) -> Verdict:
    if min(before.denominator, after.denominator) < FEW:
        return Verdict.TOO_FEW
    one, (one_low, one_high) = _ratio_of(before), _wilson(before)
    other, (other_low, other_high) = _ratio_of(after), _wilson(after)
    low = other - one - hypot(other - other_low, one_high - one)
    high = other - one + hypot(other_high - other, one - one_low)
    return Verdict.NOT_CLEAR if low <= 0 <= high else _verdict(other - one)


def _verdict(difference: float) -> Verdict:
    return Verdict.ROSE if difference > 0 else Verdict.FELL


def _ratio_of(share: Share) -> float:
    return share.numerator / share.denominator


def _wilson(share: Share) -> tuple[float, float]:
    """Return the score interval of a share."""
    number, ratio = share.denominator, _ratio_of(share)
    middle = ratio + Z**2 / (2 * number)
    width = Z * (ratio * (1 - ratio) / number + Z**2 / (4 * number**2)) ** 0.5
    of = 1 + Z**2 / number
    return (middle - width) / of, (middle + width) / of
