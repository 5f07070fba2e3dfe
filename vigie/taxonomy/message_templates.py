"""Messages to declarants, ready to be edited: by kind of incident and by moment.

Read from `data/message_templates/*.toml`. An analyst chooses one, edits it, sends it.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vigie.taxonomy.datafile import DATA, LANGUAGES, Table, Words, read
from vigie.taxonomy.playbooks import Playbook, all_playbooks
from vigie.taxonomy.terms import scheme

# What stands between braces in a text, and is filled for each declarant.
PLACEHOLDERS = ("reference", "structure", "emergency_numbers")
PLACEHOLDER = re.compile(r"\{(\w*)\}")
HEAD_KEYS = ("name", "version", "date", "source", "url", "note", "templates")
# Stands in no code: what comes before it names a playbook, what comes after one of its texts.
OF_PLAYBOOK = "/"
KEYS = ("code", "moment", "kinds", "label", "subject", "body")


class UnknownTemplateError(LookupError):
    """No template bears this code."""


@dataclass(frozen=True)
class MessageTemplate:
    """One message, in every language, and for which incidents it is meant."""

    code: str
    # A code of the scheme message_moment; empty for a text of a playbook, whose label says when.
    moment: str
    # Codes of the scheme incident_kind; empty: all of them.
    kinds: tuple[str, ...]
    label: Words
    subject: Words
    body: Words
    # Where its advice comes from.
    source: str

    def fits(self, kinds: Collection[str]) -> bool:
        """Tell whether it is meant for one of these kinds."""
        return not self.kinds or not set(self.kinds).isdisjoint(kinds)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with its placeholders filled; other words between braces stay as they are.

    What is filled in is never read again: a structure may bear any name.
    """
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def all_templates() -> Mapping[str, MessageTemplate]:
    """Return every template by its code, in the order of moments."""
    return _templates()


def template(code: str) -> MessageTemplate:
    """Return a template, or a text of a playbook; raises UnknownTemplateError."""
    name, of_playbook, _text = code.partition(OF_PLAYBOOK)
    if of_playbook and name in all_playbooks():
        texts = {each.code: each for each in templates_of(all_playbooks()[name])}
    else:
        texts = dict(_templates())
    try:
        return texts[code]
    except KeyError:
        raise UnknownTemplateError(code) from None


def templates_for(kinds: Collection[str]) -> list[MessageTemplate]:
    """Return the templates for incidents of these kinds, those made for them first."""
    fitting = [each for each in _templates().values() if each.fits(kinds)]
    return sorted(fitting, key=lambda each: not each.kinds)


def templates_of(playbook: Playbook) -> list[MessageTemplate]:
    """Return the texts to send of a playbook: they have no subject of their own."""
    no_words = Words(dict.fromkeys(LANGUAGES, ""))
    return [
        MessageTemplate(
            code=f"{playbook.name}{OF_PLAYBOOK}{each.code}",
            moment="",
            kinds=playbook.kinds,
            label=each.title,
            subject=no_words,
            body=each.text,
            source=playbook.name,
        )
        for each in playbook.messages
    ]


def read_templates(path: Path) -> list[MessageTemplate]:
    """Read the templates of a data file; raises MalformedDataError."""
    head = read(path)
    head.only(HEAD_KEYS)
    found = [_template(table, head.text("source")) for table in head.tables("templates")]
    if not found:
        raise head.fault("there must be one template at least")
    return found


@cache
def _templates() -> Mapping[str, MessageTemplate]:
    read_ones: dict[str, MessageTemplate] = {}
    for path in sorted(DATA.joinpath("message_templates").glob("*.toml")):
        for each in read_templates(path):
            if each.code in read_ones:
                raise read(path).fault(f"the template {each.code} exists already")
            read_ones[each.code] = each
    moments = scheme("message_moment").codes
    ordered = sorted(read_ones.values(), key=lambda each: moments.index(each.moment))
    return {each.code: each for each in ordered}


def _template(table: Table, source: str) -> MessageTemplate:
    table.only(KEYS)
    moment, kinds = table.text("moment"), table.texts("kinds")
    if moment not in scheme("message_moment"):
        raise table.fault(f"“{moment}” is not a moment")
    if unknown := sorted(set(kinds) - set(scheme("incident_kind").codes)):
        raise table.fault(f"{', '.join(unknown)} is not a kind of incident")
    return MessageTemplate(
        code=table.text("code"),
        moment=moment,
        kinds=kinds,
        label=table.words("label"),
        subject=_sound(table, "subject"),
        body=_sound(table, "body"),
        source=source,
    )


def _sound(table: Table, key: str) -> Words:
    """Return words whose placeholders exist, and are the same in every language."""
    words = table.words(key)
    by_language = {each: set(_placeholders(words.in_language(each))) for each in LANGUAGES}
    for language, names in by_language.items():
        if unknown := sorted(names - set(PLACEHOLDERS)):
            raise table.fault(f"“{key}” in {language}: no placeholder {{{unknown[0]}}}")
        if names != by_language[LANGUAGES[0]]:
            raise table.fault(f"“{key}” has not the same placeholders in {language}")
    return words


def _placeholders(text: str) -> Iterator[str]:
    return (found[1] for found in PLACEHOLDER.finditer(text))
