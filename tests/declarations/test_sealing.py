"""What is sensitive is nowhere in clear."""

import pytest
from django.apps import apps
from django.test import override_settings

from tests.factories.declarations import CANARIES, complement, submission
from vigie.core import codes, sealing
from vigie.core.models import JournalEntry
from vigie.declarations.services import complete, open_sections, receive

pytestmark = pytest.mark.django_db


def everything_stored() -> str:
    """Return every row of every table, as a thief of the database would read it."""
    return "\n".join(
        " ".join(_readable(value) for value in row)
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values_list()
    )


def _readable(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", errors="replace")
    return str(value)


def test_a_thief_of_the_database_reads_no_name_contact_narrative_nor_code() -> None:
    code = codes.new_code()
    receipt = receive(submission(), code=code, realm="live")
    complete(receipt, complement(), form_nonce="one", structure_kind="unknown")

    stolen = everything_stored()

    assert receipt.reference in stolen
    for canary in (*CANARIES, "canari-cause", code, code.replace("-", "")):
        assert canary not in stolen
        assert canary.lower() not in stolen.lower()


def test_the_desk_reads_each_section() -> None:
    receipt = receive(submission(), code=codes.new_code(), realm="live")
    complete(receipt, complement(), form_nonce="one", structure_kind="unknown")

    opened = open_sections(receipt.declaration_id, actor="user:1")

    by_name = {(row.stage, row.section): row.content for row in opened}
    assert by_name["early_warning", "contact"]["name"] == "Canari-Nom"
    assert "canari-narration" in by_name["early_warning", "narrative"]["narrative"]
    assert by_name["notification", "measures"]["causes"] == "canari-cause"


def test_each_opening_is_in_the_journal() -> None:
    receipt = receive(submission(), code=codes.new_code(), realm="live")
    for _ in range(2):
        open_sections(receipt.declaration_id, actor="user:7")

    entries = JournalEntry.objects.filter(action="declaration.opened", actor="user:7")
    assert entries.count() == 2


@override_settings(VIGIE_ROLE="front")
def test_a_front_process_cannot_open() -> None:
    receipt = receive(submission(), code=codes.new_code(), realm="live")

    with pytest.raises(sealing.ProcessCannotUnseal):
        open_sections(receipt.declaration_id, actor="user:1")
