"""The CSIRT writes to the declarants of a case, to one or to all in one act."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from vigie.accounts.models import User
from vigie.declarations.models import Declaration, Receipt
from vigie.declarations.services import (
    DeskSender,
    Enclosed,
    Letter,
    MessageText,
    OpenedMessage,
    enclose,
    open_threads,
    unsent,
    write_to_declarants,
)
from vigie.incidents.models import Incident
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.refusals import NobodyToWriteTo, NotInThisCase, TooManyAddressees
from vigie.taxonomy.message_templates import fill

# One transaction holds them all: beyond, it would keep intake waiting.
MOST_AT_ONCE = 2_000


@dataclass(frozen=True)
class Sent:
    """What became of a message: `unreachable` declarants have no receipt to read it with."""

    addressed: int
    unreachable: int


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """What an analyst sends: `form_nonce` was made with the form, so that it is sent once."""

    # By language: each declarant receives that of the declaration's language, else the first.
    texts: Mapping[str, MessageText]
    # References of declarations of the case; None: all of it.
    to: Collection[str] | None = None
    form_nonce: str
    # What came with it, sealed to the only declarant of the case.
    files: Enclosed | None = None


def write(
    incident: Incident, message: Outgoing, *, actor: User | None, at: datetime | None = None
) -> Sent:
    """Write to declarants of a case, open or closed, filling the placeholders for each.

    The same form sent again reaches nobody twice. Raises NotInThisCase, NobodyToWriteTo,
    TooManyAddressees or a refusal of a file; nothing is sent then.
    """
    declarations = _addressed(incident, message.to)
    if len(declarations) > MOST_AT_ONCE:
        raise TooManyAddressees(f"{len(declarations)} declarants of {incident.reference}")
    receipts = {
        receipt.declaration_id: receipt
        for receipt in Receipt.objects.filter(
            declaration_id__in=[each.pk for each in declarations]
        ).exclude(declarant_recipient="")
    }
    letters = [
        Letter(receipts[each.pk], _text_for(each, message.texts))
        for each in declarations
        if each.pk in receipts
    ]
    if not letters:
        raise NobodyToWriteTo(incident.reference)
    if message.files and unsent(letters, form_nonce=message.form_nonce):
        keys = enclose(message.files, actor=journal_name(actor))
        letters = [replace(each, text=replace(each.text, files=keys)) for each in letters]
    sender = DeskSender(
        person=actor.pk if actor else None, actor=journal_name(actor), incident=incident.pk
    )
    write_to_declarants(letters, sender=sender, form_nonce=message.form_nonce, sent_at=at)
    return Sent(addressed=len(letters), unreachable=len(declarations) - len(letters))


def read_threads(
    declaration_ids: Collection[uuid.UUID], *, actor: User
) -> dict[uuid.UUID, list[OpenedMessage]]:
    """Open threads for somebody whose right was checked, and mark them read by the team."""
    return open_threads(declaration_ids, reader=actor.pk, actor=journal_name(actor))


def emergency_numbers() -> str:
    """Return whom to call, as this instance is configured, on one line."""
    return ", ".join(f"{each.name} {each.number}" for each in settings.VIGIE_EMERGENCY_NUMBERS)


def _addressed(incident: Incident, to: Collection[str] | None) -> list[Declaration]:
    gathered = Declaration.objects.filter(incident_link__incident=incident)
    if to is None:
        return list(gathered.order_by("received_at", "id")[: MOST_AT_ONCE + 1])
    found = list(gathered.filter(reference__in=to).order_by("received_at", "id"))
    if len(found) != len(set(to)):
        raise NotInThisCase(incident.reference)
    return found


def _text_for(declaration: Declaration, texts: Mapping[str, MessageText]) -> MessageText:
    text = texts.get(declaration.language) or next(iter(texts.values()))
    values = {
        "reference": declaration.reference,
        "structure": declaration.structure_name,
        "emergency_numbers": emergency_numbers(),
    }
    return replace(text, subject=fill(text.subject, values), body=fill(text.body, values))
