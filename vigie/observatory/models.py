"""Texts of the yearly reports, and accounts of cases: the desk's alone. The public reads files."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models import User
from vigie.core.ids import new_id
from vigie.core.realm import RealmField
from vigie.observatory.enums import ReportKind

LONGEST_PART = 60
LONGEST_TITLE = 150
# Three texts of this length, in any script, pass what one form may weigh.
LONGEST_TEXT = 30_000


class ReportText(models.Model):
    """What somebody wrote in a part of a report, as saved once. The last number stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    realm = RealmField(_("realm"))
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("report"), max_length=20, choices=ReportKind.choices)
    part = models.CharField(_("part"), max_length=LONGEST_PART)
    number = models.PositiveIntegerField(_("version"))
    # Markdown, by language; a language that is absent has the text made from the figures.
    texts = models.JSONField(default=dict, blank=True)
    written_at = models.DateTimeField()
    # Nobody: it came with the demonstration.
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("text of a report")
        verbose_name_plural = _("texts of reports")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["realm", "year", "kind", "part", "number"], name="report_text_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ReportKind.values), name="report_text_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.part} {self.number}"


class CaseStudy(models.Model):
    """An account of a case, anonymised, for the report of a year."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    realm = RealmField(_("realm"))
    year = models.PositiveSmallIntegerField(_("year"))
    # By language: title, and Markdown as body.
    texts = models.JSONField(default=dict)
    # How often it was saved; whoever saves names the one they read.
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Everybody who ever wrote on it: none of them approves it.
    writers = models.ManyToManyField(User, related_name="+")
    approved_revision = models.PositiveIntegerField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        indexes: ClassVar = [models.Index(fields=["realm", "year"], name="case_study_of_a_year")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(approved_revision=None, approved_at=None, approved_by=None)
                | models.Q(
                    approved_revision__lte=models.F("revision"),
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                ),
                name="case_study_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.pk}"

    @property
    def title(self) -> str:
        """Its title in the active language, else in one that it has."""
        titles = {code: str(text["title"]) for code, text in self.texts.items()}
        return titles.get(get_language() or "") or next(iter(titles.values()), "")

    @property
    def is_approved(self) -> bool:
        """Whether what stands now is what was approved."""
        return self.approved_revision == self.revision
