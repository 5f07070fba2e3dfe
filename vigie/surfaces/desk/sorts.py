"""Articles and bulletins: written and published on the same pages, each by its own services."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models import User
from vigie.publishing import services as publishing
from vigie.publishing.enums import BULLETINS, Kind
from vigie.publishing.models import Article
from vigie.surfaces.desk.forms.articles import Writing
from vigie.surfaces.desk.forms.bulletins import BulletinWriting
from vigie.watch import services as watch


@dataclass(frozen=True)
class Sort:
    """What is written: its kinds, its forms, and the services that save and publish it."""

    kinds: frozenset[Kind]
    title: Promise
    lead: Promise
    begin: Promise
    who_publishes: Promise
    # The routes of its list, and of a new one.
    listed: str
    new: str
    forms: type[Writing]
    services: ModuleType
    write: Callable[[Writing, User], Article]
    save: Callable[[Article, Writing, User], Article]


def _write_article(writing: Writing, actor: User) -> Article:
    return publishing.write_article(*_said(writing), **_given(writing, actor))


def _save_article(article: Article, writing: Writing, actor: User) -> Article:
    return publishing.save_texts(article, writing.given(), **_saved(writing, actor))


def _write_bulletin(writing: Writing, actor: User) -> Article:
    assert isinstance(writing, BulletinWriting)  # noqa: S101 - for the type checker
    return watch.write_bulletin(*_said(writing), writing.facts(), **_given(writing, actor))


def _save_bulletin(article: Article, writing: Writing, actor: User) -> Article:
    assert isinstance(writing, BulletinWriting)  # noqa: S101 - for the type checker
    return watch.save_bulletin(article, writing.given(), writing.facts(), **_saved(writing, actor))


def _said(writing: Writing) -> tuple[Kind, str, publishing.Texts]:
    assert writing.head is not None  # noqa: S101 - what begins has one
    head = writing.head.cleaned_data
    return Kind(head["kind"]), head["slug"], writing.given()


def _given(writing: Writing, actor: User) -> dict[str, Any]:
    ready = writing.state.cleaned_data["ready"]
    return {"realm": settings.VIGIE_INTAKE_REALM, "actor": actor, "ready": ready}


def _saved(writing: Writing, actor: User) -> dict[str, Any]:
    given = writing.state.cleaned_data
    return {"revision": given["revision"] or 0, "ready": given["ready"], "actor": actor}


SORTS = {
    "articles": Sort(
        kinds=frozenset(Kind) - BULLETINS,
        title=_("Articles"),
        lead=_(
            "News and good practice for everybody. Whoever works at the desk may write; a duty "
            "lead publishes, or an administrator who did not write it."
        ),
        begin=_("Write an article"),
        who_publishes=_("A duty lead publishes it, or an administrator who did not write it."),
        listed="desk:articles",
        new="desk:article_new",
        forms=Writing,
        services=publishing,
        write=_write_article,
        save=_save_article,
    ),
    "bulletins": Sort(
        kinds=BULLETINS,
        title=_("Alerts and bulletins"),
        lead=_(
            "What is attacked now or may be, whom it concerns, and what to do by when. Whoever "
            "works at the desk may write; a second person, duty lead or administrator, reads it "
            "again and publishes it."
        ),
        begin=_("Write a bulletin"),
        who_publishes=_(
            "A second person publishes it: a duty lead or an administrator who did not write it "
            "last."
        ),
        listed="desk:bulletins",
        new="desk:bulletin_new",
        forms=BulletinWriting,
        services=watch,
        write=_write_bulletin,
        save=_save_bulletin,
    ),
}


def sort_of(article: Article) -> Sort:
    """Return how an article is written and published."""
    return next(each for each in SORTS.values() if article.kind in each.kinds)
