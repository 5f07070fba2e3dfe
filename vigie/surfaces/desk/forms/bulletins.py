"""A bulletin as it is written: the texts of an article, and the facts that machines read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Self

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.publishing.enums import BULLETINS, Kind
from vigie.publishing.models import LONGEST_NOTE, Article
from vigie.surfaces.desk.forms.articles import CODES, ArticleForm, StateForm, TextForm, Writing
from vigie.taxonomy import terms
from vigie.watch.enums import Exploited, Severity
from vigie.watch.facts import (
    CLEAR,
    CVE,
    LONGEST_NAME,
    LONGEST_VECTOR,
    MOST_ROWS,
    Action,
    Fact,
    Facts,
    NoVector,
    Product,
    Vulnerability,
    base_score,
)
from vigie.watch.selectors.written import everybody_reads
from vigie.watch.wording import badges, tables, to_do

# Empty lines offered below those that are filled.
SPARE_ROWS = 2
MOST_REFERENCES = 20
CPE = RegexValidator(
    r"^cpe:(2\.3:|/)[aho]\S*$", _("A CPE begins with “cpe:2.3:” or “cpe:/”, and has no space.")
)


class BulletinForm(ArticleForm):
    """What a bulletin is: chosen as it begins, for ever."""

    kind = forms.ChoiceField(
        label=_("Kind of bulletin"),
        choices=[(kind, kind.label) for kind in Kind if kind in BULLETINS],
        widget=forms.RadioSelect,
        initial=Kind.ALERT,
    )


class FactsForm(VigieForm):
    """What is said of the whole: for whom, how grave, where more is written."""

    tlp = forms.ChoiceField(
        label=_("Marking (TLP)"),
        choices=lambda: terms.choices("tlp"),
        initial=CLEAR,
        help_text=_("Only TLP:CLEAR is published for everybody."),
    )
    severity = forms.ChoiceField(
        label=_("Severity for health"), choices=Severity.choices, initial=Severity.MODERATE
    )
    references = forms.CharField(
        label=_("References"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Addresses where more is written, one a line: they begin with https://."),
    )

    def clean_references(self) -> tuple[str, ...]:
        """Refuse what is no address, line by line."""
        lines = [line.strip() for line in self.cleaned_data["references"].splitlines()]
        found = tuple(line for line in lines if line)
        if len(found) > MOST_REFERENCES:
            raise ValidationError(_("Give %(most)d addresses at most.") % {"most": MOST_REFERENCES})
        check = URLValidator(schemes=["https", "http"])
        for line in found:
            try:
                check(line)
            except ValidationError:
                raise ValidationError(_("This is no address: %(line)s") % {"line": line}) from None
        return found


class RowForm(VigieForm):
    """One line of a list; a line left empty is none."""

    # What fills a line whatever else is chosen in it, and what a filled line must say.
    filled_by: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Ask of a line that says something what it needs: nothing is asked of an empty one."""
        given = self.cleaned_data
        for name in self.needed:
            if name not in self.errors and not given.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        return given

    def filled(self) -> bool:
        """Tell whether anything was typed in it."""
        return any(str(self[name].value() or "").strip() for name in self.filled_by)

    def fact(self) -> Fact:
        """Return what it says; it is valid."""
        raise NotImplementedError


class ProductForm(RowForm):
    """A product that is touched."""

    filled_by = ("vendor", "name", "affected", "fixed", "cpe")
    needed = ("vendor", "name")

    vendor = forms.CharField(label=_("Vendor"), required=False, max_length=LONGEST_NAME)
    name = forms.CharField(label=_("Product"), required=False, max_length=LONGEST_NAME)
    affected = forms.CharField(label=_("Versions touched"), required=False, max_length=LONGEST_NAME)
    fixed = forms.CharField(label=_("Mended from version"), required=False, max_length=LONGEST_NAME)
    cpe = forms.CharField(
        label=_("CPE, if it is known"), required=False, max_length=LONGEST_NAME, validators=[CPE]
    )

    def fact(self) -> Product:
        """Return the product."""
        return Product(**self.cleaned_data)


class VulnerabilityForm(RowForm):
    """A vulnerability by its public number."""

    filled_by = ("cve", "vector")
    needed = ("cve", "exploited")

    cve = forms.CharField(
        label=_("CVE number"),
        required=False,
        max_length=30,
        validators=[RegexValidator(CVE, _("A CVE number reads like CVE-2024-12345."))],
    )
    vector = forms.CharField(
        label=_("CVSS vector"),
        required=False,
        max_length=LONGEST_VECTOR,
        help_text=_("Version 3.0, 3.1 or 4.0: the score follows from it."),
    )
    exploited = forms.ChoiceField(
        label=_("Exploited"),
        required=False,
        choices=Exploited.choices,
        initial=Exploited.UNKNOWN,
    )

    def clean_vector(self) -> str:
        """Refuse what is no vector."""
        vector: str = self.cleaned_data["vector"].strip()
        if vector:
            try:
                base_score(vector)
            except NoVector:
                raise ValidationError(
                    _("This is no CVSS vector of version 3.0, 3.1 or 4.0.")
                ) from None
        return vector

    def fact(self) -> Vulnerability:
        """Return the vulnerability."""
        return Vulnerability(**self.cleaned_data)


