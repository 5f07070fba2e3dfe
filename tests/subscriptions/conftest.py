"""Machines on this machine."""

from ipaddress import ip_network

import pytest
from pytest_django import Settings

from tests.factories.subscriptions import subscribed
from tests.fixtures.receiver import Receiver
from vigie.subscriptions.models import Subscription


@pytest.fixture(autouse=True)
def near(settings: Settings) -> None:
    """Let messages go to this machine, where the receivers of tests are."""
    settings.VIGIE_WEBHOOKS_MAY_REACH = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def machine(receiver: Receiver, db: None) -> Subscription:  # noqa: ARG001 - needed
    """Return a machine that is told of everything that is real."""
    return subscribed(receiver.url)[0]
