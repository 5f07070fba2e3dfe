"""People of the desk, signed in."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.factories import cases
from vigie.accounts.enums import Role
from vigie.accounts.models import User


class SignedIn(Client):
    """The browser of somebody who signed in with a second factor."""

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        self.force_login(user)


@pytest.fixture
def sign_in(db: None) -> Callable[..., SignedIn]:  # noqa: ARG001 - needed
    """Sign somebody in; arguments are those of `cases.person`."""
    return lambda *args, **fields: SignedIn(cases.person(*args, **fields))


@pytest.fixture
def analyst(sign_in: Callable[..., SignedIn]) -> SignedIn:
    """An analyst's browser."""
    return sign_in(Role.ANALYST, name="Ana Lyst")


@pytest.fixture
def colleague(sign_in: Callable[..., SignedIn]) -> SignedIn:
    """Another analyst's browser."""
    return sign_in(Role.ANALYST, name="Cole League")


@pytest.fixture
def officer(sign_in: Callable[..., SignedIn]) -> SignedIn:
    """The browser of an officer of the regional agency of Brittany."""
    return sign_in(Role.AUTHORITY, name="Otto Rity", authority="ars", regions=["53"])
