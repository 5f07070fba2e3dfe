"""The receipt as a document: readable by everybody's tools, whatever was typed."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.factories import declarations
from tests.surfaces.portal.pages import declare, declared, page
from vigie.core import codes
from vigie.declarations import selectors, services
from vigie.declarations.services import DeclaredStructure
from vigie.surfaces.portal.reading import Reading
from vigie.surfaces.portal.receipt_cookie import HeldReceipt
from vigie.surfaces.portal.receipt_pdf import receipt_pdf


def document(declarant: Client, language: str = "en") -> PdfReader:
    answer = declarant.get(page("receipt_pdf", language))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def words(pdf: PdfReader) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())


def test_the_document_holds_reference_code_and_structure(declarant: Client) -> None:
    reference, code = declared(declarant)
    content = words(document(declarant))
    for said in (reference, code, "Centre hospitalier des Essais", "CERT Santé"):
        assert said in content


def test_the_document_holds_neither_narrative_nor_contact(declarant: Client) -> None:
    declared(declarant)
    content = words(document(declarant))
    for sealed in ("Servers are encrypted", "Zoé Martin", "06 12 34 56 78"):
        assert sealed not in content


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_the_document_is_universally_accessible(declarant: Client, language: str) -> None:
    declared(declarant)
    pdf = document(declarant, language)
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.title


def test_who_comes_back_gets_the_document_without_the_code(declarant: Client) -> None:
    reference, code = declared(declarant)
    back = Client()
    back.get(page("follow"))
    back.post(page("follow"), {"reference": reference, "code": code})
    content = words(document(back))
    assert reference in content
    assert code not in content


def test_the_document_is_named_by_its_reference(declarant: Client) -> None:
    reference, _code = declared(declarant)
    answer = declarant.get(page("receipt_pdf"))
    assert answer["Content-Disposition"] == f'attachment; filename="{reference}.pdf"'


@pytest.mark.parametrize(
    "name",
    [
        '#emph[x] $a$ \\ "quoted" <label> @ref #{panic()}',
        "🚑👩🏽‍⚕️ Hôpital",
        "\u202eevil\u2066",
        "مستشفى \u0600\u0601 א֑ב",
        "病院",
        "a\u0301\u0327" * 60,
        "\ue000\ufffd\u00ad",
    ],
)
def test_a_name_is_never_read_as_markup_and_never_breaks_it(declarant: Client, name: str) -> None:
    assert declare(declarant, structure_name=name).status_code == 302
    assert len(document(declarant).pages) >= 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# NUL is the one character that no form lets through: PostgreSQL cannot keep it.
@given(
    name=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=250),
    town=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=120),
)
def test_any_name_gives_a_document(name: str, town: str) -> None:
    code = codes.new_code()
    structure = DeclaredStructure(name=name, town=town)
    receipt = services.receive(
        declarations.submission(structure=structure), code=code, realm="live"
    )
    opened = selectors.open_receipt(receipt.reference, code)
    assert opened is not None
    with translation.override("es"):
        pdf = receipt_pdf(HeldReceipt(receipt.reference, code), Reading(opened))
    assert pdf.startswith(b"%PDF-")
