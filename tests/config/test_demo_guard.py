"""A demonstration does not start where a real declaration lies."""

from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from vigie.config.demo_guard import LiveDataHere, refuse_over_live_data
from vigie.core.realm import DEMO, LIVE
from vigie.declarations.models import Declaration, Receipt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.VIGIE_DEMO = True


def declaration(realm: str) -> None:
    Declaration.objects.create(
        reference="VIG-TEST-0001", realm=realm, received_at=timezone.now(), kind="other"
    )


def receipt(realm: str) -> None:
    declared = Declaration(realm=realm)
    Receipt.objects.create(
        declaration_id=declared.pk,
        reference="VIG-TEST-0001",
        realm=realm,
        received_at=timezone.now(),
        idempotency_key="x",
        verifier="x",
        declarant_recipient="x",
    )


def test_it_starts_over_nothing() -> None:
    refuse_over_live_data()


def test_it_starts_over_demonstrations_and_imports() -> None:
    declaration(DEMO)
    receipt("import:hhs")
    refuse_over_live_data()


def test_it_does_not_start_over_a_live_declaration() -> None:
    declaration(LIVE)
    with pytest.raises(LiveDataHere):
        refuse_over_live_data()


@pytest.mark.parametrize("role", ["embedded", "front", "desk"])
def test_it_does_not_start_over_a_live_receipt(settings: Settings, role: str) -> None:
    settings.VIGIE_ROLE = role
    receipt(LIVE)
    with pytest.raises(LiveDataHere):
        refuse_over_live_data()


def test_a_front_process_asks_only_what_it_may_read(settings: Settings) -> None:
    settings.VIGIE_ROLE = "front"
    with patch.object(Declaration.objects, "filter", side_effect=PermissionError):
        refuse_over_live_data()


def test_real_use_starts_over_real_data(settings: Settings) -> None:
    settings.VIGIE_DEMO = False
    declaration(LIVE)
    refuse_over_live_data()


def test_before_the_first_set_up_there_is_nothing_live() -> None:
    with patch.object(connection.introspection, "table_names", return_value=[]):
        refuse_over_live_data()


def test_no_demonstration_data_are_made_among_live_ones(settings: Settings) -> None:
    settings.VIGIE_START_GUARDS = ["vigie.config.demo_guard.refuse_over_live_data"]
    declaration(LIVE)
    with pytest.raises(CommandError, match="holds a real declaration"):
        call_command("demo")
    assert Declaration.objects.count() == 1
