"""Writes of this floor, by use case. Import them from here."""

from vigie.subscriptions.services.following import follow
from vigie.subscriptions.services.sending import deliver, prune
from vigie.subscriptions.services.subscribing import (
    TRIED_FOR,
    Asked,
    CannotSubscribe,
    NotActive,
    TooMany,
    approve,
    end,
    renew_secret,
    resume,
    send_again,
    send_test,
    sound_host,
    subscribe,
)

__all__ = [
    "TRIED_FOR",
    "Asked",
    "CannotSubscribe",
    "NotActive",
    "TooMany",
    "approve",
    "deliver",
    "end",
    "follow",
    "prune",
    "renew_secret",
    "resume",
    "send_again",
    "send_test",
    "sound_host",
    "subscribe",
]
