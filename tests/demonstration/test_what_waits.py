"""The desk of a demonstration has approvals, something added, a suggestion set aside and tags."""

import pytest
from django.utils import timezone

from tests.factories import structures
from vigie.accounts.enums import Role
from vigie.accounts.services import demonstration_account
from vigie.demonstration.open_cases import play_open_cases
from vigie.demonstration.structures import Pool
from vigie.incidents import selectors
from vigie.incidents.models import Addition, CaseTag, Dismissal
from vigie.surfaces.desk.second_person import awaited, how_many_to_act_on

pytestmark = pytest.mark.django_db


def test_each_role_finds_what_waits_for_it() -> None:
    pool = Pool.of([structures.hospital() for _ in range(5)])
    analyst = demonstration_account(Role.ANALYST)
    play_open_cases(pool, actor=analyst, now=timezone.now(), seed=1)

    lead = demonstration_account(Role.DUTY_LEAD)
    assert how_many_to_act_on(analyst, "demo") == 1
    assert how_many_to_act_on(lead, "demo") == 2
    asked = awaited(demonstration_account(Role.ADMINISTRATOR), "demo")
    assert [each.to_act_on for each in asked] == [False, False]

    added = Addition.objects.select_related("declaration__incident_link__incident").get()
    assert added.opened_at is None
    case = added.declaration.incident_link.incident
    assert {each.tag for each in CaseTag.objects.filter(incident=case)} == {"vpn", "lockbit"}
    judged = Dismissal.objects.get()
    assert judged.dismissed_by == analyst
    waiting = list(selectors.to_triage("demo").filter(kind__in=["phishing", "account_compromise"]))
    assert all(len(selectors.set_aside_of(analyst, each)) == 1 for each in waiting)
    assert len(waiting) == 2
