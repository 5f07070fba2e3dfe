"""People who sign in."""

from collections.abc import Mapping
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.accounts.enums import Role
from vigie.core.audience import Audience

# A duty lead is an analyst who also decides.
AUDIENCES_OF_ROLE: Mapping[str, frozenset[Audience]] = {
    Role.ANALYST: frozenset({Audience.ANALYST}),
    Role.DUTY_LEAD: frozenset({Audience.DUTY_LEAD, Audience.ANALYST}),
    Role.AUTHORITY: frozenset({Audience.AUTHORITY}),
    Role.STATISTICIAN: frozenset({Audience.STATISTICIAN}),
    Role.ADMINISTRATOR: frozenset({Audience.ADMINISTRATOR}),
}


class UserManager(BaseUserManager["User"]):
    """Makes users known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create a user; without a password the account cannot sign in by password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person who signs in at the desk, known by an e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    # Of an officer: the authority it is of, a code of the scheme authority. Without one it sees
    # nothing.
    authority = models.CharField(_("authority"), max_length=40, blank=True)
    # Regions an authority's officer may see (INSEE codes); empty: all.
    regions = models.JSONField(_("regions"), default=list, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def audiences(self) -> frozenset[Audience]:
        """The audiences this person belongs to; a role nobody knows opens nothing."""
        return AUDIENCES_OF_ROLE.get(self.role, frozenset()) | {Audience.SIGNED_IN}
