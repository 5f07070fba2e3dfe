"""What is read by region, as a map of each year: the same classes for all years."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vigie.observatory import wording
from vigie.observatory.catalogue import Dimension
from vigie.observatory.drawing import SUPPRESSED, UNCOUNTED, Drawing, Kind, Mark
from vigie.observatory.drawing.outlines import SCHEME, outlines
from vigie.observatory.explorer import words
from vigie.observatory.explorer.reading import Reading, count
from vigie.observatory.measures import Measure, Suppressed
from vigie.observatory.publications import Publication

MOST_CLASSES = 4
ZERO = "zero"
# The lowest and the highest number of a class.
Bounds = tuple[int, int]


def mapped_years(reading: Reading) -> list[int]:
    """Return the years of which there is a map, the last one first: numbers by single regions.

    A share would need its numerator and denominator on the map, where there is no room for them.
    """
    if reading.choice.shares or _regions(reading) is None:
        return []
    return [each.year for each in reversed(reading.publications)]


def map_of(reading: Reading, year: int) -> Drawing | None:
    """Return the map of a year; None where there is none."""
    dimension = _regions(reading)
    wanted = [each for each in reading.publications if each.year == year]
    if dimension is None or not wanted or reading.choice.shares:
        return None
    every = [_counts(reading, dimension, each) for each in reading.publications]
    classes = _classes(every)
    counts = _counts(reading, dimension, wanted[0])
    names = {"title": words.choice_title(reading.choice), "year": year}
    return Drawing(
        kind=Kind.MAP,
        title=pgettext("a table and its year", "{title}, {year}").format(**names),
        description="; ".join(f"{dimension.label(code)}: {_text(counts[code])}" for code in counts),
        places=tuple((code, dimension.label(code)) for code in counts),
        series=tuple(_named(classes, every)),
        marks=tuple(_mark(code, measure, classes) for code, measure in counts.items()),
    )


def _regions(reading: Reading) -> Dimension | None:
    match reading.choice.free:
        case (dimension,) if dimension.scheme == SCHEME and not dimension.is_coarse:
            return dimension
    return None


def _counts(
    reading: Reading, dimension: Dimension, publication: Publication
) -> dict[str, Measure | None]:
    return {
        code: count(reading.choice, publication, {dimension.name: code})
        for code in dimension.codes
        if code in outlines()
    }


def _classes(every: Sequence[Mapping[str, Measure | None]]) -> list[Bounds]:
    """Return classes of about as many different numbers each, from the lowest on."""
    numbers = sorted({n for counts in every for each in counts.values() if (n := _number(each))})
    most = min(MOST_CLASSES, len(numbers))
    parts = [
        numbers[i * len(numbers) // most : (i + 1) * len(numbers) // most] for i in range(most)
    ]
    return [(part[0], part[-1]) for part in parts]


def _named(
    classes: Sequence[Bounds], every: Sequence[Mapping[str, Measure | None]]
) -> Iterator[tuple[str, str]]:
    """Yield the code and the name of each class, zero first, as the legend has them."""
    yield ZERO, wording.number(0)
    for low, high in classes:
        bounds = {"low": wording.number(low), "high": wording.number(high)}
        name = _("{low} to {high}").format(**bounds) if low < high else bounds["low"]
        yield f"from {low}", name
    measures = [each for counts in every for each in counts.values()]
    if any(isinstance(each, Suppressed) for each in measures):
        yield SUPPRESSED, wording.value(Suppressed())
    if any(each is None for each in measures):
        yield UNCOUNTED, _text(None)


def _mark(code: str, measure: Measure | None, classes: Sequence[Bounds]) -> Mark:
    number = _number(measure)
    if number is None:
        hidden = measure is not None
        return Mark(code, SUPPRESSED if hidden else UNCOUNTED, None, "", is_suppressed=hidden)
    found = [f"from {low}" for low, high in classes if low <= number <= high]
    return Mark(code, found[0] if found else ZERO, number, wording.number(number))


def _number(measure: Measure | None) -> int | None:
    return measure.numerator if measure else None


def _text(measure: Measure | None) -> str:
    return pgettext("a cell", "not counted") if measure is None else wording.value(measure)
