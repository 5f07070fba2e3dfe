"""Articles as those of the desk read them, drafts included."""

from collections.abc import Collection

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from vigie.publishing.enums import Kind, State
from vigie.publishing.models import Article, ArticleText


def articles(realm: str, language: str, kinds: Collection[Kind] = tuple(Kind)) -> QuerySet[Article]:
    """Return articles of some kinds, last written first, with a `title` in one language."""
    texts = ArticleText.objects.filter(article=OuterRef("pk"))
    own = Subquery(texts.filter(language=language).values("title")[:1])
    any_other = Subquery(texts.order_by("language").values("title")[:1])
    return (
        Article.objects.filter(realm=realm, kind__in=kinds)
        .annotate(title=Coalesce(own, any_other))
        .select_related("written_by")
        .prefetch_related("texts")
        .order_by("-written_at", "-id")
    )


def narrowed(listed: QuerySet[Article], show: str) -> QuerySet[Article]:
    """Return those of one state; `ready`: those that wait for somebody to publish them."""
    if show == "ready":
        return listed.filter(Q(ready=True))
    return listed.filter(state=show) if show in State.values else listed
