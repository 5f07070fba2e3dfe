"""What search engines read: which pages there are, and which are not theirs to read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as answer_sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from vigie.core.audience import Audience, audience
from vigie.observatory import selectors
from vigie.publishing.enums import Kind
from vigie.publishing.selectors import published
from vigie.publishing.selectors.published import Entry
from vigie.surfaces.public.sections import url_of

PAGES = (
    *("public:home", "portal:declare", "portal:questions", "portal:must_declare", "portal:follow"),
    *("public:figures", "public:explorer", "public:observatory"),
    *("public:bulletins", "public:news", "public:good_practice"),
    *("public:legal", "public:privacy", "public:accessibility"),
)
# Behind them stands what a receipt code, an account or a token opens.
NOT_FOR_ROBOTS = (
    *("receipt/", "follow/declaration/", "follow/support/", "follow/complete/", "follow/files/"),
    *("accounts/", "desk/"),
    # Each is drawn when it is asked for, and there are very many.
    *("figures/explorer/chart.svg", "figures/explorer/*/chart.svg", "figures/explorer/*/map.svg"),
)


class Pages(Sitemap[str]):
    """The pages that always stand."""

    i18n = alternates = x_default = True

    def items(self) -> Sequence[str]:
        """Return their routes."""
        return PAGES

    def location(self, item: str) -> str:
        """Return the address of one."""
        return reverse(item)


class Years(Sitemap[int]):
    """The figures of each year published."""

    i18n = alternates = x_default = True

    def items(self) -> Sequence[int]:
        """Return the years."""
        return [each.year for each in selectors.series(settings.VIGIE_INTAKE_REALM)]

    def location(self, item: int) -> str:
        """Return the address of one."""
        return reverse("public:figures_of_year", kwargs={"year": item})


class Articles(Sitemap[Entry]):
    """The articles, each in the languages that it has."""

    i18n = alternates = x_default = True

    def items(self) -> Sequence[Entry]:
        """Return the articles of all sections."""
        realm, language = settings.VIGIE_INTAKE_REALM, settings.LANGUAGE_CODE
        return list(published.all_entries(realm, tuple(Kind), language))

    def get_languages_for_item(self, item: Entry) -> list[str]:
        """Return the languages of an article."""
        return list(item.languages)

    def location(self, item: Entry) -> str:
        """Return the address of an article."""
        return url_of(item)

    def lastmod(self, item: Entry) -> datetime:
        """Return when an article was last revised."""
        return item.revised_at


@require_safe
@audience(Audience.ANYONE)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Give the map of the site, in each language."""
    maps: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
        "pages": Pages,
        "years": Years,
        "articles": Articles,
    }
    return answer_sitemap(request, maps).render()


@require_safe
@audience(Audience.ANYONE)
def robots(request: HttpRequest) -> HttpResponse:
    """Say what search engines are welcome to read."""
    closed = [
        f"Disallow: /{language}/{path}"
        for language, _ in settings.LANGUAGES
        for path in NOT_FOR_ROBOTS
    ]
    site_map = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", *closed, "Disallow: /api/", f"Sitemap: {site_map}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
