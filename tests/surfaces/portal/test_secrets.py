"""The code and what it opens: found in no address, no log, no e-mail, no table."""

import logging

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import eight_answers, page, typed_in
from vigie.core import codes, outbox

CANARIES = {
    "contact_name": "Canari Nomdeux",
    "contact_phone": "06 39 98 00 42",
    "contact_email": "canari@example.org",
    "contact_function": "canari-fonction",
    "narrative": "canari-narration",
    "others_detail": "canari-autres",
}


def everything_stored() -> str:
    """Return every row of every table, as text."""
    with connection.cursor() as cursor:
        stored = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            stored += [bytes(v) if isinstance(v, memoryview) else v for r in cursor for v in r]
    return " ".join(map(str, stored))


@pytest.mark.django_db
def test_canaries_are_found_nowhere_but_on_the_declarants_own_page(
    front: FrontDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client()
    client.get(page("declare"))
    answers = eight_answers(**CANARIES)
    addresses = [client.post(page("declare"), answers)["Location"]]
    client.post(page("receipt"), {"kept_code": answers["receipt_code"]})
    complement = {**typed_in(client.get(page("complete"))), "causes": "canari-cause"}
    addresses.append(client.post(page("complete"), complement)["Location"])
    client.post(page("follow"), {"reference": "VIG-2222-2222", "code": codes.new_code()})
    with front.lifted():
        outbox.drain()
        stored = everything_stored()
    logged = "\n".join(record.getMessage() for record in caplog.records)
    sent = "\n".join(f"{message.subject} {message.body}" for message in mail.outbox)
    code = answers["receipt_code"]
    for secret in (*CANARIES.values(), "canari-cause", code, code.replace("-", "")):
        for place in (stored, logged, sent, *addresses):
            assert secret not in place


def test_the_code_leaves_the_server_only_on_its_own_page(declarant: Client) -> None:
    declarant.get(page("declare"))
    answers = eight_answers()
    redirected = declarant.post(page("declare"), answers)
    assert answers["receipt_code"] not in str(redirected.headers)
    assert answers["receipt_code"] not in str(redirected.cookies)
    for name in ("declaration", "complete"):
        assert answers["receipt_code"] not in declarant.get(page(name)).content.decode()
