"""Cases brought together and set apart: what was done, so that it can be undone exactly."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.core.realm import RealmField
from vigie.incidents.enums import CaseOperationKind
from vigie.incidents.models.case import Incident


class CaseOperation(models.Model):
    """One merging of a case into another, or one splitting of declarations out of a case.

    Written once; undone at most once. What was moved is told by keys, never by content.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=CaseOperationKind.choices)
    # From where to where.
    source = models.ForeignKey(Incident, models.PROTECT, related_name="operations_from")
    target = models.ForeignKey(Incident, models.PROTECT, related_name="operations_to")
    done_at = models.DateTimeField(_("done at"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Keys of the rows that moved, under the label of their model.
    moved = models.JSONField(default=dict)
    # What both cases had: see `services.joining`, which says what a pair of rows holds.
    joined = models.JSONField(default=dict)
    # Columns of the target that were empty and took what the source had.
    filled = models.JSONField(default=dict)
    # Whether the target was opened by this very operation.
    opened_target = models.BooleanField(default=False)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("operation on cases")
        verbose_name_plural = _("operations on cases")
        ordering: ClassVar = ["done_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="case_operation_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} {self.target_id}"


class CaseLink(models.Model):
    """Two cases that have to do with each other and stay two. It has no direction."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The older key first, so that a pair is one row whoever links it.
    first = models.ForeignKey(Incident, models.PROTECT, related_name="links_to_younger")
    second = models.ForeignKey(Incident, models.PROTECT, related_name="links_to_older")
    # A code of the scheme case_relation.
    relation = models.CharField(_("relation"), max_length=20)
    linked_at = models.DateTimeField(_("linked at"))
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("link between cases")
        verbose_name_plural = _("links between cases")
        ordering: ClassVar = ["linked_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=models.Q(removed_at=None),
                name="case_link_once",
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="case_link_older_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.relation} {self.second_id}"


class Dismissal(models.Model):
    """Somebody judged that two things, each a declaration or a case, are not one event.

    Keys of declarations and of cases never meet: one column holds either.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    realm = RealmField(_("realm"))
    # The older key first.
    first = models.UUIDField()
    second = models.UUIDField(db_index=True)
    dismissed_at = models.DateTimeField(_("dismissed at"))
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("suggestion dismissed")
        verbose_name_plural = _("suggestions dismissed")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="dismissed_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="dismissal_older_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.second}"
