"""Making accounts and letting people into them."""

from collections.abc import Sequence

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core import journal

DEMONSTRATION_NAMES = {
    Role.ANALYST: "Ana Demo",
    Role.DUTY_LEAD: "Dan Demo",
    Role.AUTHORITY: "Aude Demo",
    Role.STATISTICIAN: "Stan Demo",
    Role.ADMINISTRATOR: "Adam Demo",
}
# A regional health agency, of every region at once: whatever is played is seen.
DEMONSTRATION_AUTHORITY = "ars"


class AccountExists(ValidationError):  # noqa: N818 - reads as the answer it is
    """Somebody has an account under this address already."""


@transaction.atomic
def create_account(  # noqa: PLR0913 - each is one thing to know of a person
    email: str,
    *,
    name: str,
    role: Role,
    actor: str,
    password: str | None = None,
    authority: str = "",
    regions: Sequence[str] = (),
) -> User:
    """Make an account; without a password, a one-time link sets it (`one_time_link`).

    `authority`, `regions`: what an officer may see; no region is the whole country.

    Raises:
        AccountExists: there is one under this address.
        ValidationError: the address, name or password is not acceptable.
    """
    address = User.objects.normalize_email(email).lower()
    user = User(email=address, name=name, role=role, authority=authority, regions=list(regions))
    if User.objects.filter(email=user.email).exists():
        raise AccountExists(_("There is an account under this address already."))
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    journal.record("account.created", actor=actor, account=str(user.pk))
    return user


@transaction.atomic
def change_scope(user: User, *, authority: str, regions: Sequence[str], actor: str) -> None:
    """Say anew what an authority's officer may see; no region is the whole country."""
    user.authority, user.regions = authority, list(regions)
    user.full_clean(exclude=["password"])
    user.save(update_fields=["authority", "regions"])
    journal.record("account.scope_changed", actor=actor, account=str(user.pk))


def demonstration_account(role: Role) -> User:
    """Return the account of a demonstration for this role, made at its first use."""
    email = f"{role.value}@demonstration.invalid"
    found = User.objects.filter(email=email).first()
    if found:
        return found
    return create_account(
        email,
        name=DEMONSTRATION_NAMES[role],
        role=role,
        actor="demonstration",
        authority=DEMONSTRATION_AUTHORITY if role == Role.AUTHORITY else "",
    )
