"""What the open part about figures answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from django.http import HttpRequest
from django.urls import reverse
from ninja import Schema
from pydantic import ConfigDict, Field, JsonValue

from vigie.observatory import wording
from vigie.observatory.catalogue import Dimension, Table
from vigie.observatory.explorer import words
from vigie.observatory.measures import Figure
from vigie.observatory.open_data import LICENCE_URL
from vigie.observatory.publications import Publication

# The files of a version, by what they hold.
FILES = {
    "figures_json": "public:json_of_version",
    "figures_csv": "public:csv_of_version",
    "tables_csv": "public:tables_csv_of_version",
    "tables_parquet": "public:tables_parquet_of_version",
}
FIGURE_EXAMPLE: dict[str, JsonValue] = {
    "year": 2019,
    "version": 1,
    "realm": "live",
    "key": "share_malicious",
    "title": "Malicious origin",
    "value": 0.431,
    "numerator": 169,
    "denominator": 392,
    "unit": "declarations",
    "scope": "all",
    "breakdown": None,
    "label": None,
    "period": "2019",
    "pending": 0,
    "method_version": "2",
    "suppressed": False,
}
CELL_EXAMPLE: dict[str, JsonValue] = {
    "year": 2019,
    "version": 1,
    "codes": {"region": "76", "origin": "malicious"},
    "count": None,
    "suppressed": True,
}


class Page(Schema):
    """A part of a list; `next` is the address of the part after it."""

    realm: str = Field(description="`demo`: made up for demonstration. Realms are never summed.")
    synthetic: bool
    licence: str = LICENCE_URL
    total: int = Field(description="How many there are in all, beyond this part too.")
    next: str | None = None


class FigureTold(Schema):
    """A figure as published. A share stands with its numerator and denominator."""

    model_config = ConfigDict(json_schema_extra={"examples": [FIGURE_EXAMPLE]})

    year: int
    version: int
    realm: str
    key: str
    title: str
    value: int | float | None = Field(
        description="A count, a ratio of 0 to 1, or a rate; unrounded."
    )
    numerator: int | None
    denominator: int | None = Field(description="Null for a count.")
    per: int | None = Field(None, description="For a rate: for every so many of the denominator.")
    unit: str
    scope: str
    breakdown: str | None = Field(description="`dimension=code`; null for a national figure.")
    label: str | None = Field(description="The name of that code.")
    period: str
    pending: int = Field(description="Declarations of the year that were not yet qualified.")
    method_version: str
    suppressed: bool = Field(description="Not published, to keep a structure unrecognised.")

    @classmethod
    def of(cls, figure: Figure, publication: Publication) -> Self:
        """Tell a figure, in the active language."""
        told = {name: value for name, value in figure.as_dict().items() if name != "protected"}
        return cls(
            **told,
            year=publication.year,
            version=publication.version,
            title=wording.title(figure.key),
            label=wording.cell(figure) if figure.breakdown else None,
        )


class Figures(Page):
    """Figures of the last publications."""

    figures: list[FigureTold]


class PublicationTold(Schema):
    """One version of the figures of a year: never changed, signed."""

    year: int
    version: int
    last: bool = Field(description="Whether no later version corrects it.")
    released_at: datetime
    signed_by: str
    note: str = Field(description="What is corrected since the version before.")
    sha256: str = Field(description="The digest that the signature is over.")
    method_version: str
    k: int = Field(description="The fewest structures that stand behind a published cell.")
    pending: int
    waived: list[str] = Field(description="Figures shown by the statistician's signed waiver.")
    files: dict[str, str] = Field(description="Addresses of the signed JSON, CSV and Parquet.")

    @classmethod
    def of(cls, publication: Publication, request: HttpRequest, *, last: bool) -> Self:
        """Tell a version, with the addresses of its files."""
        return cls(**_head(publication, request, last=last))


class PublicationWhole(PublicationTold):
    """One version, with the figures that it told."""

    realm: str
    synthetic: bool
    figures: list[FigureTold]

    @classmethod
    def of(cls, publication: Publication, request: HttpRequest, *, last: bool) -> Self:
        """Tell a version and its figures."""
        return cls(
            **_head(publication, request, last=last),
            realm=publication.realm,
            synthetic=publication.is_synthetic,
            figures=[FigureTold.of(each, publication) for each in publication.figures],
        )


class Publications(Page):
    """Every version of every year, the last ones first."""

    publications: list[PublicationTold]


class CodeTold(Schema):
    """One code of a dimension. What a group counts is the sum of its members."""

    code: str
    label: str
    group: str | None


class DimensionTold(Schema):
    """One way in which a table is grouped."""

    name: str
    title: str
    method: str
    codes: list[CodeTold]

    @classmethod
    def of(cls, dimension: Dimension) -> Self:
        """Tell a dimension, in the active language."""
        codes = [
            CodeTold(code=code, label=dimension.label(code), group=group)
            for code, group in dimension.parents.items()
        ]
        title, method = str(dimension.title), str(dimension.method)
        return cls(name=dimension.name, title=title, method=method, codes=codes)


class DatasetTold(Schema):
    """A protected table: what is counted, by what, and of which years it was published."""

    key: str
    title: str
    unit: str
    dimensions: list[DimensionTold]
    years: list[int] = Field(description="A table may be left out of a year: it would show little.")
    cells: str = Field(description="The address of its cells.")

    @classmethod
    def of(cls, table: Table, years: Sequence[int], address: str) -> Self:
        """Tell a table, in the active language."""
        return cls(
            key=table.key,
            title=words.title(table),
            unit=table.unit.value,
            dimensions=[DimensionTold.of(each) for each in table.dimensions],
            years=list(years),
            cells=address,
        )


class Datasets(Page):
    """The protected tables that were published."""

    datasets: list[DatasetTold]


class CellTold(Schema):
    """One count. A dimension that is not named is totalled."""

    model_config = ConfigDict(json_schema_extra={"examples": [CELL_EXAMPLE]})

    year: int
    version: int
    codes: dict[str, str]
    count: int | None
    suppressed: bool


class Cells(Page):
    """The cells of one table, of one year or of all."""

    key: str
    title: str
    unit: str
    cells: list[CellTold]

    @staticmethod
    def cell(publication: Publication, codes: Mapping[str, str], count: int | None) -> CellTold:
        """Tell a cell of a publication."""
        return CellTold(
            year=publication.year,
            version=publication.version,
            codes=dict(codes),
            count=count,
            suppressed=count is None,
        )


def _head(publication: Publication, request: HttpRequest, *, last: bool) -> dict[str, Any]:
    where = {"year": publication.year, "version": publication.version}
    return {
        **where,
        "last": last,
        "released_at": publication.released_at,
        "signed_by": publication.signed_by,
        "note": publication.note,
        "sha256": publication.sha256,
        "method_version": publication.method_version,
        "k": publication.k,
        "pending": publication.pending,
        "waived": list(publication.waived),
        "files": {
            name: request.build_absolute_uri(reverse(route, kwargs=where))
            for name, route in FILES.items()
        },
    }
