import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from tests.observatory.builders import NOON, declared, declared_often, qualified
from vigie.declarations.models import Declaration
from vigie.observatory import publications, releases

SPACES = re.compile(r"\s+")


def text(client: Client, path: str) -> str:
    """What the page says, without its tags."""
    page = client.get(path).content.decode()
    return SPACES.sub(" ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.usefixtures("published")
def test_each_figure_is_shown_with_all_that_one_needs_to_read_it(client: Client) -> None:
    page = text(client, "/en/figures/2019/")

    assert "Declarations received 1,234 declarations Scope all declarations Pending 634" in page
    malicious = "Malicious origin 48.6% 600 / 1,234 declarations Scope all declarations Pending 634"
    assert malicious in page
    assert "Declarations of malicious origin, over all declarations." in page
    assert "Scope declarations qualified as in scope" in page


@pytest.mark.usefixtures("published")
def test_numbers_are_written_as_the_language_writes_them(client: Client) -> None:
    french = text(client, "/fr/figures/2019/").replace("\xa0", " ").replace("\u202f", " ")

    assert "1 234" in french
    assert re.search(r"48,6 ?%", french)
    assert "600 / 1 234" in french


@pytest.mark.usefixtures("published")
def test_no_percentage_stands_without_its_fraction(client: Client) -> None:
    for percentage in re.finditer(r"[\d.]+%", page := text(client, "/en/figures/2019/")):
        around = page[max(0, percentage.start() - 30) : percentage.end() + 20]
        assert re.search(r"[\d,]+ / [\d,]+", around), around


@pytest.mark.usefixtures("published")
def test_the_last_year_published_comes_first_and_the_others_are_linked(client: Client) -> None:
    page = client.get("/en/figures/").content.decode()

    assert "<h1>Key figures 2020</h1>" in page
    assert 'href="/en/figures/2019/"' in page
    assert "version 1" in page
    assert "S. Tatistician" in page


@pytest.mark.usefixtures("published")
def test_the_page_says_when_figures_were_last_released(
    client: Client, release: Callable[[], None]
) -> None:
    declared(received_at=NOON.replace(year=2020))
    with patch.object(timezone, "now", return_value=datetime(2031, 5, 4, 12, tzinfo=UTC)):
        release()

    page = text(client, "/en/figures/2019/")

    assert "Figures were last released on May 4, 2031." in page
    assert "Declarations received since then appear with the next release." in page


@pytest.mark.usefixtures("published")
def test_the_years_stand_side_by_side_in_a_table(client: Client) -> None:
    page = text(client, "/en/figures/2020/")

    assert "Figure 2019 2020 Declarations received 1,234 6" in page
    assert "2019 1,234 600 / 1,234 (48.6%) 2020 6 0 / 6 (0.0%)" in page


@pytest.mark.django_db
def test_the_page_says_what_is_shown_by_waiver_and_why(
    client: Client, release: Callable[[], None]
) -> None:
    declared_often(8, origin="not_malicious")
    declared_often(2, origin="malicious")
    release()

    page = text(client, "/en/figures/2019/")

    said = r"S. Tatistician has signed that they may be shown: .*Malicious origin"
    assert re.search(said, page)
    assert "Reason: Known to all." in page


@pytest.mark.usefixtures("published")
def test_a_page_that_needed_no_waiver_speaks_of_none(client: Client) -> None:
    assert "has signed" not in text(client, "/en/figures/2019/")


@pytest.mark.usefixtures("published")
def test_the_page_says_how_many_are_pending(client: Client) -> None:
    assert "634 declarations were not qualified yet" in text(client, "/en/figures/2019/")
    qualified(*Declaration.objects.filter(received_at__year=2020))
    releases.release("demo", signed_by="S. Tatistician", note="More came in.")

    assert "All of them were qualified on that day." in text(client, "/en/figures/2020/")


@pytest.mark.usefixtures("published")
def test_a_figure_says_what_is_pending_only_while_something_is(client: Client) -> None:
    pending = "Scope all declarations Pending 6"
    assert pending in text(client, "/en/figures/2020/")
    qualified(*Declaration.objects.filter(received_at__year=2020))
    releases.release("demo", signed_by="S. Tatistician", note="More came in.")

    assert "Pending" not in text(client, "/en/figures/2020/")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("language", "one", "six"),
    [
        ("en", "1 structure ", "6 declarations "),
        ("fr", "1 structure ", "6 déclarations "),
        ("es", "1 centro ", "6 declaraciones "),
    ],
)
def test_a_unit_agrees_with_its_number(
    client: Client, release: Callable[[], None], language: str, one: str, six: str
) -> None:
    declared(received_at=NOON.replace(year=2021))
    release()

    assert one in text(client, f"/{language}/figures/2021/")
    assert six in text(client, f"/{language}/figures/2020/")


@pytest.mark.usefixtures("published")
def test_a_year_that_was_not_published_is_not_found(client: Client) -> None:
    for year in ("2011", "0", "99999999999999999999"):
        assert client.get(f"/en/figures/{year}/").status_code == 404


@pytest.mark.usefixtures("published")
def test_the_page_shows_what_was_released_and_nothing_since(
    client: Client, release: Callable[[], None]
) -> None:
    before = client.get("/en/figures/2020/").content
    declared(received_at=NOON.replace(year=2020))

    assert client.get("/en/figures/2020/").content == before
    release()
    after = text(client, "/en/figures/2020/")
    assert "Declarations received 7" in after
    assert "version 2" in after


@pytest.mark.usefixtures("published")
def test_a_suppressed_cell_is_said_to_be_so(client: Client, release: Callable[[], None]) -> None:
    before = NOON.replace(year=2018)
    declared_often(30, received_at=before)
    declared(region="94", received_at=before)
    release()

    page = text(client, "/en/figures/2018/")

    assert "not published" in page
    assert "fewer than 5 structures" in page


@pytest.mark.usefixtures("published")
def test_synthetic_figures_are_labelled_so(client: Client) -> None:
    assert "Synthetic data." in text(client, "/en/figures/")


@pytest.mark.usefixtures("published")
def test_the_public_of_an_instance_sees_its_own_realm_only(
    client: Client, settings: Settings
) -> None:
    settings.VIGIE_INTAKE_REALM = "live"

    assert "Nothing published yet" in text(client, "/en/figures/")
    assert client.get("/en/figures/2019/figures.json").status_code == 404


@pytest.mark.django_db
def test_before_the_first_release_the_page_says_so(client: Client) -> None:
    declared()

    for path in ("/en/figures/", "/en/figures/2019/"):
        assert client.get(path).status_code == 200
        assert "Nothing published yet" in text(client, path)


@pytest.mark.usefixtures("published")
def test_publications_that_cannot_be_read_are_no_server_error(
    client: Client, instance: Path
) -> None:
    for path in publications.folder("demo").glob("*.json"):
        path.chmod(0o644)
        path.write_bytes(b"\x00 not a publication")

    assert instance in publications.folder("demo").parents
    assert "Nothing published yet" in text(client, "/en/figures/")


@pytest.mark.usefixtures("published")
def test_the_page_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/en/figures/").status_code == 200
        assert client.get("/en/figures/2019/figures.json").status_code == 200


@pytest.mark.usefixtures("published")
def test_the_page_is_read_only(client: Client) -> None:
    assert client.post("/en/figures/").status_code == 405
