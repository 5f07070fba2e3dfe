"""The request as our views receive it, once the middleware has done its part."""

from typing import Protocol

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from vigie.core.audience import Audience


class Visitor(Protocol):
    """What the ground floor may know of whoever asks: the accounts floor says more."""

    @property
    def is_authenticated(self) -> bool:
        """Whether this is somebody who signed in."""

    @property
    def audiences(self) -> frozenset[Audience]:
        """The audiences this person belongs to."""


class Request(HttpRequest):
    """For annotations only: Django makes the object, the middleware adds these."""

    user: Visitor  # type: ignore[assignment]
    htmx: HtmxDetails
    audience: frozenset[Audience]
