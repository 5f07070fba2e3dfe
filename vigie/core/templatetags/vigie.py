"""Template tags of the house's components. Load with `{% load vigie %}`."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django import forms, template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language

from vigie.core.audience import Audience
from vigie.core.forms.rendering import VigieBoundField
from vigie.core.navigation import entries, menu_of
from vigie.core.pace import AS_THE_LAW_SAYS, clock_speed

register = template.Library()


class LanguageLink(NamedTuple):
    """The page being read, in one language."""

    code: str
    name: str
    url: str
    current: bool


class NavigationLink(NamedTuple):
    """An entry of the main navigation."""

    url: str
    label: str | Promise
    # A value of aria-current, empty when the visitor is elsewhere.
    current: str


class Mistake(NamedTuple):
    """One thing to correct, and where."""

    anchor: str
    label: str | Promise
    text: str


@register.simple_tag
def is_demonstration() -> bool:
    """Tell whether this instance is a demonstration."""
    return bool(settings.VIGIE_DEMO)


@register.simple_tag
def training_speed() -> str:
    """Return how many times faster than real time the clocks run; empty at real time."""
    speed = clock_speed()
    return "" if speed == AS_THE_LAW_SAYS else f"{speed:g}"


@register.simple_tag
def zone_name() -> str:
    """Return the time zone in which moments are shown and asked."""
    return timezone.get_current_timezone_name()


@register.simple_tag
def home_url() -> str:
    """Return the address of the home page in the language spoken."""
    return in_language(None, get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def badge(label: object, kind: str = "") -> SafeString:
    """Show a badge, for lists that hold hundreds: each is rendered once."""
    return _rendered_badge(str(label), kind)


@lru_cache(maxsize=1_000)
def _rendered_badge(label: str, kind: str) -> SafeString:
    return render_to_string("vigie/components/badge.html", {"label": label, "kind": kind})


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """Return the links to this very page, query included, in each language."""
    request = context.get("request")
    current = get_language()
    return [
        LanguageLink(code, name, in_language(request, code), code == current)
        for code, name in settings.LANGUAGES
    ]


def in_language(request: HttpRequest | None, language: str) -> str:
    """Return the address of the page of `request` in `language`, or else of the home page."""
    home = f"{get_script_prefix()}{language}/"
    if request is None:
        return home
    prefix, _slash, rest = request.get_full_path().removeprefix(get_script_prefix()).partition("/")
    return home + rest if prefix in dict(settings.LANGUAGES) else home


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[NavigationLink]:
    """Return the entries of the main menu that this visitor may open."""
    request = context.get("request")
    if request is None:
        return []
    user = getattr(request, "user", None)
    mine: frozenset[Audience] = getattr(user, "audiences", frozenset())
    return [
        NavigationLink(entry.url, entry.label, current(request.path, entry.url))
        for entry in menu_of(mine)
    ]


@register.simple_tag(takes_context=True)
def footer_links(context: Context) -> list[NavigationLink]:
    """Return the links at the foot of every page."""
    request = context.get("request")
    path = request.path if request else ""
    links = entries(settings.VIGIE_FOOTER, frozenset())
    return [NavigationLink(each.url, each.label, current(path, each.url)) for each in links]


def current(path: str, url: str) -> str:
    """Return the value of aria-current of a link to `url` on the page at `path`."""
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


@register.inclusion_tag("vigie/components/error_summary.html")
def error_summary(*shown: forms.BaseForm | None) -> dict[str, Any]:
    """List what to correct in these forms, each linked to its field. Nothing when all is well."""
    forms_shown = [form for form in shown if form is not None]
    return {"mistakes": [mistake for form in forms_shown for mistake in mistakes_of(form)]}


@register.inclusion_tag("vigie/components/error_summary.html")
def error_summary_of(shown: Iterable[forms.BaseForm]) -> dict[str, Any]:
    """List what to correct in the forms of a page, as many as it has."""
    return error_summary(*shown)


def mistakes_of(form: forms.BaseForm) -> Iterator[Mistake]:
    """Yield what to correct in `form`: in the whole first, then field by field."""
    for text in form.non_field_errors():
        yield Mistake("", "", str(text))
    for field in form:
        if field.is_hidden:
            yield from (Mistake("", "", str(text)) for text in field.errors)
            continue
        anchor = field.id_of_first_input if isinstance(field, VigieBoundField) else field.auto_id
        for text in field.errors:
            yield Mistake(anchor, field.label, str(text))


@register.simple_block_tag
def data_table(content: SafeString, caption: str) -> SafeString:
    """Wrap `<thead>` and `<tbody>` into a captioned table that scrolls by itself.

    Use: {% data_table caption=_("Cases") %}<thead>...</thead><tbody>...</tbody>{% enddata_table %}
    """
    return render_to_string(
        "vigie/components/data_table.html",
        {"content": content, "caption": caption, "id": f"table-{slugify(caption)}"},
    )
