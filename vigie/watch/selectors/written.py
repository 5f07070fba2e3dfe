"""Bulletins as those of the desk read them, drafts included."""

from django.db.models import QuerySet

from vigie.publishing.models import Article, PublishedArticle
from vigie.watch.enums import Exploited
from vigie.watch.facts import Facts
from vigie.watch.models import KnownExploited


def everybody_reads(article: Article) -> bool:
    """Tell whether a bulletin stands before everybody now."""
    return PublishedArticle.objects.filter(pk=article.pk, withdrawn_at=None).exists()


def exploited_unsaid(facts: Facts) -> QuerySet[KnownExploited]:
    """Return what is known to be exploited of a bulletin that does not say so, by number."""
    silent = [each.cve for each in facts.vulnerabilities if each.exploited != Exploited.YES]
    return KnownExploited.objects.filter(cve__in=silent, removed_at=None).order_by("cve")
