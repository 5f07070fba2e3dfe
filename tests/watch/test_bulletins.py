"""Bulletins: published by a second person, for those whom their marking lets read them."""

from datetime import UTC, datetime

import pytest

from tests.factories import articles, bulletins, cases
from vigie.accounts.enums import Role
from vigie.publishing import services as publishing
from vigie.publishing.enums import Kind
from vigie.publishing.models import PublishedArticle, PublishedText
from vigie.watch import services
from vigie.watch.enums import Severity
from vigie.watch.models import BulletinVersion, PublishedBulletin

pytestmark = pytest.mark.django_db

EARLIER = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("role", [Role.DUTY_LEAD, Role.ADMINISTRATOR])
def test_who_wrote_it_last_never_publishes_it(role: Role) -> None:
    writer = cases.person(role, name="Wri Ter")
    bulletin = bulletins.written(actor=writer)
    with pytest.raises(publishing.CannotPublish):
        services.publish(bulletin, revision=1, actor=writer)
    assert not PublishedArticle.objects.exists()
    second = cases.person(role, name="Sec Ond")
    services.publish(bulletin, revision=1, actor=second)
    assert PublishedBulletin.objects.get().severity == Severity.CRITICAL


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUTHORITY, Role.STATISTICIAN])
def test_others_publish_none(role: Role) -> None:
    bulletin = bulletins.written()
    with pytest.raises(publishing.CannotPublish):
        services.publish(bulletin, revision=1, actor=cases.person(role))
    assert not BulletinVersion.objects.exists()


@pytest.mark.parametrize("tlp", ["GREEN", "AMBER", "AMBER+STRICT", "RED"])
def test_what_is_not_for_everybody_never_reaches_what_the_front_reads(tlp: str) -> None:
    bulletin = bulletins.published(tlp=tlp)
    assert bulletin.version == 1
    assert not PublishedArticle.objects.exists()
    assert not PublishedText.objects.exists()
    assert not PublishedBulletin.objects.exists()


def test_what_everybody_has_read_is_not_marked_for_fewer() -> None:
    bulletin = bulletins.published()
    with pytest.raises(services.MarkingRaised):
        services.save_bulletin(
            bulletin, articles.texts(), bulletins.facts(tlp="GREEN"), revision=1, actor=None
        )
    bulletin.refresh_from_db()
    assert bulletin.revision == 1
    assert bulletin.for_everybody


def test_a_marking_is_opened_by_a_further_version() -> None:
    bulletin = bulletins.published("en", tlp="AMBER")
    saved = services.save_bulletin(
        bulletin, articles.texts("en"), bulletins.facts(), revision=1, actor=None
    )
    services.revise(saved, revision=2, notes={"en": "For everybody now"}, actor=None)
    assert PublishedBulletin.objects.get().exploited


def test_what_was_said_to_fewer_people_stays_with_them_once_it_is_opened() -> None:
    bulletin = bulletins.published("en", tlp="AMBER", at=EARLIER)
    for tlp, note in (("AMBER", "Seen in Rennes"), ("CLEAR", "For everybody"), ("CLEAR", "Typo")):
        saved = services.save_bulletin(
            bulletin,
            articles.texts("en"),
            bulletins.facts(tlp=tlp),
            revision=bulletin.revision,
            actor=None,
        )
        bulletin = services.revise(saved, revision=saved.revision, notes={"en": note}, actor=None)
    shown = PublishedArticle.objects.get()
    assert [each["notes"] for each in shown.history] == [{"en": "Typo"}]
    assert shown.published_at > EARLIER


def test_a_duty_lead_alone_withdraws_what_is_wrong() -> None:
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    bulletin = bulletins.written("en", actor=lead)
    second = cases.person(Role.DUTY_LEAD, name="Sec Ond")
    services.publish(bulletin, revision=1, actor=second)
    services.withdraw(bulletin, revision=1, reasons={"en": "Wrong"}, actor=lead)
    assert PublishedArticle.objects.get().withdrawn_at


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUTHORITY, Role.STATISTICIAN])
def test_others_withdraw_none(role: Role) -> None:
    bulletin = bulletins.published("en")
    with pytest.raises(publishing.CannotPublish):
        services.withdraw(bulletin, revision=1, reasons={"en": "Wrong"}, actor=cases.person(role))
    assert PublishedBulletin.objects.exists()


def test_facts_written_later_wait_until_they_are_published() -> None:
    bulletin = bulletins.published("en")
    milder = bulletins.facts(severity=Severity.LOW)
    saved = services.save_bulletin(bulletin, articles.texts("en"), milder, revision=1, actor=None)
    assert PublishedBulletin.objects.get().severity == Severity.CRITICAL
    services.revise(saved, revision=2, notes={"en": "Milder"}, actor=None)
    assert PublishedBulletin.objects.get().severity == Severity.LOW
    kept = BulletinVersion.objects.order_by("version__number")
    assert [each.facts["severity"] for each in kept] == ["critical", "low"]


def test_one_that_is_withdrawn_leaves_no_fact_before_everybody() -> None:
    bulletin = bulletins.published("en")
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    services.withdraw(bulletin, revision=1, reasons={"en": "Wrong"}, actor=lead)
    assert not PublishedBulletin.objects.exists()
    assert PublishedArticle.objects.get().withdrawn_at


def test_one_of_fewer_people_is_withdrawn_too() -> None:
    bulletin = bulletins.published("en", tlp="AMBER")
    gone = services.withdraw(bulletin, revision=1, reasons={"en": "Wrong"}, actor=None)
    assert gone.state == "withdrawn"


def test_an_article_is_no_bulletin() -> None:
    with pytest.raises(ValueError, match="news"):
        bulletins.written(kind=Kind.NEWS)
