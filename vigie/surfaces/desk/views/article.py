"""One article: as the public would read it, and what may be done with it."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.publishing import access, services
from vigie.publishing.enums import BULLETINS, Kind, State
from vigie.publishing.models import Article
from vigie.publishing.rendering import rendered
from vigie.surfaces.desk.forms.articles import NotesForm
from vigie.surfaces.desk.forms.bulletins import told_of
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.sorts import sort_of
from vigie.surfaces.desk.views.articles import WRITERS, article_of
from vigie.watch.selectors.written import everybody_reads, exploited_unsaid

PAGE = "desk:article"
PUBLISHERS = (Audience.DUTY_LEAD, Audience.ADMINISTRATOR)
PUBLISHED = gettext_lazy("Published: everybody can read it.")
KEPT_FROM_THE_PUBLIC = gettext_lazy("Published for those whom its marking lets read it.")
WHAT_CHANGED = gettext_lazy("What changes for the reader (%(language)s)")
WHY = gettext_lazy("Why it is withdrawn (%(language)s)")
ROUTES = {
    Kind.NEWS: "public:news_article",
    Kind.GOOD_PRACTICE: "public:good_practice_article",
    **dict.fromkeys(BULLETINS, "public:bulletins_article"),
}


@require_safe
@audience(*WRITERS)
def article(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show an article as it is written, where it stands, and what may be done."""
    return article_page(request, article_of(pk))


def article_page(
    request: SignedInRequest,
    article: Article,
    *,
    notes: NotesForm | None = None,
    reasons: NotesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show an article; `notes`, `reasons`: as they were typed, to be corrected."""
    texts = list(article.texts.all())
    shown = article.versions.select_related("published_by").first()
    bulletin = getattr(article, "bulletin", None)
    context = {
        "article": article,
        "sort": sort_of(article),
        **(told_of(bulletin.known) if bulletin else {}),
        "unsaid": exploited_unsaid(bulletin.known) if bulletin else (),
        "texts": [(each, rendered(each.body, each.language, top=4)) for each in texts],
        "missing": missing_languages(texts),
        "versions": article.versions.select_related("published_by"),
        "may_publish": access.can_publish(request.user, article),
        "may_withdraw": access.can_withdraw(request.user, article),
        "everybody_reads": everybody_reads(article),
        "notes": notes or notes_form(article, sorted(each.language for each in texts)),
        "reasons": reasons or notes_form(article, list(shown.texts) if shown else [], why=True),
        "form": notes or reasons,
        "public_route": ROUTES[Kind(article.kind)],
    }
    return render(request, "desk/article.html", context, status=status)


def missing_languages(texts: list[Any]) -> list[tuple[str, str]]:
    """Return the languages in which an article does not exist."""
    known = {each.language for each in texts}
    return [(code, name) for code, name in settings.LANGUAGES if code not in known]


def notes_form(
    article: Article,
    languages: list[str],
    data: Mapping[str, Any] | None = None,
    *,
    why: bool = False,
) -> NotesForm:
    """Return the form of what a version changes or, `why`, of why an article goes."""
    return NotesForm(
        data,
        languages=languages,
        label=WHY if why else WHAT_CHANGED,
        prefix="why" if why else "what",
        initial={"revision": article.revision},
    )


def again(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the page of an article; what it asks is a line or two."""
    return article_page(request, article_of(pk))


@posted_from(PAGE)
@audience(*PUBLISHERS)
@keeps_typed(again)
def publish(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Publish an article, or a further version of it that says what changed."""
    article = article_of(pk)
    first = article.state == State.DRAFT
    languages = [] if first else sorted(each.language for each in article.texts.all())
    form = notes_form(article, languages, request.POST)
    if not form.is_valid():
        return article_page(request, article, notes=form, status=422)
    revision, notes = form.cleaned_data["revision"], form.notes()
    acts = sort_of(article).services

    def act() -> None:
        if first:
            acts.publish(article, revision=revision, actor=request.user)
        else:
            acts.revise(article, revision=revision, notes=notes, actor=request.user)

    return done(
        request, article, act, str(PUBLISHED if article.for_everybody else KEPT_FROM_THE_PUBLIC)
    )


@posted_from(PAGE)
@audience(*PUBLISHERS)
@keeps_typed(again)
def withdraw(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Take an article away from the public, and say why."""
    article = article_of(pk)
    shown = article.versions.first()
    form = notes_form(article, list(shown.texts) if shown else [], request.POST, why=True)
    if not form.is_valid():
        return article_page(request, article, reasons=form, status=422)
    revision, reasons = form.cleaned_data["revision"], form.notes()
    acts = sort_of(article).services
    return done(
        request,
        article,
        lambda: acts.withdraw(article, revision=revision, reasons=reasons, actor=request.user),
        _("Withdrawn: its address says since when, and why."),
    )


@posted_from(PAGE)
@audience(*WRITERS)
def discard(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    article = article_of(pk)
    revision = request.POST.get("revision", "")
    try:
        services.discard(
            article, revision=int(revision) if revision.isdecimal() else 0, actor=request.user
        )
    except (services.ChangedMeanwhile, services.AlreadyPublished):
        messages.warning(request, NOTHING_DONE)
        return redirect(PAGE, pk)
    messages.success(request, _("The draft was thrown away."))
    return redirect(sort_of(article).listed)


NOTHING_DONE = gettext_lazy(
    "Nothing was done: the article was changed or published meanwhile. Read it again."
)


def done(
    request: SignedInRequest, article: Article, act: Callable[[], object], words: str
) -> HttpResponse:
    """Act, and say what came of it on the page of the article."""
    try:
        act()
    except services.CannotPublish:
        messages.warning(
            request, _("Somebody else publishes what you wrote: a duty lead or an administrator.")
        )
    except (services.ChangedMeanwhile, services.NothingNew, services.NotPublished):
        messages.warning(request, NOTHING_DONE)
    else:
        messages.success(request, words)
    return redirect(PAGE, article.pk)
