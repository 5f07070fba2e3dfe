"""What lets a program in: a token of the API."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models.user import User
from vigie.core.ids import new_id
from vigie.core.realm import RealmField


class ApiToken(models.Model):
    """A token: what it may read, for whom, until when. The secret itself is stored nowhere."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # What the program is called.
    name = models.CharField(_("name"), max_length=100)
    # Whose sight it has: it sees no more than this person, and nothing once they are deactivated.
    owner = models.ForeignKey(User, models.PROTECT, related_name="api_tokens")
    # The one realm that it reads.
    realm = RealmField(_("realm"))
    # By which it is recognised in a list and looked up; no secret.
    prefix = models.CharField(max_length=16, unique=True)
    # SHA-256 of 256 random bits: nothing slower is needed.
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    # None: by the command, on the machine itself.
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # A token made at the desk opens nothing until a second person has agreed.
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    # To the hour: enough to tell that a token still serves.
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("token of the API")
        verbose_name_plural = _("tokens of the API")
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            # An administrator sees no case: nor alone, through a token with an analyst's sight.
            models.CheckConstraint(
                condition=models.Q(made_by=None)
                | models.Q(approved_at=None)
                | (
                    models.Q(approved_by__isnull=False) & ~models.Q(approved_by=models.F("made_by"))
                ),
                name="api_token_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.prefix}"
