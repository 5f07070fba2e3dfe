"""Articles as the desk writes them, and, in tables of their own, as the public reads them.

The front may read the two tables of what is published and no other: a draft cannot leave by an
error of a page.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models import User
from vigie.core.ids import new_id
from vigie.core.realm import RealmField
from vigie.publishing.enums import Kind, State

LONGEST_SLUG = 80
LONGEST_TITLE = 150
LONGEST_SUMMARY = 300
LONGEST_NOTE = 300
# Three texts of this length, in any script, pass what one form may weigh.
LONGEST_BODY = 30_000


class Article(models.Model):
    """A text of the CSIRT to everybody, in one or more languages, as it is being written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    realm = RealmField(_("realm"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    # Part of its permanent address: never changed.
    slug = models.SlugField(_("address"), max_length=LONGEST_SLUG, db_index=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    # How often it was saved; whoever saves names the one they read.
    revision = models.PositiveIntegerField(default=1)
    # The revision that the public reads, and how often it was published.
    published_revision = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    # Else it is marked for fewer people: it never reaches what the front may read.
    for_everybody = models.BooleanField(default=True)
    # Its writer holds it for finished: somebody may publish it.
    ready = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    # Nobody: it came with Vigie.
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    # Of a page that comes with Vigie, which edition was loaded last.
    shipped = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["realm", "slug"], name="article_one_an_address"),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="article_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="article_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=State.DRAFT, version=0, published_at=None, published_revision=None
                )
                | models.Q(
                    state__in=[State.PUBLISHED, State.WITHDRAWN],
                    version__gt=0,
                    published_at__isnull=False,
                    published_revision__lte=models.F("revision"),
                ),
                name="article_published_or_never",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["realm", "-written_at", "-id"], name="article_last_written"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def has_changes(self) -> bool:
        """Whether it was written on since it was last published."""
        return self.revision != self.published_revision


class ArticleText(models.Model):
    """An article in one language, as last saved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=LONGEST_TITLE)
    summary = models.CharField(max_length=LONGEST_SUMMARY)
    # Markdown: see vigie.publishing.rendering.
    body = models.TextField(max_length=LONGEST_BODY)

    class Meta:
        verbose_name = _("text of an article")
        verbose_name_plural = _("texts of articles")
        ordering: ClassVar = ["language"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "language"], name="article_text_one_a_language"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ArticleVersion(models.Model):
    """What was published once, word for word. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Else its notes too are kept from what the front may read.
    for_everybody = models.BooleanField(default=True)
    # What changed, by language; empty for the first version.
    notes = models.JSONField(default=dict, blank=True)
    # By language: title, summary, body.
    texts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "number"], name="article_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.number}"


class PublishedArticle(models.Model):
    """What the public may know of an article that was published. The front reads it."""

    # That of the article.
    id = models.UUIDField(primary_key=True, editable=False)
    realm = RealmField(_("realm"))
    kind = models.CharField(max_length=20, choices=Kind.choices)
    slug = models.SlugField(max_length=LONGEST_SLUG, db_index=False)
    published_at = models.DateTimeField()
    revised_at = models.DateTimeField()
    # When anything of this row last changed: lists and feeds are as old as their newest one.
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField()
    # Of each later version: "version", "at" and its "notes" by language; the latest first.
    history = models.JSONField(default=list, blank=True)
    # Withdrawn, it has no texts left here; why, by language.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reasons = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("published article")
        verbose_name_plural = _("published articles")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["realm", "slug"], name="published_one_an_address"),
            models.CheckConstraint(
                condition=models.Q(revised_at__gte=models.F("published_at")),
                name="published_before_revised",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["realm", "kind", "-published_at", "-id"],
                condition=models.Q(withdrawn_at=None),
                name="published_latest",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class PublishedText(models.Model):
    """What the public reads of an article in one language. The front reads it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=LONGEST_TITLE)
    summary = models.CharField(max_length=LONGEST_SUMMARY)
    body = models.TextField(max_length=LONGEST_BODY)

    class Meta:
        verbose_name = _("published text")
        verbose_name_plural = _("published texts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "language"], name="published_text_one_a_language"
            ),
        ]

    def __str__(self) -> str:
        return self.title
