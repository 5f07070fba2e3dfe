"""What somebody does who declares, step by step."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.fixtures.browser import assert_fits

NARRATIVE = "Tout est chiffré depuis trois heures.\nLes services travaillent sur papier."


def answer_eight_questions(page: Page) -> None:
    """Fill in what is required, the structure typed by hand."""
    noticed = timezone.localtime() - timedelta(hours=3)
    page.locator("#id_structure_name").fill("Centre hospitalier des Essais, Rennes")
    page.locator("#id_kind").select_option("ransomware")
    page.locator("#id_narrative").fill(NARRATIVE)
    page.locator("#id_detected_at_0").fill(noticed.strftime("%Y-%m-%d"))
    page.locator("#id_detected_at_1").fill(noticed.strftime("%H:%M"))
    choose(page, "care_impact", "degraded")
    choose(page, "endangerment", "unknown")
    page.locator("#id_contact_name").fill("Zoé Martin")
    page.locator("#id_contact_phone").fill("06 12 34 56 78")


def choose(page: Page, question: str, answer: str) -> None:
    """Choose a radio button by its label, as a finger does: the design hides the button."""
    button = page.locator(f"input[name={question}][value={answer}]")
    page.locator(f"label[for={button.get_attribute('id')}]").click()


def send(page: Page) -> None:
    """Press the button of the form."""
    page.locator("button[name=declare], button[name=complete]").click()
    assert_fits(page)


def reference_and_code(page: Page) -> tuple[str, str]:
    """Read on the receipt what must be kept."""
    kept = page.locator(".pt-code")
    expect(kept).to_have_count(2)
    reference, code = kept.all_inner_texts()
    return reference, code


def declare(page: Page, language: str = "en") -> tuple[str, str]:
    """Declare and return the reference and the code."""
    page.goto(f"/{language}/declare/")
    assert_fits(page)
    answer_eight_questions(page)
    send(page)
    return reference_and_code(page)
