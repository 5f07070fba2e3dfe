"""What somebody does who has no mouse."""

from playwright.sync_api import Locator, Page

MOST_TABS = 60


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    target.wait_for(state="attached")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"{target} is out of reach of the keyboard")


def press_on(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to a link, a button or a choice, and press a key on it."""
    tab_to(page, target)
    page.keyboard.press(key)


def write_in(page: Page, target: Locator, words: str) -> None:
    """Go to a field and type; in a list, what begins so is chosen."""
    tab_to(page, target)
    page.keyboard.type(words)
