"""From what a program sent to what is received: the one place where JSON meets the domain."""

import dataclasses
import hashlib
import json
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.core import codes
from vigie.declarations import services
from vigie.declarations.selectors import OpenedReceipt
from vigie.declarations.services import (
    Complement,
    DeclaredStructure,
    MessageText,
    PlainFacts,
    Submission,
)
from vigie.directory import selectors as directory
from vigie.surfaces.api.front import asked
from vigie.surfaces.api.service import Refusal, Strict
from vigie.surfaces.intake import rules
from vigie.surfaces.intake.forms.completion import AUTHORITY_ROWS

SALT = "vigie.surfaces.api.declare"


def submission(sent: asked.Declaration) -> Submission:
    """Return the first report that a program sends, or raise Refusal."""
    incident = sent.incident.model_dump(exclude={"narrative", "others_detail"})
    facts = PlainFacts(**incident, **help_asked(sent.help))
    refuse_disorder(facts)
    return Submission(
        structure=structure(sent.structure),
        contact=contact(sent.contact),
        facts=facts,
        narrative=sent.incident.narrative,
        others_detail=sent.incident.others_detail,
        language=get_language() or "",
        channel="api",
    )


def structure(sent: asked.Structure) -> DeclaredStructure:
    """Return the structure as the directory lists it, else as it was named: not verified.

    A number that the directory does not know does not keep anybody from declaring.
    """
    if not sent.number and not sent.name:
        raise Refusal(422, rules.NO_STRUCTURE, pointer="#/structure/name")
    if sent.number and (listed := directory.structure_by_number(sent.number)):
        return DeclaredStructure.listed(listed)
    name = sent.name or sent.number
    return DeclaredStructure(name=name, town=sent.town, kind=sent.kind)


def help_asked(sent: asked.Help) -> dict[str, Any]:
    """Return the help as facts; which help is so urgent must be said."""
    if rules.says_not_which_help(sent.wanted, sent.urgency):
        raise Refusal(422, rules.URGENT_BUT_WHICH, pointer="#/help/wanted")
    return {"help_wanted": sent.wanted, "help_urgency": sent.urgency}


def contact(sent: asked.Contact) -> services.Contact:
    """Return whom to call."""
    return services.Contact(**sent.model_dump())


def complement(sent: asked.Report, opened: OpenedReceipt) -> Complement:
    """Return the further report that a program sends, or raise Refusal.

    What it leaves out stays as the latest report has it.
    """
    if len(sent.authorities) > AUTHORITY_ROWS:
        words = _("These are too many.")
        raise Refusal(422, words, pointer="#/authorities")
    facts = dataclasses.replace(opened.current_facts, **changes(sent))
    refuse_disorder(facts)
    return Complement(
        stage=sent.stage,
        facts=facts,
        contact=contact(sent.contact) if sent.contact else None,
        narrative=sent.narrative,
        others_detail=sent.others_detail,
        causes=sent.causes,
        measures=sent.measures,
        authorities=tuple(services.AuthorityTold(**told.model_dump()) for told in sent.authorities),
    )


def changes(sent: asked.Report) -> dict[str, Any]:
    """Return the facts that a further report gives."""
    given = sent.incident.model_dump(exclude_none=True)
    if "systems" in given:
        given["systems"] = tuple(dict.fromkeys(given["systems"]))
    return given | (help_asked(sent.help) if sent.help else {})


def refuse_disorder(facts: PlainFacts) -> None:
    """Raise Refusal when something begins after it was noticed, or ends before it begins."""
    for name, words in rules.disorder(dataclasses.asdict(facts)).items():
        raise Refusal(422, words, pointer=f"#/incident/{name}")


def message(sent: asked.Message) -> MessageText:
    """Return the message that a program sends, in the language that it asks for."""
    return MessageText(subject=sent.subject, body=sent.body, language=get_language() or "")


def code_for(sent: asked.Declaration, key: str) -> str:
    """Return the receipt code of a declaration: the program's, else one made here.

    With an idempotency key, the code follows from the key, all that is declared, and a secret of
    ours: who sends both again gets the same receipt, and nothing of the content needs to be
    stored to know it again. The key alone opens nothing, since whoever guesses it must know the
    whole declaration too.
    """
    if sent.receipt_code:
        return sent.receipt_code
    if not key:
        return codes.new_code()
    return codes.code_from(salted_hmac(SALT, content(sent, key), algorithm="sha512").digest())


def key_used() -> Refusal:
    """Return how a program is told that its key served for another declaration."""
    words = _("Nothing was received now. Another thing to declare needs a key of its own.")
    title = _("This key was used before, for something else")
    return Refusal(422, words, parameter="Idempotency-Key", title=title)


def mark(sent: Strict, key: str, drawn: str) -> str:
    """Return what tells one sending from another: `drawn`, random, where there is no key."""
    return hashlib.sha256(content(sent, key or drawn).encode()).hexdigest()


def content(sent: Strict, key: str) -> str:
    """Return a key and what was sent under it, as one text.

    A question that a later version adds, and that is not answered, changes nothing.
    """
    return json.dumps([key, sent.model_dump(mode="json", exclude_defaults=True)], sort_keys=True)
