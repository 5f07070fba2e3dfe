"""The declarant reads which authorities the CSIRT has told, when, and of what."""

from django.test import Client

from tests.factories import cases, notices
from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declared, page, text
from vigie.declarations.models import Receipt
from vigie.incidents import services
from vigie.incidents.models import Notice

TITLE = "Whom the CSIRT has told"
REGIONAL = "Regional health agency (ARS) — Brittany"


def told(front: FrontDatabase, authority: str = "ministry") -> None:
    with front.lifted():
        incident = notices.case_of(Receipt.objects.get())
        notices.told(incident, authority)


def test_nothing_is_said_while_nobody_was_told(declarant: Client) -> None:
    declared(declarant)
    assert TITLE not in text(declarant.get(page("declaration")))


def test_who_was_told_of_what_stands_on_both_pages(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    told(front)
    for name in ("declaration", "receipt"):
        said = text(declarant.get(page(name)))
        assert TITLE in said
        assert "Ministry of health (DGS, HFDS)" in said
        assert "what is happening, in your words · causes and measures" in said
        assert "how to reach them" not in said


def test_the_region_s_agency_is_named(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    with front.lifted():
        incident = notices.case_of(Receipt.objects.get())
        lost = notices.proposal(incident, "ars", certain=False)
        services.send_notice(incident, lost, actor=None, region="53")
    assert REGIONAL in text(declarant.get(page("declaration")))


def test_what_was_taken_back_is_said(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    told(front)
    with front.lifted():
        services.withdraw_notice(Notice.objects.get(), actor=cases.person())
    assert "Taken back on" in text(declarant.get(page("declaration")))
