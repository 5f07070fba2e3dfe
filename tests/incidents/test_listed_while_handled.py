"""A declarant says more at the very moment when the case is handled: the list says it too."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.factories import cases
from vigie.declarations.models import Declaration
from vigie.incidents import services
from vigie.incidents.models import Incident
from vigie.incidents.services import standing

pytestmark = pytest.mark.django_db(transaction=True)
# What the analyst waits for never comes while the case is held: a wait, whatever the machine.
A_WHILE = 0.5


def test_what_was_read_before_is_not_written_over_what_came_since(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    incident = cases.open_case(endangerment="none", care_impact="none")
    (declaration,) = Declaration.objects.all()
    read, followed = threading.Event(), threading.Event()
    reckoned = standing._reckoned

    def slowly(keys: Any) -> Iterator[Any]:
        rows = list(reckoned(keys))
        if threading.current_thread() is analyst:
            read.set()
            followed.wait(A_WHILE)
        return iter(rows)

    def handle() -> None:
        try:
            services.refresh_standing(incident)
        finally:
            connection.close()

    monkeypatch.setattr(standing, "_reckoned", slowly)
    analyst = threading.Thread(target=handle)
    analyst.start()
    assert read.wait(60)
    Declaration.objects.filter(pk=declaration.pk).update(endangerment="proven")
    services.refresh_standing_of(declaration.pk)
    followed.set()
    analyst.join(60)
    assert Incident.objects.get().gravity == 0
