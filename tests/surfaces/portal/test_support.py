"""The declarant reads where the help stands, and answers an offer."""

import pytest
from django.test import Client

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declared, page, text
from vigie.declarations.models import Declaration, SupportReply
from vigie.incidents import services
from vigie.incidents.models import SupportRequest
from vigie.taxonomy.codes import SupportState


def offer(reference: str, front: FrontDatabase) -> SupportRequest:
    """The desk takes the declaration and offers what was asked for."""
    with front.lifted():
        declaration = Declaration.objects.get(reference=reference)
        services.take(declaration.pk, actor=None)
        request = SupportRequest.objects.get(declaration=declaration)
        step = services.Move(to=SupportState.OFFERED, revision=request.revision)
        services.move_support(request, step, actor=None)
    return request


def reply(client: Client, request: SupportRequest, accepts: str) -> str:
    address = page("declaration").replace("declaration/", f"support/{request.pk}/")
    return text(client.post(address, {"accepts": accepts}, follow=True))


def test_an_offer_is_read_and_accepted(declarant: Client, front: FrontDatabase) -> None:
    reference, _code = declared(declarant, help_wanted="on_site")
    request = offer(reference, front)
    shown = text(declarant.get(page("declaration")))
    for said in ("Help from the CSIRT", "On-site assistance", "Offered", "Accept this help"):
        assert said in shown
    assert "You accepted. The CSIRT is told." in reply(declarant, request, "yes")
    with front.lifted():
        assert SupportReply.objects.get().accepts is True


def test_an_answer_is_given_once(declarant: Client, front: FrontDatabase) -> None:
    reference, _code = declared(declarant, help_wanted="advice")
    request = offer(reference, front)
    reply(declarant, request, "no")
    assert "You declined. The CSIRT is told." in reply(declarant, request, "yes")


@pytest.mark.parametrize("said", ["", "maybe", "<b>", "yes no"])
def test_no_other_answer_counts(declarant: Client, front: FrontDatabase, said: str) -> None:
    reference, _code = declared(declarant, help_wanted="advice")
    request = offer(reference, front)
    reply(declarant, request, said)
    with front.lifted():
        assert not SupportReply.objects.exists()


def test_nobody_answers_for_another(declarant: Client, front: FrontDatabase) -> None:
    reference, _code = declared(declarant, help_wanted="advice")
    request = offer(reference, front)
    stranger = Client()
    declared(stranger)
    assert "no longer waits for your answer" in reply(stranger, request, "yes")
    assert reply(Client(), request, "yes")
    with front.lifted():
        assert not SupportReply.objects.exists()


def test_who_asked_for_nothing_reads_nothing_of_it(declarant: Client) -> None:
    declared(declarant)
    assert "Help from the CSIRT" not in text(declarant.get(page("declaration")))
