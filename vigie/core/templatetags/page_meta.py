"""What a page tells search engines and those who share it. Load with `{% load page_meta %}`."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import get_script_prefix
from django.utils.translation import get_language

register = template.Library()

LOCALES = {"fr": "fr_FR", "en": "en_GB", "es": "es_ES"}


class Alternate(NamedTuple):
    """A page in one language; "x-default": where its reader's own is chosen."""

    code: str
    url: str
    locale: str


@register.inclusion_tag("vigie/components/page_meta.html", takes_context=True)
def page_meta(
    context: Context,
    title: str,
    description: str,
    languages: Iterable[str] = (),
    language: str = "",
) -> dict[str, Any]:
    """Write description, permanent address, other languages and Open Graph of this page.

    `languages`: of an article, those in which it exists; `language`: that of its text, which may
    not be that of the page. Such a page names the other one as its address. Where a page is
    many, `kept_query` in the context is what of the query belongs to its permanent address.
    """
    request: HttpRequest = context["request"]
    query = str(context.get("kept_query", ""))
    spoken = language or get_language() or settings.LANGUAGE_CODE
    known = tuple(languages) or tuple(LOCALES)
    return {
        "title": title,
        "description": description,
        "kind": "article" if languages else "website",
        "locale": LOCALES[spoken],
        "address": absolute(request, spoken, query),
        "alternates": [
            Alternate(code, absolute(request, code, query), LOCALES[code]) for code in known
        ],
        "default": absolute(request, "", query),
    }


def absolute(request: HttpRequest, language: str, query: str = "") -> str:
    """Return the whole address of the page of `request` in a language, with this query alone."""
    prefix = get_script_prefix()
    _own, _slash, rest = request.path.removeprefix(prefix).partition("/")
    path = f"{prefix}{language}/{rest}" if language else prefix + rest
    return request.build_absolute_uri(f"{path}?{query}" if query else path)
