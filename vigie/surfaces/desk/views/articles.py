"""Writing articles and bulletins: the list, a new one, and one that is being written."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.publishing import services
from vigie.publishing.enums import State
from vigie.publishing.models import Article
from vigie.publishing.rendering import rendered
from vigie.publishing.selectors import written
from vigie.surfaces.desk.forms.articles import Writing
from vigie.surfaces.desk.sorts import SORTS, Sort, sort_of
from vigie.watch.services import MarkingRaised

ROWS = 30
WRITERS = (Audience.ANALYST, Audience.DUTY_LEAD, Audience.ADMINISTRATOR)


@require_safe
@audience(*WRITERS)
def articles(request: SignedInRequest, sort: str) -> HttpResponse:
    """List the articles, or the bulletins, the last written first."""
    show, shown = request.GET.get("show", ""), SORTS[sort]
    listed = written.articles(settings.VIGIE_INTAKE_REALM, get_language() or "", shown.kinds)
    tabs = [("", _("All")), ("ready", _("Ready to be published")), *State.choices]
    context = {
        "sort": shown,
        "page": Paginator(written.narrowed(listed, show), ROWS).get_page(request.GET.get("page")),
        "tabs": [(name, label, name == show) for name, label in tabs],
        "languages": settings.LANGUAGES,
    }
    return render(request, "desk/articles.html", context)


def new_again(request: SignedInRequest, sort: str) -> HttpResponse:
    """Show a new article as it was typed."""
    shown = SORTS[sort]
    return writing_page(request, shown, shown.forms.unchecked(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
@keeps_typed(new_again)
def new(request: SignedInRequest, sort: str) -> HttpResponse:
    """Begin an article, or a bulletin."""
    shown = SORTS[sort]
    if request.method != "POST":
        return writing_page(request, shown, shown.forms.begun())
    writing = shown.forms.typed(request.POST)
    if not writing.is_valid() or writing.head is None:
        return writing_page(request, shown, writing, status=422)
    if "preview" in request.POST:
        return writing_page(request, shown, writing, preview=True)
    try:
        article = shown.write(writing, request.user)
    except services.AddressTaken:
        writing.head.add_error("slug", _("Another article has this address."))
        return writing_page(request, shown, writing, status=409)
    messages.success(request, _("Saved. The public does not see it yet."))
    return redirect("desk:article", article.pk)


def edit_again(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show an article as it was typed."""
    article = article_of(pk)
    sort = sort_of(article)
    return writing_page(request, sort, sort.forms.unchecked(request.POST, article), article)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
@keeps_typed(edit_again)
def edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Write on an article; what the public reads stays as it is."""
    article = article_of(pk)
    sort = sort_of(article)
    if request.method != "POST":
        return writing_page(request, sort, sort.forms.begun(article), article)
    writing = sort.forms.typed(request.POST, article)
    if not writing.is_valid():
        return writing_page(request, sort, writing, article, status=422)
    if "preview" in request.POST:
        return writing_page(request, sort, writing, article, preview=True)
    try:
        sort.save(article, writing, request.user)
    except (services.ChangedMeanwhile, MarkingRaised):
        return changed_meanwhile(request, article_of(pk))
    messages.success(request, _("Saved. What the public reads has not changed."))
    return redirect("desk:article", article.pk)


def changed_meanwhile(request: SignedInRequest, article: Article) -> HttpResponse:
    """Keep what was typed, show what somebody else saved, and let it be saved over that."""
    sort = sort_of(article)
    writing = sort.forms.unchecked(request.POST, article, revision=str(article.revision))
    return writing_page(request, sort, writing, article, overtaken=True, status=409)


def article_of(pk: uuid.UUID) -> Article:
    """Return an article of this instance, or answer 404."""
    rows = Article.objects.filter(realm=settings.VIGIE_INTAKE_REALM)
    return get_object_or_404(
        rows.select_related("written_by", "bulletin").prefetch_related("texts"), pk=pk
    )


def writing_page(  # noqa: PLR0913 - each is one thing that the page may show
    request: SignedInRequest,
    sort: Sort,
    writing: Writing,
    article: Article | None = None,
    *,
    preview: bool = False,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Show the forms of an article, with what they would look like if that was asked for."""
    given = writing.given() if preview else {}
    context = {
        "sort": sort,
        "form": writing,
        "article": article,
        "names": dict(settings.LANGUAGES),
        "overtaken": overtaken,
        "previews": [
            (code, text, rendered(text.body, code, top=4)) for code, text in given.items()
        ],
        "typed_form": "article",
        **(writing.told() if preview else {}),
    }
    return render(request, "desk/article_edit.html", context, status=status)
