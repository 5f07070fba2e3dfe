"""Files sent from a phone, with and without scripts, over a network that breaks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.fixtures.browser import PHONE, Watch, assert_accessible, assert_fits
from tests.journeys.declarant import declare
from vigie.core import outbox
from vigie.declarations.models import Attachment, SealedFile

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("data_folder"),
]

TRYING = "Cut off: trying again…"
LARGE = b"0123456789abcdef" * 600_000  # three parts


@pytest.fixture
def broken_network(watch: Watch) -> Iterator[None]:
    """Expect the browser to complain of what a test cuts off, and of nothing else."""
    yield
    watch.problems[:] = [each for each in watch.problems if "ERR_CONNECTION_RESET" not in each]


def choose(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def lose_the_answer(route: Route) -> None:
    """Let a part arrive whose answer never comes back."""
    route.fetch()
    route.abort("connectionreset")


def go_to_files(page: Page) -> None:
    page.goto("/en/follow/declaration/")
    page.get_by_role("link", name="Send files").click()
    expect(page.get_by_role("heading", name="Files", exact=True)).to_be_visible()


def test_files_are_sent_by_the_form_alone(phone_without_javascript: Page, tmp_path: Path) -> None:
    page = phone_without_javascript
    declare(page)
    go_to_files(page)
    assert_fits(page)
    page.get_by_role("button", name="Send the files").click()
    expect(page.get_by_role("heading", name="1 thing to correct")).to_be_visible()
    choose(page, "une-note-de-rançon-au-nom-très-très-long-sans-espace.txt", b"Pay.")
    page.get_by_role("button", name="Send the files").click()

    expect(page.get_by_text("1 file received.")).to_be_visible()
    assert_fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="une-note-de-rançon").click()
    download.value.save_as(tmp_path / "back.txt")
    assert (tmp_path / "back.txt").read_bytes() == b"Pay."


@pytest.mark.usefixtures("broken_network")
def test_a_large_file_goes_on_after_the_network_broke(
    open_browser: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_browser(viewport=PHONE, has_touch=True)
    declare(page)
    go_to_files(page)
    assert_accessible(page)
    page.route("**/part/?offset=4194304*", lambda route: route.abort("connectionreset"))
    choose(page, "disk.img", LARGE)
    page.get_by_role("button", name="Send the files").click()

    expect(page.locator("[data-state]")).to_have_text(TRYING)
    assert_fits(page)
    page.unroute("**/part/?offset=4194304*")
    page.route("**/part/?offset=8388608*", lose_the_answer, times=1)
    expect(page.get_by_role("link", name="disk.img")).to_be_visible(timeout=60_000)
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="disk.img").click()
    download.value.save_as(tmp_path / "back.img")
    assert (tmp_path / "back.img").read_bytes() == LARGE
    assert Attachment.objects.count() == 1


@pytest.mark.usefixtures("broken_network")
def test_a_sending_goes_on_after_the_page_was_left(phone: Page) -> None:
    declare(phone)
    go_to_files(phone)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    phone.route("**/part/?offset=4194304*", lambda route: route.abort("connectionreset"))
    choose(phone, "disk.img", LARGE)
    phone.get_by_role("button", name="Send the files").click()
    expect(phone.locator("[data-state]")).to_have_text(TRYING)
    key = SealedFile.objects.get().pk

    phone.on("dialog", lambda dialog: dialog.accept())
    phone.unroute("**/part/?offset=4194304*")
    phone.reload()
    sessions = phone.evaluate("Object.keys(sessionStorage).length")
    assert sessions == 1
    asked.clear()
    # What the browser remembers goes by size and time of change, which a new choice changes.
    phone.evaluate(
        """([content, name]) => {
            const key = Object.keys(sessionStorage)[0];
            const changed = Number(key.split("-").pop());
            const bytes = new Uint8Array(9600000);
            for (let at = 0; at < bytes.length; at += 1) bytes[at] = content.charCodeAt(at % 16);
            const chosen = new DataTransfer();
            chosen.items.add(new File([bytes], name, { lastModified: changed }));
            document.querySelector("input[type=file]").files = chosen.files;
        }""",
        ["0123456789abcdef", "disk.img"],
    )
    phone.get_by_role("button", name="Send the files").click()

    expect(phone.get_by_role("link", name="disk.img")).to_be_visible(timeout=60_000)
    assert SealedFile.objects.get().pk == key
    assert not any("offset=0" in line for line in asked)


@pytest.mark.usefixtures("broken_network")
def test_a_sending_is_cancelled(phone: Page) -> None:
    declare(phone)
    go_to_files(phone)
    phone.route("**/part/?offset=4194304*", lambda route: route.abort("connectionreset"))
    choose(phone, "wrong-file.img", LARGE)
    phone.get_by_role("button", name="Send the files").click()
    expect(phone.locator("[data-state]")).to_have_text(TRYING)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Cancel wrong-file.img").click()

    expect(phone.get_by_text("None yet.")).to_be_visible()
    outbox.drain()
    assert not SealedFile.objects.exists()


def test_a_file_too_large_is_refused_before_it_is_sent(phone: Page, settings: object) -> None:
    settings.VIGIE_ATTACHMENT_MAX_BYTES = 1000  # type: ignore[attr-defined]
    declare(phone)
    go_to_files(phone)
    choose(phone, "big.img", b"x" * 2000)
    phone.get_by_role("button", name="Send the files").click()

    expect(phone.locator("[data-state]")).to_have_text("This file is too large.")
    expect(phone.get_by_role("button", name="Send the files")).to_be_enabled()
    assert_accessible(phone)
    assert_fits(phone)
    assert not SealedFile.objects.exists()
