"""A choice of many, on a page that must be quick."""

from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


class PlainSelect(forms.Select):
    """A choice without groups, written without a template: Django's renders one for each option."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Return the element, as the template of `forms.Select` would write it."""
        del renderer
        (chosen,) = self.format_value(value)
        options = "".join(
            _option(str(code), str(label), selected=str(code) == chosen)
            for code, label in self.choices
        )
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            # safe: each option was escaped.
            mark_safe(options),  # noqa: S308
        )


@lru_cache(maxsize=1_000)
def _option(code: str, label: str, *, selected: bool) -> SafeString:
    """Write it once for all the pages that offer it."""
    chosen = " selected" if selected else ""
    return format_html('<option value="{}"{}>{}</option>', code, chosen, label)
