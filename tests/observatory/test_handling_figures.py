"""What the CSIRT gave and told, and what was reported in time, as figures."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import cases, notices
from tests.observatory.builders import NOON, declared, measure, taken
from tests.observatory.facts.test_deadlines import DUE, HOUR, clock
from vigie.declarations.models import Declaration
from vigie.incidents import services
from vigie.incidents.models import Incident, IncidentDeclaration, SupportRequest, SupportTime
from vigie.observatory.measures import Count, Share

pytestmark = pytest.mark.django_db


def asked(declaration: Declaration, kind: str, *minutes: int, **columns: Any) -> None:
    link = IncidentDeclaration.objects.filter(declaration=declaration).first()
    request = SupportRequest.objects.create(
        incident=link.incident if link else taken(declaration),
        declaration=declaration,
        kind=kind,
        asked_at=NOON,
        **columns,
    )
    for spent in minutes:
        SupportTime.objects.create(
            support=request, person=cases.person(), spent_on=NOON.date(), minutes=spent
        )


def test_each_kind_of_support_of_one_declaration_is_a_request() -> None:
    declaration = declared()
    asked(declaration, "advice", state="ended")
    asked(declaration, "on_site")

    assert measure("requests") == Count(2)
    assert measure("requests_by_support_kind", "support_kind=on_site") == Count(1)
    assert measure("requests_by_request_outcome", "request_outcome=given") == Count(1)
    assert measure("support_given") == Count(1)


def test_hours_are_rounded_for_each_request_so_that_kinds_add_up() -> None:
    declaration = declared()
    asked(declaration, "advice", 50, 50)
    asked(declaration, "on_site", 80)
    asked(declaration, "coordination", 20)

    kinds = [
        measure("support_hours_by_support_kind", f"support_kind={kind}")
        for kind in ("advice", "on_site", "coordination")
    ]
    assert kinds == [Count(2), Count(1), Count(0)]
    assert measure("support_hours") == Count(3)


def test_in_time_is_out_of_what_was_owed_and_whose_time_has_come() -> None:
    clock(due_at=DUE, met_at=DUE)
    clock(due_at=DUE, met_at=DUE + HOUR, late_since=DUE)
    clock(due_at=DUE, late_since=DUE, regime="gdpr-33", stage="notification")
    clock(due_at=DUE)
    clock(due_at=DUE, late_since=DUE, withdrawn_at=DUE)
    clock(due_at=DUE, late_since=DUE, status="check")

    assert measure("share_in_time") == Share(1, 3)
    assert measure("share_in_time_by_regime", "regime=nis2-23") == Share(1, 2)
    assert measure("share_in_time_by_regime", "regime=gdpr-33") == Share(0, 1)
    assert measure("deadlines_by_due", "due=not_judged") == Count(2)


def test_a_law_never_asked_of_anybody_has_no_share() -> None:
    clock(due_at=DUE, met_at=DUE)

    with pytest.raises(ValueError, match="not enough values"):
        measure("share_in_time_by_regime", "regime=gdpr-34")


def test_notices_are_counted_by_the_authority_told() -> None:
    incident = notices.case_of(notices.declared(region="53"))
    services.qualify(incident, cases.values(), revision=None, actor=None)
    notice = notices.told(incident)
    year = notice.decided_at.year

    assert measure("notices", realm="live", year=year) == Count(1)
    told = measure("notices_by_authority", "authority=ars", realm="live", year=year)
    assert told == Count(1)


def test_an_incident_is_closed_in_time_from_its_first_declaration_on() -> None:
    for days in (6, 29, 31, None):
        incident = taken(declared())
        closed_at = NOON + timedelta(days=days) if days else None
        Incident.objects.filter(pk=incident.pk).update(closed_at=closed_at)

    assert measure("share_closed_within_30_days") == Share(2, 4)
    assert measure("incidents_by_closing", "closing=in_a_week") == Count(1)
    assert measure("incidents_by_closing", "closing=not_closed") == Count(1)


def test_a_providers_failure_tells_how_many_structures_declared_it() -> None:
    Incident.objects.filter(pk=taken(*(declared() for _ in range(10))).pk).update(
        provider_key="nebulis"
    )
    taken(*(declared() for _ in range(10)))
    taken(declared(provider_key="nebulis"))

    assert measure("provider_incidents") == Count(2)
    assert measure("provider_incidents_of_many") == Count(1)
