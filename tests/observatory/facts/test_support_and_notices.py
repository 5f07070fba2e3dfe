"""One row per request for support, and per notice told."""

from datetime import timedelta

import pytest

from tests.factories import cases, notices
from tests.observatory.builders import NOON, declared, facts_of, taken
from vigie.incidents import services
from vigie.incidents.models import Notice, NoticeState, SupportRequest, SupportTime

pytestmark = pytest.mark.django_db


def test_a_request_tells_how_far_it_went_how_long_it_took_and_of_whom() -> None:
    declaration = declared(region="84")
    asked_at = NOON.replace(year=2020)
    request = SupportRequest.objects.create(
        incident=taken(declaration),
        declaration=declaration,
        kind="on_site",
        state="under_way",
        asked_at=asked_at,
        answered_at=asked_at + timedelta(minutes=90),
    )
    for minutes, voided in ((90, None), (600, NOON)):
        SupportTime.objects.create(
            support=request,
            person=cases.person(),
            spent_on=NOON.date(),
            minutes=minutes,
            voided_at=voided,
        )

    (fact,) = facts_of("demo", "support")

    assert (fact.year, fact.kind, fact.outcome) == (2020, "on_site", "given")
    assert (fact.minutes, fact.answer_seconds, fact.asked_by_structure) == (90, 5400, True)
    assert (fact.region, fact.structure) == ("84", facts_of("demo")[0].structure)


def test_a_notice_tells_whom_when_and_for_whom() -> None:
    incident = notices.case_of(notices.declared(region="53"))
    services.qualify(incident, cases.values(), revision=None, actor=None)
    notice = notices.told(incident)
    Notice.objects.update(decided_at=incident.opened_at + timedelta(hours=3))

    (fact,) = facts_of("live", "notices")

    assert (fact.authority, fact.certain, fact.follows) == ("ars", notice.certain, False)
    assert (fact.acknowledged, fact.told_seconds) == (False, 3 * 3600)
    assert (fact.region, fact.structure) == ("53", facts_of("live")[0].structure)


def test_a_notice_set_aside_or_withdrawn_told_nobody() -> None:
    incident = notices.case_of(notices.declared(region="53"))
    services.qualify(incident, cases.values(), revision=None, actor=None)
    notices.told(incident)
    for state in (NoticeState.WITHDRAWN, NoticeState.SET_ASIDE):
        Notice.objects.update(state=state)
        assert facts_of("live", "notices") == []
