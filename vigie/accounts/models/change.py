"""What one person asks for an account, and another decides."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.accounts.enums import ChangeKind, Role
from vigie.accounts.models.user import User
from vigie.core.ids import new_id


class AccountChange(models.Model):
    """A new account, a recovery or another role: nobody decides what they asked for themselves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=ChangeKind.choices)
    # None while the account does not exist: for an invitation, until it is approved.
    account = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="changes")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    authority = models.CharField(_("authority"), max_length=40, blank=True)
    regions = models.JSONField(_("regions"), default=list, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    approved = models.BooleanField(null=True, blank=True)
    # Of the opening code that whoever asked was shown; empty once it was used.
    code_digest = models.CharField(max_length=64, blank=True)

    # In memory only, while it is asked: the code itself is stored nowhere.
    opening_code = ""

    class Meta:
        verbose_name = _("change asked for an account")
        verbose_name_plural = _("changes asked for accounts")
        ordering: ClassVar = ["-asked_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "email"],
                condition=models.Q(decided_at=None),
                name="account_change_asked_once",
            ),
            # Held by the database too: one administrator alone takes no account over.
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="account_change_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None)
                | models.Q(account=None)
                | models.Q(kind=ChangeKind.INVITATION)
                | ~models.Q(decided_by=models.F("account")),
                name="account_change_not_by_its_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.email}"
