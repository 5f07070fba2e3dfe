"""A report as a file: PDF/UA-1 and PDF/A-2a, the same bytes for the same content."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from tests.factories.publications import a_publication, cell
from vigie.observatory.enums import ReportKind
from vigie.observatory.reports.editions import Edition, Study
from vigie.observatory.reports.rendering import report_pdf

AT = datetime(2024, 3, 1, 9, tzinfo=UTC)
REGIONS = {"84": 30, "76": 20, "11": 10, "53": None}


def an_edition(kind: ReportKind = ReportKind.OBSERVATORY, **more: Any) -> Edition:
    years = [
        a_publication(year, {cell(year, region=code): count for code, count in REGIONS.items()})
        for year in (2022, 2023)
    ]
    told: dict[str, Any] = {
        "published": years,
        "at": AT,
        "publisher": "CSIRT",
        "version": 1,
        "studies": [Study("Un accès oublié", "Un **récit**.\n\n- un\n- deux")],
        "texts": {"foreword": '# Chers lecteurs\n\n#import "x" *mot* $a$ 😀 \\u{1F600}'},
        **more,
    }
    return Edition(kind=kind, **told)


def made(language: str = "fr", **more: Any) -> PdfReader:
    with override(language):
        return PdfReader(io.BytesIO(report_pdf(an_edition(**more))))


def tags(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield every element of the structure."""
    waiting: list[Any] = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        each = waiting.pop()
        each = each.get_object() if isinstance(each, IndirectObject) else each
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, DictionaryObject):
            if "/S" in each:
                yield each
            if "/K" in each:
                waiting.append(each["/K"])


def text(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("kind", list(ReportKind))
@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_it_claims_both_standards(kind: ReportKind, language: str) -> None:
    root: Any = made(language, kind=kind).root_object
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert str(root["/Lang"]) == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_it_has_a_title_headings_and_a_list_of_contents() -> None:
    reader = made()
    assert reader.metadata
    assert reader.metadata.title == (
        "Observatoire des incidents informatiques en santé\N{NO-BREAK SPACE}: rapport 2023"
    )
    kinds = {str(each["/S"]) for each in tags(reader)}
    assert {"/H1", "/H2", "/TOC", "/Figure", "/Caption", "/Table", "/TH", "/L"} <= kinds
    assert reader.outline


def test_each_drawing_says_what_it_shows() -> None:
    drawings = [each for each in tags(made()) if str(each["/S"]) == "/Figure"]
    assert drawings
    assert all(str(each.get("/Alt", "")).strip() for each in drawings)
    assert any("Occitanie: 20" in str(each["/Alt"]) for each in drawings)


def test_every_font_is_embedded() -> None:
    reader = made()
    fonts = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()  # type: ignore[attr-defined]
    ]
    assert fonts
    for font in fonts:
        (inner,) = font["/DescendantFonts"]
        assert "/FontFile3" in inner.get_object()["/FontDescriptor"] or (
            "/FontFile2" in inner.get_object()["/FontDescriptor"]
        )


def test_the_same_content_gives_the_same_bytes() -> None:
    with override("fr"):
        assert report_pdf(an_edition()) == report_pdf(an_edition())


def test_nothing_typed_is_read_as_markup() -> None:
    assert '#import "x" mot $a$' in text(made())


def test_a_draft_says_so_on_each_page() -> None:
    reader = made(version=0)
    assert all("Brouillon" in page.extract_text() for page in reader.pages[1:])
    assert "Projet du" in reader.pages[0].extract_text()
    assert "Brouillon" not in text(made())


def test_what_is_not_published_is_said() -> None:
    assert "Non publiés\N{NO-BREAK SPACE}: Bretagne" in text(made()).replace("\n", " ")


def test_a_year_alone_makes_a_report() -> None:
    with override("en"):
        edition = an_edition(studies=(), texts={})
        alone = report_pdf(replace(edition, published=edition.published[-1:]))
    told = text(PdfReader(io.BytesIO(alone))).replace("\n", " ")
    assert "No year is compared with the one before" in told
    assert "Case studies" not in told
    assert "Foreword" not in told
