"""The request of somebody who signed in."""

from vigie.accounts.models import User
from vigie.core.request import Request


class SignedInRequest(Request):
    """For annotations: what a view whose audience is a role receives."""

    user: User
