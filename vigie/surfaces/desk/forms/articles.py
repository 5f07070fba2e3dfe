"""An article as it is written: what it is, its text in each language, what a version changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.forms import model_to_dict
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.publishing.enums import BULLETINS, Kind
from vigie.publishing.models import (
    LONGEST_BODY,
    LONGEST_NOTE,
    LONGEST_SLUG,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    Article,
)
from vigie.publishing.services import Text

CODES = [code for code, _name in settings.LANGUAGES]


class ArticleForm(VigieForm):
    """What an article is: chosen as it begins, for ever."""

    kind = forms.ChoiceField(
        label=_("Section"),
        choices=[(kind, kind.label) for kind in Kind if kind not in BULLETINS],
        widget=forms.RadioSelect,
        initial=Kind.NEWS,
    )
    slug = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_SLUG,
        help_text=_(
            "The end of its permanent address: small letters, digits and hyphens, such as "
            "fake-invoices. It never changes."
        ),
    )

    def clean_slug(self) -> str:
        """Refuse what is no end of an address, or would hide the feed."""
        slug: str = self.cleaned_data["slug"].strip().lower()
        try:
            validate_slug(slug)
        except ValidationError:
            raise ValidationError(_("Use small letters, digits and hyphens only.")) from None
        return slug


class StateForm(VigieForm):
    """Which revision was read, and whether the text is finished."""

    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    ready = forms.BooleanField(
        label=_("Ready to be published"),
        required=False,
        help_text=_("Whoever publishes finds it under “Ready to be published”."),
    )


class TextForm(VigieForm):
    """An article in one language: all of it, or nothing."""

    title = forms.CharField(label=_("Title"), required=False, max_length=LONGEST_TITLE)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two sentences, shown in lists, feeds and by search engines."),
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Markdown: # heading, **strong**, - list, [words](https://address), tables. "
            "No HTML and no image."
        ),
    )

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        """Take the language in which this text is written, which begins the names of its fields."""
        super().__init__(*args, prefix=prefix, **kwargs)
        self.language = prefix
        for field in self.fields.values():
            field.widget.attrs["lang"] = prefix

    def clean(self) -> dict[str, Any]:
        """Refuse half a text."""
        given = self.cleaned_data
        if any(given.get(name) for name in self.fields):
            for name in self.fields:
                if name not in self.errors and not given.get(name):
                    self.add_error(name, _("This is missing in this language."))
        return given

    @property
    def text(self) -> Text | None:
        """The text that was given, or None."""
        given = self.cleaned_data
        wanted = {name: given[name] for name in ("title", "summary", "body")}
        return Text(**wanted) if given["title"] else None


@dataclass
class Writing:
    """The forms of one page: what the article is, a text a language, and where it stands."""

    # Of an article that exists there is nothing to choose.
    head: ArticleForm | None
    texts: list[TextForm]
    state: StateForm

    @classmethod
    def begun(cls, article: Article | None = None) -> Self:
        """Return the forms as they are first shown."""
        if article is None:
            return cls(ArticleForm(), [TextForm(prefix=code) for code in CODES], StateForm())
        written = {each.language: model_to_dict(each) for each in article.texts.all()}
        texts = [TextForm(prefix=code, initial=written.get(code, {})) for code in CODES]
        return cls(None, texts, StateForm(initial=model_to_dict(article)))

    @classmethod
    def typed(cls, data: Mapping[str, Any], article: Article | None = None) -> Self:
        """Return the forms as they were sent."""
        head = None if article else ArticleForm(data)
        return cls(head, [TextForm(data, prefix=code) for code in CODES], StateForm(data))

    @classmethod
    def unchecked(
        cls, data: Mapping[str, Any], article: Article | None = None, **fresh: str
    ) -> Self:
        """Return the forms as they were sent, without a word on what is wrong with them."""
        head = None if article else ArticleForm.unchecked(data)
        texts = [TextForm.unchecked(data, prefix=code) for code in CODES]
        return cls(head, texts, StateForm.unchecked(data, **fresh))

    def __iter__(self) -> Iterator[VigieForm]:
        yield from [self.head] if self.head else []
        yield from [*self.texts, self.state]

    def is_valid(self) -> bool:
        """Tell whether all can be saved. Every form is checked, so that each says its errors."""
        valid = [form.is_valid() for form in self]
        if all(valid) and not self.given():
            self.state.add_error(None, _("Write a text in one language at least."))
        return not self.errors

    def told(self) -> dict[str, Any]:
        """Return what a page shows of it beside the texts: of an article, nothing."""
        return {}

    def given(self) -> dict[str, Text]:
        """Return the texts, by language."""
        return {form.language: form.text for form in self.texts if form.text}

    @property
    def errors(self) -> bool:
        """Whether anything is to be corrected: the page's title says so."""
        return any(form.errors for form in self)


class NotesForm(VigieForm):
    """What a version changes, or why an article goes: in each language that its readers have."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: list[str], label: Any, **kwargs: Any) -> None:
        """Ask for one line in each of these languages."""
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        for code in languages:
            self.fields[f"note_{code}"] = forms.CharField(
                label=label % {"language": names[code]},
                max_length=LONGEST_NOTE,
                widget=forms.TextInput(attrs={"lang": code}),
            )

    def notes(self) -> dict[str, str]:
        """Return what was said, by language."""
        return {
            name.removeprefix("note_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("note_")
        }
