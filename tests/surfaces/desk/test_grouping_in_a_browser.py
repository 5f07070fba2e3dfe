"""Merging, splitting, linking: on a phone without scripts, and on an analyst's screen."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from tests.surfaces.desk.test_case_declarations import PROVIDER
from tests.surfaces.desk.test_in_a_browser import sit_down
from vigie.incidents import services
from vigie.incidents.models import Incident, IncidentDeclaration

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_suggestion_to_one_case_and_back_on_a_phone(
    phone_without_javascript: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    page = phone_without_javascript
    one, other = cases.open_case(**PROVIDER), cases.open_case(**PROVIDER)
    sit_down(page, live_server, analyst)

    page.goto(address("case", one.reference))
    page.get_by_role("link", name="Related cases").click()
    assert_fits(page)
    page.get_by_role("link", name=f"Compare with {other.reference}").click()
    assert_fits(page)
    page.get_by_role("button", name=f"Merge {one.reference} into {other.reference}").click()
    expect(page.get_by_text(f"{one.reference} is merged into this case")).to_be_visible()
    assert_fits(page)

    page.goto(address("case", one.reference))
    expect(page.get_by_role("heading", name=other.reference)).to_be_visible()
    page.get_by_role("link", name="Related cases").click()
    page.get_by_role("button", name=f"Undo the merging of {one.reference}").click()
    expect(page.get_by_text("Undone: this case is as it was")).to_be_visible()
    assert Incident.objects.filter(merged_into=None).count() == 2


def test_some_are_taken_in_and_some_leave_on_a_phone(
    phone_without_javascript: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    page = phone_without_javascript
    incident = cases.open_case(**PROVIDER)
    first, second = (
        cases.waiting(**PROVIDER, structure_name=f"Établissement au nom fort long n° {number}")
        for number in range(2)
    )
    sit_down(page, live_server, analyst)

    page.goto(address("case_declarations", incident.reference))
    assert_fits(page)
    page.get_by_label(f"Choose {first.reference}").check(force=True)
    page.get_by_role("button", name="Take the chosen ones into this case").click()
    expect(page.get_by_text("1 declaration taken into this case")).to_be_visible()
    page.get_by_role("button", name=f"{second.reference} is not the same incident").click()
    expect(page.get_by_text("is not suggested here any more")).to_be_visible()

    page.get_by_role("button", name="Split the chosen ones out of this case").click()
    expect(page.get_by_role("heading", name="1 thing to correct")).to_be_visible()
    assert_fits(page)
    page.get_by_label(f"Choose {first.reference}").check(force=True)
    page.get_by_role("button", name="Split the chosen ones out of this case").click()
    expect(page.get_by_text("1 declaration is now in this case")).to_be_visible()
    assert IncidentDeclaration.objects.get(declaration=first).incident != incident


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_every_page_is_accessible(
    request: pytest.FixtureRequest, live_server: LiveServer, analyst: SignedIn, screen: str
) -> None:
    page: Page = request.getfixturevalue(screen)
    incident, other, related = (cases.open_case(**PROVIDER) for _ in range(3))
    services.gather(incident, [cases.waiting(**PROVIDER).pk], actor=None)
    waiting = cases.waiting(**PROVIDER)
    cases.waiting(**PROVIDER)
    services.link(incident, related, relation="same_campaign", actor=None)
    merged = cases.open_case(**PROVIDER)
    services.merge(merged, incident, actor=analyst.user)
    sit_down(page, live_server, analyst)
    for shown in (
        address("declaration", waiting.reference),
        address("case_declarations", incident.reference),
        address("case_related", incident.reference),
        f"{address('merge', incident.reference)}?merge-other={other.reference}",
        f"{address('merge', incident.reference)}?merge-other=nonsense",
    ):
        page.goto(shown)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert_accessible(page)
        assert_fits(page)
