"""Routes of the pages on which articles are written and published."""

from django.urls import path

from vigie.surfaces.desk.views import article, articles

urlpatterns = [
    path("", articles.articles, {"sort": "articles"}, name="articles"),
    path("new/", articles.new, {"sort": "articles"}, name="article_new"),
    path("bulletins/", articles.articles, {"sort": "bulletins"}, name="bulletins"),
    path("bulletins/new/", articles.new, {"sort": "bulletins"}, name="bulletin_new"),
    path("<uuid:pk>/", article.article, name="article"),
    path("<uuid:pk>/edit/", articles.edit, name="article_edit"),
    path("<uuid:pk>/publish/", article.publish, name="article_publish"),
    path("<uuid:pk>/withdraw/", article.withdraw, name="article_withdraw"),
    path("<uuid:pk>/discard/", article.discard, name="article_discard"),
]
