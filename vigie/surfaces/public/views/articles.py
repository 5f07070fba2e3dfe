"""Articles: news and good practice, as they were published."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.utils.translation import get_language, override
from django.views.decorators.http import conditional_page, require_safe

from vigie.core.audience import Audience, audience
from vigie.core.realm import DEMO
from vigie.publishing.enums import BULLETINS
from vigie.publishing.selectors import published
from vigie.publishing.selectors.published import Entry, Reading, Withdrawn
from vigie.surfaces.public.sections import SECTIONS, Section
from vigie.watch.selectors import published as bulletins
from vigie.watch.wording import badges, tables, to_do

RECENT = 4


@require_safe
@audience(Audience.ANYONE)
@conditional_page
def section(request: HttpRequest, section: str) -> HttpResponse:
    """List the articles of a section, the newest first."""
    shown, language = SECTIONS[section], get_language() or ""
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    listing = published.listing(settings.VIGIE_INTAKE_REALM, shown.kinds, language, **cursors)
    context = {"section": shown, "listing": listing, "further": any(cursors.values())}
    return render(request, "public/section.html", context)


@require_safe
@audience(Audience.ANYONE)
@conditional_page
def article(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    """Show an article, in the language of the page or else in one that it has."""
    shown, language = SECTIONS[section], get_language() or ""
    realm = settings.VIGIE_INTAKE_REALM
    found = published.article(realm, shown.kinds, slug, language)
    if found is None:
        raise Http404(slug)
    if isinstance(found, Withdrawn):
        return withdrawn(request, shown, found)
    recent = published.latest(realm, shown.kinds, language, number=RECENT + 1)
    context = {
        "section": shown,
        "reading": found,
        "missing": found.entry.language != language,
        "recent": [each for each in recent if each.slug != slug][:RECENT],
        "link": permanent_link(request, shown, found),
        "synthetic": realm == DEMO,
        **told_of_bulletin(found.entry, realm),
    }
    response = render(request, "public/article.html", context)
    response["Last-Modified"] = http_date(found.entry.revised_at.timestamp())
    return response


def told_of_bulletin(entry: Entry, realm: str) -> dict[str, Any]:
    """Return what is known of a bulletin beside its text; nothing of another article."""
    facts = bulletins.facts(realm, entry.slug) if entry.kind in BULLETINS else None
    if facts is None:
        return {}
    with override(entry.language):
        return {
            "badges": badges(facts),
            "to_do": to_do(facts, entry.language),
            "tables": tables(facts),
        }


def withdrawn(request: HttpRequest, section: Section, found: Withdrawn) -> HttpResponse:
    """Say that an article was withdrawn, when and why: its address is not forgotten."""
    context = {"section": section, "withdrawn": found}
    return render(request, "public/withdrawn.html", context, status=410)


def permanent_link(request: HttpRequest, section: Section, reading: Reading) -> str:
    """Return the address under which an article stays."""
    return request.build_absolute_uri(section.article_url(reading.entry.slug))
