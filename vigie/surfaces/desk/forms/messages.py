"""Writing to the declarants of a case, in the language of each."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.core.forms import VigieForm
from vigie.core.forms.files import FormWithFiles, SeveralFiles
from vigie.declarations.models import Declaration
from vigie.declarations.services import MessageText
from vigie.declarations.services.thread import BODY_MAX_LENGTH, SUBJECT_MAX_LENGTH
from vigie.incidents.selectors import Addressees
from vigie.incidents.services import emergency_numbers
from vigie.taxonomy import terms
from vigie.taxonomy.message_templates import MessageTemplate, fill, templates_for, templates_of
from vigie.taxonomy.playbooks import Playbook

ALL, SOME = "all", "some"
# What a template leaves to the analyst.
TO_COMPLETE = ("[à compléter]", "[to be completed]", "[por completar]")
NONCE_LENGTH = 32


class ComposeForm(FormWithFiles):
    """A message to one, to some or to all of the declarants of a case.

    One subject and one text for each language that they declared in; a language left empty
    receives the first one written.
    """

    to = forms.ChoiceField(
        label=gettext_lazy("To whom"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose to whom you write.")},
    )
    only = forms.MultipleChoiceField(
        label=gettext_lazy("Declarants"), widget=forms.CheckboxSelectMultiple, required=False
    )
    chosen = forms.FileField(
        label=gettext_lazy("Files to send with it"), required=False, widget=SeveralFiles
    )

    def __init__(
        self,
        *args: Any,
        audience: Addressees,
        listed: Sequence[Declaration],
        template: MessageTemplate | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer these declarants, and begin with a template where one was chosen."""
        super().__init__(*args, **kwargs)
        self.languages = spoken(audience.languages)
        # A file is sealed to one declarant while it arrives.
        self.takes_files = audience.count == 1
        self.nonce = str(self.data.get("form_nonce", ""))[:NONCE_LENGTH] or secrets.token_hex(16)
        # Those whom the address names, to be kept when a template is chosen.
        self.preselected = list(self.initial.get("only", ()))
        offer_addressees(self, audience, listed)
        for language in self.languages:
            self.fields[f"subject_{language}"] = subject_field(language, self.languages)
            self.fields[f"body_{language}"] = body_field(language, self.languages)
            if template:
                self.initial.update(begun_with(template, language))

    @property
    def words(self) -> list[BoundField]:
        """The fields of what is written, language by language."""
        names = [f"{part}_{each}" for each in self.languages for part in ("subject", "body")]
        return [self[name] for name in names]

    def clean(self) -> None:
        """See that somebody is written to, and that something is written."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("to") == SOME and not cleaned.get("only"):
            self.add_error("only", _("Tick one declarant at least."))
        bodies = [cleaned.get(f"body_{each}", "") for each in self.languages]
        if not any(bodies) and not self.errors:
            self.add_error(f"body_{self.languages[0]}", _("Write your message."))
        for language in self.languages:
            if cleaned.get(f"subject_{language}") and cleaned.get(f"body_{language}") == "":
                self.add_error(f"body_{language}", _("Write your message."))

    def unjudged(self) -> "ComposeForm":
        """Return the form as it was typed, without a word on what is wrong with it."""
        self.shown_again = True
        self._errors = ErrorDict()
        return self

    def references(self) -> list[str] | None:
        """Return the declarations whose declarants are written to; None: all of the case."""
        return None if self.cleaned_data["to"] == ALL else self.cleaned_data["only"]

    def texts(self) -> dict[str, MessageText]:
        """Return what was written, by language, the first written first."""
        return {
            each: MessageText(
                subject=self.cleaned_data[f"subject_{each}"],
                body=self.cleaned_data[f"body_{each}"],
                language=each,
            )
            for each in self.languages
            if self.cleaned_data[f"body_{each}"]
        }


class TemplateForm(VigieForm):
    """Which template a message begins with."""

    template = forms.ChoiceField(label=gettext_lazy("Begin with a template"), required=False)

    def __init__(
        self, *args: Any, kinds: Iterable[str], playbooks: Iterable[Playbook] = (), **kwargs: Any
    ) -> None:
        """Offer the texts of these playbooks, then those made for these kinds, by moment."""
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for playbook in playbooks:
            named = _("Playbook: %(title)s") % {"title": playbook.title}
            groups[named] = [(each.code, str(each.label)) for each in templates_of(playbook)]
        for each in templates_for(set(kinds)):
            moment = terms.label("message_moment", each.moment)
            groups.setdefault(moment, []).append((each.code, str(each.label)))
        self.fields["template"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *groups.items(),
        ]


def offer_addressees(
    form: ComposeForm, audience: Addressees, listed: Sequence[Declaration]
) -> None:
    """Ask who is written to, unless there is only one."""
    form.fields["only"].choices = [  # type: ignore[attr-defined]
        (each.reference, f"{each.reference} · {each.structure_name}") for each in listed
    ]
    everybody = _("All declarants of the case (%(number)s)") % {"number": audience.count}
    form.fields["to"].choices = [  # type: ignore[attr-defined]
        (ALL, everybody),
        (SOME, _("Only those ticked below")),
    ]
    if audience.count == 1:
        form.initial.update(to=SOME, only=[each.reference for each in listed])
        form.fields["to"].widget = forms.HiddenInput()
        form.fields["only"].widget = forms.MultipleHiddenInput()


def spoken(languages: Sequence[str]) -> list[str]:
    """Return those of these languages that Vigie speaks, its own where none is."""
    known = [each for each in languages if each in dict(settings.LANGUAGES)]
    return known or [settings.LANGUAGE_CODE]


def subject_field(language: str, languages: Sequence[str]) -> forms.CharField:
    """Ask for the subject in a language."""
    label = gettext_lazy("Subject") if len(languages) == 1 else _in(language, _("Subject"))
    return forms.CharField(label=label, required=False, max_length=SUBJECT_MAX_LENGTH)


def body_field(language: str, languages: Sequence[str]) -> forms.CharField:
    """Ask for the text in a language."""
    label = gettext_lazy("Message") if len(languages) == 1 else _in(language, _("Message"))
    return forms.CharField(
        label=label,
        required=False,
        max_length=BODY_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14, "lang": language}),
        validators=[refuse_what_is_to_be_completed],
    )


def begun_with(template: MessageTemplate, language: str) -> dict[str, str]:
    """Return a template's words, whom to call filled in for the analyst to see."""
    known = {"emergency_numbers": emergency_numbers()}
    return {
        f"subject_{language}": fill(template.subject.in_language(language), known),
        f"body_{language}": fill(template.body.in_language(language), known),
    }


def refuse_what_is_to_be_completed(text: str) -> None:
    """Stop a template sent as it stands: raises ValidationError."""
    if found := next((mark for mark in TO_COMPLETE if mark in text), None):
        raise ValidationError(_("Complete or remove “%(mark)s”.") % {"mark": found})


def _in(language: str, name: str) -> str:
    return f"{name} ({dict(settings.LANGUAGES)[language]})"
