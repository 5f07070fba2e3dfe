"""The channels of a duty: mail, a webhook, an SMS gateway."""

import pytest
from pytest_django import Settings

from tests.fixtures.receiver import Receiver
from vigie.taxonomy.gateways import Gateway, default_template, read_template

SECRET = "s3cret-of-the-webhook"
TOKEN = "t0ken-of-the-gateway"


@pytest.fixture(autouse=True)
def house(settings: Settings) -> Settings:
    """A house that speaks English and waits ten minutes."""
    settings.LANGUAGE_CODE = "en"
    settings.VIGIE_DESK_URL = "https://desk.example"
    settings.VIGIE_DUTY_EMAIL = ""
    settings.VIGIE_DUTY_MINUTES = 10
    return settings


@pytest.fixture
def webhook(house: Settings, receiver: Receiver) -> Receiver:
    house.VIGIE_DUTY_WEBHOOK_URL = receiver.url
    house.VIGIE_DUTY_WEBHOOK_SECRET = SECRET
    return receiver


@pytest.fixture
def sms(house: Settings, receiver: Receiver) -> Receiver:
    template = read_template(default_template("sms"))
    house.VIGIE_SMS = Gateway(url=receiver.url, token=TOKEN, template=template)
    return receiver
