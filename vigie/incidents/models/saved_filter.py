"""Ways to see a list that somebody keeps."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.incidents.models.tag import TAG_MAX_LENGTH
from vigie.taxonomy.companies import NAME_MAX_LENGTH


class SavedFilter(models.Model):
    """A way to see the queue or the cases, kept by a person under a name of theirs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=40)
    # queue, cases.
    listing = models.CharField(max_length=10)
    # What `vigie.incidents.selectors.Narrowing` holds.
    show = models.CharField(max_length=10)
    region = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    # As it was typed: spellings of one company are compared when rows are looked for.
    provider = models.CharField(max_length=NAME_MAX_LENGTH, blank=True)

    # As tags are compared; of cases alone.
    tag = models.CharField(max_length=TAG_MAX_LENGTH, blank=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "listing", "name"], name="saved_filter_named_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
