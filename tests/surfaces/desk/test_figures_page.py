"""The statistician's page: live figures beside published ones, and their release."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.observatory.builders import NOON, declared, declared_often, qualified
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from tests.surfaces.desk.test_hostile_forms import HOSTILE
from vigie.accounts.enums import Role
from vigie.core.models import JournalEntry
from vigie.observatory import publications, releases
from vigie.observatory.measures import Count
from vigie.observatory.publications import AlreadyPublishedError, Publication
from vigie.surfaces.desk.facts import moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]

IN_2020 = datetime(2020, 6, 1, tzinfo=UTC)


@pytest.fixture
def statistician(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return sign_in(Role.STATISTICIAN, name="Stella Tistic")


@pytest.fixture
def received() -> Iterator[None]:
    """Eight declarations in 2019, six of them pending, and seven in 2020."""
    qualified(*declared_often(2, "live"), origin="malicious")
    declared_often(6, "live")
    declared_often(2, "live", received_at=IN_2020, origin="malicious")
    declared_often(5, "live", received_at=IN_2020)
    return iter(())


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response)))


def release(browser: SignedIn, realm: str = "live", year: str = "2019", **answers: Any) -> Any:
    address = f"{page('release')}?realm={realm}&year={year}"
    return browser.post(address, {"years": [year], **answers}, follow=True)


def published(year: int = 2019, realm: str = "live") -> Publication:
    found = publications.latest(realm, year)
    assert found is not None
    return found


@pytest.mark.usefixtures("received")
def test_a_statistician_arrives_at_the_figures_of_the_last_year(statistician: SignedIn) -> None:
    shown = statistician.get(page("home"), follow=True)
    assert shown.redirect_chain == [(page("figures"), 302)]
    assert "Figures 2020" in text(shown)


@pytest.mark.usefixtures("received")
def test_a_live_figure_says_all_that_one_needs_and_that_it_is_not_protected(
    statistician: SignedIn,
) -> None:
    shown = words(statistician.get(page("figures"), {"year": "2019"}))
    assert "Live, not protected: for the desk only" in shown
    assert "Not yet qualified: 6." in shown
    assert "Malicious origin declarations · all declarations 25.0% 2 / 8 —" in shown
    assert "Nothing of this year has been released." in shown


@pytest.mark.usefixtures("received")
def test_live_figures_move_and_published_ones_stay(statistician: SignedIn) -> None:
    release(statistician)
    declared_often(3, "live")
    shown = words(statistician.get(page("figures"), {"year": "2019"}))
    assert "Declarations received declarations · all declarations 11 8" in shown
    assert "Version 1, released by Stella Tistic" in shown
    assert moment(published().released_at) in shown


@pytest.mark.usefixtures("received")
def test_a_release_is_signed_with_the_name_of_the_account_and_journaled(
    statistician: SignedIn,
) -> None:
    answer = release(statistician, signed_by="Somebody else")
    assert "Published: 2019 (version 1)." in text(answer)
    assert published().signed_by == "Stella Tistic"
    assert published().figure("declarations").measure == Count(8)  # type: ignore[union-attr]
    entry = JournalEntry.objects.get(action="figures.released")
    assert entry.actor == f"user:{statistician.user.pk}"
    assert publications.latest("live", 2020) is None


@pytest.mark.usefixtures("received")
def test_the_page_says_what_became_of_each_year_and_leads_to_the_public(
    statistician: SignedIn,
) -> None:
    release(statistician)
    answer = release(statistician, years=["2019", "2020"])
    assert "Published: 2020 (version 1)." in text(answer)
    assert "left as published: 2019 (version 1)." in text(answer)
    assert 'href="/en/figures/2019/"' in text(answer)
    assert "Figures 2019" in text(answer)


@pytest.mark.usefixtures("received")
def test_only_the_waiver_lets_a_small_national_figure_through(statistician: SignedIn) -> None:
    before = words(statistician.get(page("figures"), {"year": "2019"}))
    assert re.search(r"In 2019, the waiver would let through: .*Malicious origin", before)

    release(statistician, year="2020")
    assert published(2020).waived == ()
    assert published(2020).figure("share_malicious").measure.value is None  # type: ignore[union-attr]

    answer = release(statistician, waiver="on", reason="Announced every year.")
    assert published().figure("share_malicious").measure.value == 0.25  # type: ignore[union-attr]
    said = r"Shown by signed waiver: .*Malicious origin.* Reason: Announced every year\."
    assert re.search(said, words(answer))


@pytest.mark.usefixtures("received")
@pytest.mark.parametrize("reason", ["", "   "])
def test_a_waiver_says_why(statistician: SignedIn, reason: str) -> None:
    answer = release(statistician, waiver="on", reason=reason)
    assert answer.status_code == 422
    assert answer.context["form"].errors["reason"] == ["Say why these figures may be shown."]
    assert answer.context["form"]["waiver"].value()
    assert publications.series("live") == []


@pytest.mark.usefixtures("received")
def test_a_waiver_is_never_signed_beforehand(statistician: SignedIn) -> None:
    release(statistician, waiver="on", reason="Announced every year.")
    form = statistician.get(page("figures")).context["form"]
    assert not form["waiver"].value()
    assert form["years"].value() == [2020]


@pytest.mark.usefixtures("received")
def test_a_duty_lead_reads_and_does_not_release(sign_in: Callable[..., SignedIn]) -> None:
    lead = sign_in(Role.DUTY_LEAD)
    shown = lead.get(page("figures"))
    assert shown.status_code == 200
    assert "Release these figures" not in text(shown)
    assert lead.post(page("release"), {"years": ["2019"]}).status_code == 403
    assert publications.series("live") == []


@pytest.mark.usefixtures("received")
@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUTHORITY, Role.ADMINISTRATOR])
def test_nobody_else_sees_live_figures(sign_in: Callable[..., SignedIn], role: Role) -> None:
    browser = sign_in(role)
    assert browser.get(page("figures")).status_code == 403
    assert browser.post(page("release"), {"years": ["2019"]}).status_code == 403


@pytest.mark.usefixtures("received")
def test_the_menu_offers_what_the_role_may_open(
    statistician: SignedIn, analyst: SignedIn, sign_in: Callable[..., SignedIn]
) -> None:
    lead = text(sign_in(Role.DUTY_LEAD).get(page("figures")))
    assert page("declarations") in lead
    assert page("queue") in lead
    assert page("declarations") not in text(statistician.get(page("figures")))
    assert page("figures") not in text(analyst.get(page("queue")))


@pytest.mark.usefixtures("received")
def test_figures_of_another_realm_stay_inside(statistician: SignedIn) -> None:
    declared_often(9, "import:hhs")
    answer = release(statistician, realm="import:hhs")
    assert published(realm="import:hhs").figure("declarations").measure == Count(9)  # type: ignore[union-attr]
    assert publications.series("live") == []
    assert "shown to nobody outside" in text(answer)
    assert 'href="/en/figures/2019/"' not in text(answer)


@pytest.mark.usefixtures("received")
@pytest.mark.parametrize("asked", [{"year": "2018"}, {"realm": "demo"}, {"year": "٢٠١٩"}])
@pytest.mark.parametrize("name", ["figures", "release"])
def test_a_year_or_realm_that_holds_nothing_is_not_found(
    statistician: SignedIn, name: str, asked: dict[str, str]
) -> None:
    send = statistician.get if name == "figures" else statistician.post
    assert send(page(name), query_params=asked).status_code == 404


@pytest.mark.usefixtures("received")
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_answer_gets_a_page_and_releases_nothing(
    statistician: SignedIn, value: str
) -> None:
    # What no browser sends is refused before it comes to the page.
    refused = {400, 404, 422}
    assert statistician.post(page("release"), {"years": [value, "2019"]}).status_code in refused
    assert statistician.get(page("figures"), {"year": value}).status_code in refused
    assert publications.series("live") == []


@pytest.mark.usefixtures("received")
@pytest.mark.parametrize("years", [[], ["2018"], [""]])
def test_without_a_year_there_is_nothing_to_release(
    statistician: SignedIn, years: list[str]
) -> None:
    answer = release(statistician, years=years)
    assert answer.status_code == 422
    assert "1 thing to correct" in text(answer)


@pytest.mark.usefixtures("received")
def test_an_account_without_a_name_signs_nothing(sign_in: Callable[..., SignedIn]) -> None:
    browser = sign_in(Role.STATISTICIAN, name=" ")
    answer = release(browser)
    assert answer.status_code == 422
    assert "no name to sign with" in text(answer)
    assert publications.series("live") == []


@pytest.mark.usefixtures("received")
def test_two_statisticians_release_at_once(statistician: SignedIn) -> None:
    with patch.object(releases, "release", side_effect=AlreadyPublishedError):
        answer = release(statistician)
    assert "Somebody else released at the same moment" in text(answer)


def test_before_the_first_declaration_there_is_nothing_to_count(statistician: SignedIn) -> None:
    assert "Nothing has been declared here yet" in text(statistician.get(page("figures")))
    assert statistician.post(page("release"), {"years": ["2019"]}).status_code == 422


def test_an_address_to_post_to_leads_back_to_the_page(statistician: SignedIn) -> None:
    answer = statistician.get(page("release"), {"realm": "live"})
    assert answer.headers["Location"] == f"{page('figures')}?realm=live"


def test_a_year_is_that_of_the_clock_of_the_instance(statistician: SignedIn) -> None:
    declared("live", received_at=datetime(2019, 12, 31, 23, 30, tzinfo=UTC))
    assert statistician.get(page("figures")).context["years"] == [2020]


def test_reading_keeps_nothing_on_disk(statistician: SignedIn, data_folder: Path) -> None:
    declared("live", structure_name="CANARY clinic")
    assert "CANARY" not in text(statistician.get(page("figures")))
    kept = [path for path in (data_folder / "observatory").rglob("*") if path.is_file()]
    assert kept == []


def test_the_number_of_queries_does_not_grow_with_what_is_counted(
    statistician: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    declared("live")
    with django_assert_max_num_queries(15) as with_one:
        statistician.get(page("figures"))
    for year in (2016, 2017, 2018):
        qualified(*declared_often(20, "live", received_at=NOON.replace(year=year)))
    with django_assert_max_num_queries(len(with_one)):
        statistician.get(page("figures"))


@pytest.mark.usefixtures("received")
def test_what_the_last_release_would_tell_is_refused_at_the_years_and_nothing_typed_is_lost(
    statistician: SignedIn,
) -> None:
    release(statistician)
    declared_often(1, "live", region="94")

    answer = release(statistician, waiver="on", reason="Known to all.")

    assert answer.status_code == 422
    assert "would tell figures that come from fewer than 5 structures" in text(answer)
    assert "declarations: Corsica" in text(answer)
    assert 'value="Known to all."' in text(answer)
    assert published().version == 1


@pytest.mark.usefixtures("received")
def test_the_reason_of_a_waiver_is_published_with_its_signature(statistician: SignedIn) -> None:
    release(statistician, waiver="on", reason="Known to all.")

    waiver = published().waiver
    assert waiver is not None
    assert (waiver.signed_by, waiver.reason) == ("Stella Tistic", "Known to all.")


@pytest.mark.usefixtures("received")
def test_a_correction_says_what_is_corrected_or_is_refused_at_the_field(
    statistician: SignedIn,
) -> None:
    release(statistician)
    declared_often(8, "live")

    refused = release(statistician)
    assert refused.status_code == 422
    assert "Published before, and changed since: 2019. Say what is corrected." in text(refused)

    release(statistician, note="Eight came in late.")
    assert (published().version, published().note) == (2, "Eight came in late.")
