"""New reports and files are seen on the lists, on the case and on the declaration."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.factories.declarations import complement, facts, submission
from tests.factories.files import attachment
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.core import codes, outbox
from vigie.declarations.models import Receipt
from vigie.declarations.services import complete, receive
from vigie.incidents import services
from vigie.incidents.models import Addition, Incident

pytestmark = pytest.mark.django_db

REPORT, FILE = "New report", "New file"


def declared(**changes: Any) -> Receipt:
    return receive(submission(facts=facts(**changes)), code=codes.new_code(), realm="live")


def worsens(receipt: Receipt) -> None:
    said = complement(facts=facts(care_impact="degraded"))
    complete(receipt, said, form_nonce="one", structure_kind="unknown")
    while outbox.drain():
        pass


def sends_a_file(receipt: Receipt) -> None:
    attachment(receipt)
    while outbox.drain():
        pass


@pytest.fixture
def receipt() -> Receipt:
    return declared()


@pytest.fixture
def incident(receipt: Receipt) -> Incident:
    return services.take(receipt.declaration_id, actor=cases.person())


def opened_by(reader: SignedIn, receipt: Receipt) -> str:
    return text(reader.post(page("sealed", receipt.reference)))


def test_a_list_shows_what_nobody_has_opened(
    analyst: SignedIn, incident: Incident, receipt: Receipt
) -> None:
    assert REPORT not in text(analyst.get(page("cases")))
    worsens(receipt)
    sends_a_file(receipt)
    shown = text(analyst.get(page("cases")))
    assert REPORT in shown
    assert FILE in shown
    assert incident.reference in shown


def test_the_queue_shows_it_too(analyst: SignedIn, receipt: Receipt) -> None:
    assert REPORT not in text(analyst.get(page("queue")))
    worsens(receipt)
    assert REPORT in text(analyst.get(page("queue")))


@pytest.mark.parametrize("name", ["case", "case_declarations"])
def test_the_case_shows_it_until_somebody_opens_the_report(
    analyst: SignedIn, colleague: SignedIn, incident: Incident, receipt: Receipt, name: str
) -> None:
    assert REPORT not in text(analyst.get(page(name, incident.reference)))
    worsens(receipt)
    assert REPORT in text(analyst.get(page(name, incident.reference)))
    # Looking at the page opens nothing.
    assert REPORT in text(analyst.get(page("declaration", receipt.reference)))
    assert REPORT in text(analyst.get(page(name, incident.reference)))

    opened_by(colleague, receipt)
    assert REPORT not in text(analyst.get(page(name, incident.reference)))
    assert REPORT not in text(analyst.get(page("cases")))
    assert REPORT not in text(analyst.get(page("declaration", receipt.reference)))
    assert Addition.objects.get().opened_by == colleague.user


@pytest.mark.parametrize("name", ["case_files", "files"])
def test_a_file_is_new_until_somebody_opens_its_name(
    analyst: SignedIn, incident: Incident, receipt: Receipt, name: str
) -> None:
    sends_a_file(receipt)
    reference = incident.reference if name == "case_files" else receipt.reference
    assert FILE in text(analyst.get(page(name, reference)))
    assert FILE in text(analyst.get(page("declaration", receipt.reference)))
    analyst.post(page(f"{name}_names", reference))
    assert FILE not in text(analyst.get(page(name, reference)))
    assert FILE not in text(analyst.get(page("cases")))


def test_a_file_is_new_until_somebody_downloads_it(
    analyst: SignedIn, incident: Incident, receipt: Receipt
) -> None:
    sends_a_file(receipt)
    file = Addition.objects.get().attachment
    assert file
    analyst.post(page("file", receipt.reference, str(file.pk)))
    assert FILE not in text(analyst.get(page("case_files", incident.reference)))


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_may_not_open_it_leaves_it_new(
    sign_in: Any, incident: Incident, receipt: Receipt, role: Role
) -> None:
    worsens(receipt)
    assert sign_in(role).post(page("sealed", receipt.reference)).status_code in {403, 404}
    assert Addition.objects.get().opened_at is None
    assert incident


@pytest.mark.parametrize("name", ["cases", "queue"])
def test_marks_cost_no_query_more_for_more_rows(
    analyst: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    def fill(rows: int) -> None:
        for _ in range(rows):
            waiting, taken = declared(), declared()
            services.take(taken.declaration_id, actor=None)
            for each in (waiting, taken):
                worsens(each)

    fill(1)
    with django_assert_max_num_queries(11) as with_one:
        assert text(analyst.get(page(name))).count(REPORT) == 1
    fill(4)
    with django_assert_max_num_queries(len(with_one)):
        assert text(analyst.get(page(name))).count(REPORT) == 5
