"""How a form becomes markup: our field template, and what the design system asks of inputs."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

UNSTYLED = (forms.RadioSelect, forms.CheckboxInput, forms.CheckboxSelectMultiple)


class VigieBoundField(BoundField):
    """A field of a form on its way to the page."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the design system's class, and drop what harms.

        `maxlength` cuts a pasted text without a word: we prefer to keep it and say by how much
        it is too long. A placeholder is a hint that vanishes when it is needed.
        """
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs["maxlength"] = attrs["placeholder"] = False
        if not widget.is_hidden and not isinstance(widget, UNSTYLED):
            own = widget.attrs.get("class", "")
            style = "fr-select" if isinstance(widget, forms.Select) else "fr-input"
            attrs["class"] = f"{style} {own}".strip()
        return attrs

    @property
    def id_of_first_input(self) -> str:
        """The element that a link of the error summary must reach."""
        if isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.id_for_label or f"{self.auto_id}_0"


class VigieRenderer(TemplatesSetting):
    """Renders every form of the house, allauth's too: set as FORM_RENDERER."""

    form_template_name = "vigie/components/form.html"
    field_template_name = "vigie/components/field.html"
    bound_field_class = VigieBoundField