class ActionForm(RowForm):
    """What to do, in each language, and by when."""

    by = forms.DateField(
        label=_("To be done by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for it in each language."""
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        for code in CODES:
            self.fields[code] = forms.CharField(
                label=_("What to do (%(language)s)") % {"language": names[code]},
                required=False,
                max_length=LONGEST_NOTE,
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.filled_by = ("by", *CODES)

    def fact(self) -> Action:
        """Return the action."""
        texts = {code: self.cleaned_data[code] for code in CODES if self.cleaned_data[code]}
        return Action(by=self.cleaned_data["by"], texts=texts)


@dataclass
class Rows:
    """A list that is filled in line by line: more empty lines come once it is saved."""

    made_of: type[RowForm]
    title: Any
    forms: list[RowForm]

    @classmethod
    def begun(cls, made_of: type[RowForm], name: str, known: Sequence[Mapping[str, Any]]) -> Self:
        """Return what is known, and empty lines below it."""
        initial = [*known, *([{}] * SPARE_ROWS)][:MOST_ROWS]
        made = [
            made_of(prefix=f"{name}{rank}", initial=values) for rank, values in enumerate(initial)
        ]
        return cls(made_of, TITLES[name], made)

    @classmethod
    def typed(
        cls, made_of: type[RowForm], name: str, data: Mapping[str, Any], *, checked: bool = True
    ) -> Self:
        """Return the lines as they were sent, as far as they follow each other."""
        ranks = takewhile(lambda rank: _sent(data, f"{name}{rank}-"), range(MOST_ROWS))
        make = made_of if checked else made_of.unchecked
        return cls(made_of, TITLES[name], [make(data, prefix=f"{name}{rank}") for rank in ranks])

    def filled(self) -> list[RowForm]:
        """Return the lines that say something."""
        return [form for form in self.forms if form.filled()]

    def facts(self) -> tuple[Any, ...]:
        """Return what they say; they are valid."""
        return tuple(form.fact() for form in self.filled())


def _sent(data: Mapping[str, Any], beginning: str) -> bool:
    return any(name.startswith(beginning) for name in data)


TITLES = {
    "products": _("Products touched"),
    "vulnerabilities": _("Vulnerabilities"),
    "actions": _("What to do"),
}
ROWS: dict[str, type[RowForm]] = {
    "products": ProductForm,
    "vulnerabilities": VulnerabilityForm,
    "actions": ActionForm,
}


@dataclass
class BulletinWriting(Writing):
    """The forms of the page on which a bulletin is written."""

    whole: FactsForm
    rows: dict[str, Rows]
    # Everybody reads it: its marking stays.
    everybody_reads: bool = False

    @classmethod
    def begun(cls, article: Article | None = None) -> Self:
        """Return the forms as they are first shown."""
        texts = Writing.begun(article)
        facts = article.bulletin.known if article else None
        stored = facts.stored() if facts else {}
        rows = {
            name: Rows.begun(form, name, [flat(each) for each in stored.get(name, ())])
            for name, form in ROWS.items()
        }
        whole = FactsForm(initial=stored | {"references": "\n".join(stored.get("references", ()))})
        head = None if article else BulletinForm()
        return cls(head, texts.texts, texts.state, whole, rows)

    @classmethod
    def typed(cls, data: Mapping[str, Any], article: Article | None = None) -> Self:
        """Return the forms as they were sent."""
        return cls(
            None if article else BulletinForm(data),
            [TextForm(data, prefix=code) for code in CODES],
            StateForm(data),
            FactsForm(data),
            {name: Rows.typed(form, name, data) for name, form in ROWS.items()},
            everybody_reads=article is not None and everybody_reads(article),
        )

    @classmethod
    def unchecked(
        cls, data: Mapping[str, Any], article: Article | None = None, **fresh: str
    ) -> Self:
        """Return the forms as they were sent, without a word on what is wrong with them."""
        texts = Writing.unchecked(data, article, **fresh)
        return cls(
            None if article else BulletinForm.unchecked(data),
            texts.texts,
            texts.state,
            FactsForm.unchecked(data),
            {name: Rows.typed(form, name, data, checked=False) for name, form in ROWS.items()},
        )

    def __iter__(self) -> Iterator[VigieForm]:
        yield from super().__iter__()
        yield self.whole
        for rows in self.rows.values():
            yield from rows.filled()

    def is_valid(self) -> bool:
        """Tell whether all can be saved: each action too in every language of the texts."""
        valid = super().is_valid()
        if self.everybody_reads and self.whole.cleaned_data.get("tlp", CLEAR) != CLEAR:
            self.whole.add_error(
                "tlp",
                _("Everybody has read it: withdraw it, then write another for fewer people."),
            )
        languages = set(self.given()) if valid else set()
        for form in self.rows["actions"].filled():
            for code in languages:
                if not form.cleaned_data.get(code):
                    form.add_error(code, _("This is missing in this language."))
        return not self.errors

    @property
    def listed(self) -> list[Rows]:
        """The lists that are filled in line by line."""
        return list(self.rows.values())

    def told(self) -> dict[str, Any]:
        """Return the facts in words; all is valid."""
        return told_of(self.facts())

    def facts(self) -> Facts:
        """Return the facts; all is valid."""
        lists = {name: rows.facts() for name, rows in self.rows.items()}
        return Facts.model_validate({**self.whole.cleaned_data, **lists})


def told_of(facts: Facts) -> dict[str, Any]:
    """Return the facts in words, as a page shows them in its own language."""
    language = get_language() or ""
    return {"badges": badges(facts), "tables": [*to_do(facts, language), *tables(facts)]}


def flat(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored fact as the fields of its line."""
    return {**stored, **stored.get("texts", {})}
