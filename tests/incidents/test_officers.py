"""What an authority's officer sees: what was notified to it, in its regions, and no more."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import cases, notices
from tests.factories.declarations import complement
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core.models import JournalEntry
from vigie.declarations.services import complete
from vigie.incidents import access, selectors, services
from vigie.incidents.models import Notice

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 27)


@pytest.fixture
def notice() -> Notice:
    """What the agency of Brittany was told."""
    return notices.told(notices.case_of(notices.declared()))


def sees(user: User, notice: Notice) -> bool:
    try:
        return selectors.notice(user, notice.reference) == notice
    except Notice.DoesNotExist:
        return False


@pytest.mark.parametrize(
    ("authority", "regions", "seen"),
    [
        ("ars", ["53"], True),
        ("ars", ["53", "76"], True),
        ("ars", [], True),
        ("ars", ["76"], False),
        ("ministry", [], False),
        ("ministry", ["53"], False),
        ("", [], False),
        ("", ["53"], False),
    ],
)
def test_an_officer_sees_the_notices_of_its_authority_and_regions(
    notice: Notice, authority: str, regions: list[str], seen: bool
) -> None:
    officer = notices.officer(authority, *regions)
    assert sees(officer, notice) is seen
    assert access.can_open_notice(officer, notice) is seen
    assert selectors.notices_for(officer, "live").exists() is seen


def test_an_officer_sees_no_declaration_that_was_not_notified() -> None:
    officer = notices.officer("ars", "53")
    notices.case_of(notices.declared())
    assert not access.visible_declarations(officer).exists()
    assert not access.visible_notices(officer).exists()


def test_a_ministry_s_officer_of_one_region_sees_its_lines_only() -> None:
    incident = notices.case_of(notices.declared(region="53"))
    services.take_into(incident, notices.declared(region="76").declaration_id, actor=None)
    notice = notices.told(incident, "ministry")
    limited = notices.officer("ministry", "76")
    assert [line.declaration.region for line in selectors.lines_of(limited, notice)] == ["76"]
    assert {
        line.line.declaration.region for line in services.open_notice(notice, reader=limited)
    } == {"76"}
    assert not sees(notices.officer("ministry", "11"), notice)


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_counts_or_administers_sees_no_notice(notice: Notice, role: Role) -> None:
    user = cases.person(role, authority="ars")
    assert not sees(user, notice)
    with pytest.raises(PermissionDenied):
        services.open_notice(notice, reader=user)


def test_an_officer_who_left_sees_none(notice: Notice) -> None:
    gone = cases.person(Role.AUTHORITY, authority="ars", is_active=False)
    assert not sees(gone, notice)


def test_a_notice_withdrawn_is_gone_for_the_officer(notice: Notice) -> None:
    officer = notices.officer("ars", "53")
    services.withdraw_notice(notice, actor=cases.person())
    assert not sees(officer, notice)
    with pytest.raises(PermissionDenied):
        services.open_notice(notice, reader=officer)
    assert sees(cases.person(), notice)


def test_only_the_sections_granted_are_opened_and_the_journal_says_by_which_notice() -> None:
    notice = notices.told(notices.case_of(notices.declared()), "ministry")
    officer = notices.officer("ministry")
    (line,) = services.open_notice(notice, reader=officer)
    assert {section.section for section in line.opened} == {"narrative"}
    entry = JournalEntry.objects.get(action="declaration.opened")
    assert entry.actor == f"user:{officer.pk}"
    assert entry.objects_touched["notice"] == str(notice.pk)


def test_what_is_declared_after_the_notice_is_not_opened_by_it() -> None:
    receipt = notices.declared()
    incident = notices.case_of(receipt)
    notice = notices.told(incident)
    complete(receipt, complement(), form_nonce="n", structure_kind="health_establishment")
    reader = notices.officer("ars", "53")
    (line,) = services.open_notice(notice, reader=reader)
    assert {section.section for section in line.opened} == {"contact", "narrative"}
    (line,) = services.open_notice(notices.told(incident), reader=reader)
    assert {section.section for section in line.opened} == {"contact", "narrative", "measures"}


def test_reading_it_first_is_noted_once(notice: Notice) -> None:
    officer = notices.officer("ars", "53")
    services.receive_notice(notice, reader=officer)
    services.receive_notice(Notice.objects.get(), reader=officer)
    assert Notice.objects.get().state == "received"
    assert JournalEntry.objects.filter(action="notice.received").count() == 1


def test_an_officer_acknowledges_with_its_own_reference(notice: Notice) -> None:
    officer = notices.officer("ars", "53")
    services.acknowledge_notice(notice, reference="ARS-2026-12", day=TODAY, actor=officer)
    kept = Notice.objects.get()
    assert (kept.state, kept.authority_reference, kept.authority_date) == (
        "acknowledged",
        "ARS-2026-12",
        TODAY,
    )
    with pytest.raises(services.AlreadyAcknowledged):
        services.acknowledge_notice(notice, reference="other", day=TODAY, actor=officer)
    assert Notice.objects.get().authority_reference == "ARS-2026-12"


def test_what_waits_comes_first(notice: Notice) -> None:
    officer = notices.officer("ars", "53")
    services.acknowledge_notice(notice, reference="", day=TODAY, actor=officer)
    second = notices.told(notices.case_of(notices.declared(name="Clinique")))
    assert list(selectors.notices_for(officer, "live")) == [second, notice]
