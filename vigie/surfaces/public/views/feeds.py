"""Feeds: what was published last, for whoever follows without leaving an address."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, override
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import condition, require_safe

from vigie.core.audience import Audience, audience
from vigie.publishing.selectors import published
from vigie.surfaces.public.sections import SECTIONS, Section

ENTRIES = 30
ATOM = "application/atom+xml"


class Feed(Atom1Feed):
    """An Atom feed that names its other languages."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add where the same section is followed in the other languages."""
        super().add_root_elements(handler)
        for language, url in self.feed["others"]:
            link = {"rel": "alternate", "type": ATOM, "hreflang": language, "href": url}
            handler.addQuickElement("link", "", link)


def last_change(_request: HttpRequest, section: str) -> datetime | None:
    """Return when anything of a section last changed."""
    return published.last_change(settings.VIGIE_INTAKE_REALM, SECTIONS[section].kinds)


@require_safe
@audience(Audience.ANYONE)
@condition(last_modified_func=last_change)
def feed(request: HttpRequest, section: str) -> HttpResponse:
    """Give the latest articles of a section that exist in the language of the address."""
    shown, language = SECTIONS[section], get_language() or ""
    made = empty_feed(request, shown, language)
    entries = published.in_language(
        settings.VIGIE_INTAKE_REALM, shown.kinds, language, number=ENTRIES
    )
    for entry in entries:
        link = request.build_absolute_uri(shown.article_url(entry.slug))
        made.add_item(
            title=entry.title,
            link=link,
            unique_id=link,
            description=entry.summary,
            pubdate=entry.published_at,
            updateddate=entry.revised_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=Feed.content_type)


def empty_feed(request: HttpRequest, section: Section, language: str) -> Feed:
    """Return the feed of a section without entries."""
    details: dict[str, Any] = {"others": addresses(request, section, language)}
    return Feed(
        title=f"Vigie – {section.title}",
        link=request.build_absolute_uri(section.url),
        description=str(section.lead),
        subtitle=str(section.lead),
        language=language,
        author_name=settings.VIGIE_OPERATOR.name or "Vigie",
        feed_url=request.build_absolute_uri(section.feed_url),
        feed_guid=request.build_absolute_uri(section.feed_url),
        **details,
    )


def addresses(request: HttpRequest, section: Section, language: str) -> list[tuple[str, str]]:
    """Return where the feed is in the other languages."""
    found = []
    for code, _name in settings.LANGUAGES:
        if code != language:
            with override(code):
                found.append((code, request.build_absolute_uri(section.feed_url)))
    return found
