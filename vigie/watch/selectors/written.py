"""Bulletins as those of the desk read them, drafts included."""

from vigie.publishing.models import Article, PublishedArticle


def everybody_reads(article: Article) -> bool:
    """Tell whether a bulletin stands before everybody now."""
    return PublishedArticle.objects.filter(pk=article.pk, withdrawn_at=None).exists()
