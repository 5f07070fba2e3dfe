"""Files at the desk by hand: on a phone without scripts, and on an analyst's screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import files
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from tests.surfaces.desk.test_in_a_browser import sit_down
from vigie.core import outbox
from vigie.incidents import services

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("data_folder"),
]
LONG_NAME = "une-note-de-rançon-au-nom-très-très-long-sans-aucune-espace-du-tout.pdf"


def test_a_file_is_opened_downloaded_and_set_apart_on_a_phone(
    phone_without_javascript: Page, live_server: LiveServer, analyst: SignedIn, tmp_path: Path
) -> None:
    page = phone_without_javascript
    receipt = files.receipt()
    files.attachment(receipt, name=LONG_NAME, content=b"MZ\x90\0" + b"\0" * 200)
    incident = services.take(receipt.declaration_id, actor=analyst.user)
    outbox.drain()
    sit_down(page, live_server, analyst)

    page.goto(address("case_files", incident.reference))
    assert_fits(page)
    page.get_by_role("button", name="Open the names").click()
    expect(page.get_by_text("Its content is not what its name says")).to_be_visible()
    assert_fits(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download “").click()
    download.value.save_as(tmp_path / "file")
    assert (tmp_path / "file").read_bytes().startswith(b"MZ")

    page.get_by_text("Set “").click()
    page.get_by_label("Reason").select_option("suspicious")
    page.get_by_role("button", name="Set the file apart").click()
    expect(page.get_by_text("The file is set apart.")).to_be_visible()
    assert_fits(page)


def test_every_page_of_files_is_accessible(
    desktop: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    receipt = files.receipt()
    files.attachment(receipt)
    files.set_apart(files.attachment(receipt, name=LONG_NAME))
    incident = services.take(receipt.declaration_id, actor=analyst.user)
    outbox.drain()
    sit_down(desktop, live_server, analyst)

    for shown in (
        address("files", receipt.reference),
        address("case_files", incident.reference),
        address("declaration", receipt.reference),
    ):
        desktop.goto(shown)
        assert_accessible(desktop)
        assert_fits(desktop)
    desktop.goto(address("files", receipt.reference))
    desktop.get_by_role("button", name="Open the names").click()
    expect(desktop.get_by_text("Password of the archive")).to_be_visible()
    assert_accessible(desktop)
    assert_fits(desktop)
