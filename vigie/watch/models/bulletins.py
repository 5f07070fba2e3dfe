"""The facts of bulletins, whose texts are articles: see decision 0041.

The front may read `PublishedBulletin` and no other of these tables.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.publishing.models import Article, ArticleVersion, PublishedArticle
from vigie.watch.enums import Severity
from vigie.watch.facts import Facts


class Bulletin(models.Model):
    """The facts of an article that is a bulletin, as last saved with its texts."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="bulletin"
    )
    # See vigie.watch.facts.
    facts = models.JSONField()

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")

    def __str__(self) -> str:
        return str(self.article_id)

    @property
    def known(self) -> Facts:
        """The facts, as what they are."""
        return Facts.read(self.facts)


class BulletinVersion(models.Model):
    """The facts as they were published once. Never changed."""

    version = models.OneToOneField(
        ArticleVersion, models.PROTECT, primary_key=True, related_name="bulletin"
    )
    facts = models.JSONField()

    class Meta:
        verbose_name = _("published version of a bulletin")
        verbose_name_plural = _("published versions of bulletins")

    def __str__(self) -> str:
        return str(self.version_id)


class PublishedBulletin(models.Model):
    """The facts of a bulletin that everybody may read. The front reads it."""

    article = models.OneToOneField(
        PublishedArticle, models.CASCADE, primary_key=True, related_name="bulletin"
    )
    severity = models.CharField(max_length=10, choices=Severity.choices)
    exploited = models.BooleanField()
    # What it is found by: vendors, products, numbers, in small letters.
    named = models.TextField()
    facts = models.JSONField()

    class Meta:
        verbose_name = _("published bulletin")
        verbose_name_plural = _("published bulletins")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(severity__in=Severity.values),
                name="bulletin_of_a_known_severity",
            ),
        ]

    def __str__(self) -> str:
        return str(self.article_id)
