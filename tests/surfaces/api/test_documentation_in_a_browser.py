"""The pages that describe the API, on a phone."""

import pytest
from playwright.sync_api import Page

from tests.fixtures.browser import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("path", ["/en/api/documentation/", "/fr/api/tokens/", "/en/api/figures/"])
def test_they_hold_on_a_phone_and_break_no_rule_of_accessibility(phone: Page, path: str) -> None:
    phone.goto(path)
    assert_fits(phone)
    assert_accessible(phone)
