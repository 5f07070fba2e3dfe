"""Words under which cases are found again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.core.realm import RealmField
from vigie.directory.words import words
from vigie.incidents.models.case import Incident

TAG_MAX_LENGTH = 40


def tag_key(typed: str) -> str:
    """Return a tag as tags are compared: without case, accents and punctuation; "" of none."""
    return "-".join(words(typed))[:TAG_MAX_LENGTH].rstrip("-")


class CaseTag(models.Model):
    """One tag of one case: stored in clear, and said so on the analyst's screen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="tags")
    # That of the case: the tags last given in one realm are offered.
    realm = RealmField(_("realm"))
    # As it was first written on this case; and as tags are compared, whatever the spelling.
    tag = models.CharField(_("tag"), max_length=TAG_MAX_LENGTH)
    key = models.CharField(max_length=TAG_MAX_LENGTH)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering: ClassVar = ["key"]
        indexes: ClassVar = [
            models.Index(fields=["key", "incident"], name="case_tag_found"),
            models.Index(fields=["realm", "-added_at"], name="case_tag_lately"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "key"], name="case_tag_once_a_case"),
            models.CheckConstraint(condition=models.Q(key__gt=""), name="case_tag_says_something"),
        ]

    def __str__(self) -> str:
        return self.tag
