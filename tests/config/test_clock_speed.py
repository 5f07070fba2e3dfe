"""The clocks of a training run faster; those of real use never do."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from tests.factories.declarations import DETECTED, RECEIVED, facts, submission
from vigie.config.clock_speed import read_clock_speed
from vigie.core import codes
from vigie.core.pace import as_lived
from vigie.declarations.models import Clock
from vigie.declarations.services import receive


def test_unsaid_it_is_real_time() -> None:
    assert read_clock_speed("") == 1


@pytest.mark.parametrize(("text", "speed"), [("60", 60), ("0.5", 0.5), ("1", 1)])
def test_any_positive_number_is_a_speed(text: str, speed: float) -> None:
    assert read_clock_speed(text) == speed


@pytest.mark.parametrize("text", ["0", "-60", "fast", "inf", "nan", "1,5"])
def test_anything_else_is_refused_plainly(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"is not a positive number\. 1 is real time"):
        read_clock_speed(text)


def test_production_does_not_start_with_the_clocks_of_a_training() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import vigie.config.settings.production"],
        env={**os.environ, "VIGIE_CLOCK_SPEED": "60"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert "VIGIE_CLOCK_SPEED=60 is for training" in ended.stderr


@pytest.mark.django_db
def test_at_sixty_an_hour_lasts_a_minute(settings: Settings) -> None:
    settings.VIGIE_CLOCK_SPEED = 60
    receive(
        submission(facts=facts(data_confidentiality="yes")),
        code=codes.new_code(),
        realm="demo",
        received_at=RECEIVED,
    )

    clock = Clock.objects.get(regime="gdpr-33")
    assert clock.due_at == DETECTED + timedelta(minutes=72)
    assert as_lived(timedelta(hours=24)) == timedelta(minutes=24)


@pytest.mark.django_db
def test_every_page_says_so(settings: Settings, client: Client) -> None:
    assert "time runs faster" not in client.get("/en/declare/").content.decode()

    settings.VIGIE_CLOCK_SPEED = 60
    shown = client.get("/en/declare/").content.decode()

    assert "Legal deadlines run 60 times faster than the law’s." in shown
