"""Articles as those of the desk read them, drafts included."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from vigie.publishing.enums import State
from vigie.publishing.models import Article, ArticleText


def articles(realm: str, language: str) -> QuerySet[Article]:
    """Return every article, the last written first, with a `title` in one of its languages."""
    texts = ArticleText.objects.filter(article=OuterRef("pk"))
    own = Subquery(texts.filter(language=language).values("title")[:1])
    any_other = Subquery(texts.order_by("language").values("title")[:1])
    return (
        Article.objects.filter(realm=realm)
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
