"""Bulletins at the desk: written with their facts, published by a second person."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import articles, bulletins
from tests.factories.known_exploited import catalogue, entry
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.publishing.models import Article
from vigie.watch import services as watch
from vigie.watch.facts import Facts
from vigie.watch.models import Bulletin, BulletinVersion
from vigie.watch.services import import_known_exploited

pytestmark = pytest.mark.django_db

WRITTEN = {
    "kind": "vulnerability",
    "slug": "gateway",
    "en-title": "Gateways are attacked",
    "en-summary": "Update at once.",
    "en-body": "# What happens\n\n**Attackers come in.**",
    "tlp": "CLEAR",
    "severity": "critical",
    "references": "https://vendor.example/one\n\nhttps://vendor.example/two",
    "products0-vendor": "Vendor",
    "products0-name": "Gateway",
    "products0-affected": "up to 1.4",
    "products0-fixed": "1.5",
    "products0-cpe": "cpe:2.3:a:vendor:gateway:*:*:*:*:*:*:*:*",
    "products1-vendor": "",
    "products2-vendor": "Other",
    "products2-name": "Appliance",
    "vulnerabilities0-cve": "CVE-2024-12345",
    "vulnerabilities0-vector": bulletins.VECTOR,
    "vulnerabilities0-exploited": "yes",
    "actions0-by": "2026-12-01",
    "actions0-en": "Install version 1.5",
    "ready": "on",
}


@pytest.fixture
def lead(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return sign_in(Role.DUTY_LEAD, name="Dot Lead")


def address(name: str, article: Article) -> str:
    return page(name, str(article.pk))


def known() -> Facts:
    return Bulletin.objects.get().known


def test_an_analyst_writes_and_a_second_person_publishes(analyst: SignedIn, lead: SignedIn) -> None:
    answer = analyst.post(page("bulletin_new"), WRITTEN, follow=True)
    article = Article.objects.get()
    for words in ("CVE-2024-12345", "9.8", "Gateway", "Appliance", "Install version 1.5"):
        assert words in text(answer)
    assert "Publish what stands below" not in text(answer)
    assert "Gateways are attacked" in text(lead.get(page("bulletins") + "?show=ready"))
    answer = lead.post(address("article_publish", article), {"what-revision": "1"}, follow=True)
    assert "everybody can read it" in text(answer)
    assert "Install version 1.5" in text(lead.get("/en/bulletins/gateway/"))


def test_its_facts_are_what_was_typed(analyst: SignedIn) -> None:
    analyst.post(page("bulletin_new"), WRITTEN)
    facts = known()
    assert [(each.vendor, each.fixed) for each in facts.products] == [
        ("Vendor", "1.5"),
        ("Other", ""),
    ]
    assert facts.references == ("https://vendor.example/one", "https://vendor.example/two")
    assert facts.exploited
    assert facts.actions[0].texts == {"en": "Install version 1.5"}


def test_a_duty_lead_alone_does_not_publish_their_own(lead: SignedIn) -> None:
    lead.post(page("bulletin_new"), WRITTEN)
    article = Article.objects.get()
    assert "A second person publishes it" in text(lead.get(address("article", article)))
    answer = lead.post(address("article_publish", article), {"what-revision": "1"}, follow=True)
    assert "Somebody else publishes what you wrote" in text(answer)
    assert not BulletinVersion.objects.exists()


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ({"tlp": "WHITE"}, "id_tlp"),
        ({"severity": "enormous"}, "id_severity"),
        ({"references": "vendor.example"}, "id_references"),
        ({"references": "javascript:alert(1)"}, "id_references"),
        ({"products0-name": ""}, "id_products0-name"),
        ({"products1-cpe": "cpe:2.3:a:x:y"}, "id_products1-vendor"),
        ({"products0-cpe": "gateway"}, "id_products0-cpe"),
        ({"vulnerabilities0-cve": "CVE-1"}, "id_vulnerabilities0-cve"),
        ({"vulnerabilities0-vector": "9.8"}, "id_vulnerabilities0-vector"),
        ({"vulnerabilities0-exploited": "maybe"}, "id_vulnerabilities0-exploited"),
        ({"actions0-by": "soon"}, "id_actions0-by"),
        ({"actions0-en": ""}, "id_actions0-en"),
        ({"fr-title": "Seul"}, "id_fr-body"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    analyst: SignedIn, typed: dict[str, str], at: str
) -> None:
    answer = analyst.post(page("bulletin_new"), {**WRITTEN, **typed})
    assert answer.status_code == 422
    assert f'href="#{at}"' in text(answer)
    for name, value in {**WRITTEN, **typed}.items():
        if name.split("-")[-1] not in {"kind", "ready", "tlp", "severity", "exploited"}:
            assert value.split("\n")[0][:30] in text(answer)
    assert not Article.objects.exists()


def test_it_is_seen_before_it_is_saved(analyst: SignedIn) -> None:
    answer = analyst.post(page("bulletin_new"), {**WRITTEN, "preview": "1"})
    assert "Preview: not saved yet" in text(answer)
    assert "Gateway</td>" in text(answer)
    assert not Article.objects.exists()


def test_further_lines_come_once_it_is_saved(analyst: SignedIn) -> None:
    analyst.post(page("bulletin_new"), WRITTEN)
    shown = text(analyst.get(address("article_edit", Article.objects.get())))
    assert 'value="Appliance"' in shown
    assert 'name="products3-vendor"' in shown


def test_a_line_is_taken_away_by_emptying_it(analyst: SignedIn) -> None:
    analyst.post(page("bulletin_new"), WRITTEN)
    emptied = {name: "" for name in WRITTEN if name.startswith("products2")}
    typed: dict[str, Any] = {**WRITTEN, **emptied, "revision": "1"}
    analyst.post(address("article_edit", Article.objects.get()), typed)
    assert [each.vendor for each in known().products] == ["Vendor"]


def test_a_marking_that_everybody_has_read_past_is_refused_at_its_field(
    analyst: SignedIn,
) -> None:
    article = bulletins.published("en", realm="live")
    typed = {**WRITTEN, "revision": "1", "tlp": "AMBER"}
    answer = analyst.post(address("article_edit", article), typed)
    assert answer.status_code == 422
    assert 'href="#id_tlp"' in text(answer)
    assert "withdraw it, then write another" in text(answer)


def test_what_a_colleague_saved_meanwhile_is_not_lost(analyst: SignedIn) -> None:
    article = bulletins.written("en", realm="live")
    typed = {**WRITTEN, "revision": "7"}
    answer = analyst.post(address("article_edit", article), typed)
    assert answer.status_code == 409
    assert "Gateways are attacked" in text(answer)
    assert 'value="Appliance"' in text(answer)
    assert "Saved meanwhile" in text(answer)


def test_articles_and_bulletins_stand_on_lists_of_their_own(analyst: SignedIn) -> None:
    bulletins.written(slug="gateway", realm="live")
    articles.written(slug="good-news")
    listed, others = (text(analyst.get(page(name))) for name in ("bulletins", "articles"))
    assert "gateway" in listed
    assert "good-news" not in listed
    assert "gateway" not in others
    assert "good-news" in others


def test_a_bulletin_is_not_begun_among_articles(analyst: SignedIn) -> None:
    answer = analyst.post(page("article_new"), {**WRITTEN, "kind": "alert"})
    assert answer.status_code == 422


def test_many_bulletins_take_as_many_queries(analyst: SignedIn) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            analyst.get(page("bulletins"))
        return len(queries)

    bulletins.written(realm="live")
    few = asked()
    for _ in range(9):
        bulletins.written(realm="live")
    assert asked() == few


def test_a_bulletin_that_says_too_little_is_told_of_the_catalogue(analyst: SignedIn) -> None:
    vague = {**WRITTEN, "vulnerabilities0-exploited": "unknown"}
    analyst.post(page("bulletin_new"), vague)
    article = Article.objects.get()
    warning = "CVE-2024-12345 is known to be exploited since March 1, 2024"
    assert warning not in text(analyst.get(address("article", article)))
    import_known_exploited(catalogue(entry("CVE-2024-12345")))
    assert warning in text(analyst.get(address("article", article)))
    analyst.post(address("article_edit", article), {**WRITTEN, "revision": "1"})
    assert warning not in text(analyst.get(address("article", article)))


def test_no_link_leads_to_a_page_that_the_public_does_not_have(lead: SignedIn) -> None:
    link = "As the public reads it"
    kept, shown = (bulletins.published("en", realm="live", tlp=tlp) for tlp in ("AMBER", "CLEAR"))
    assert link in text(lead.get(address("article", shown)))
    watch.save_bulletin(kept, articles.texts("en"), bulletins.facts(), revision=1, actor=None)
    assert link not in text(lead.get(address("article", kept)))


def test_a_duty_lead_alone_withdraws_their_own_and_publishes_it_not(lead: SignedIn) -> None:
    lead.post(page("bulletin_new"), WRITTEN)
    article = Article.objects.get()
    watch.publish(article, revision=1, actor=None)
    shown = text(lead.get(address("article", article)))
    assert "Withdraw it" in shown
    assert "A second person publishes it" in shown


def test_what_is_not_for_everybody_says_so_on_the_list(analyst: SignedIn) -> None:
    bulletins.published("en", realm="live")
    assert "Not for everybody" not in text(analyst.get(page("bulletins")))
    bulletins.published("en", realm="live", tlp="GREEN")
    assert "Not for everybody" in text(analyst.get(page("bulletins")))
