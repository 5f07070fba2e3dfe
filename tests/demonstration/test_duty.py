"""The demonstration's duty can be read, and wakes nobody."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from tests.fixtures.receiver import Receiver
from vigie.core import outbox
from vigie.core.realm import DEMO, LIVE
from vigie.demonstration.duty import DRILLS, play_duty
from vigie.incidents.models import DutyPage, PageAttempt
from vigie.incidents.selectors import duty as selectors

pytestmark = pytest.mark.django_db


def test_it_shows_who_is_on_duty_a_gap_to_fill_and_the_drills_of_the_past(
    receiver: Receiver, settings: Settings
) -> None:
    settings.VIGIE_DUTY_WEBHOOK_URL = receiver.url
    now = timezone.now()
    play_duty(now=now)
    outbox.drain()

    assert selectors.on_duty(now).count() == 1
    assert len(selectors.gaps_ahead(now)) == 1
    drills = selectors.delays(DEMO, drills=True, at=now)
    assert (drills.pages, drills.acknowledged) == (len(DRILLS), len(DRILLS))
    assert drills.median == timedelta(minutes=4)
    assert not DutyPage.objects.filter(realm=LIVE).exists()
    assert mail.outbox == []
    assert receiver.posted == []
    assert set(PageAttempt.objects.values_list("outcome", flat=True)) == {"held_back"}
