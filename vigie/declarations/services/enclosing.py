"""Files sent with a message: attached to its declaration, and named in its sealed text."""

from dataclasses import dataclass, replace

from vigie.core.uploads import CutOff, Reception
from vigie.declarations.models import Receipt, ReceiptMessage
from vigie.declarations.services.attaching import attach_arrived
from vigie.declarations.services.thread import (
    MessageText,
    refuse_a_flood,
    submission_key,
    write_to_desk,
)


@dataclass(frozen=True)
class Enclosed:
    """The files that came with a form; `whole`: the form's last field came, hence all of them."""

    arrived: Reception
    whole: bool


def enclose(files: Enclosed, *, actor: str) -> tuple[str, ...]:
    """Attach the files that a form brought whole; return their keys, for `MessageText.files`.

    Raises the first refusal (`vigie.core.uploads.Refused`): the message is not to be sent then.
    """
    arrived = files.arrived
    if not arrived.tried:
        return ()
    if arrived.refusal:
        raise arrived.refusal
    if not files.whole:
        raise CutOff
    attached = attach_arrived(arrived, whole=True, is_sample=False, actor=actor, enclosed=True)
    if arrived.refusal:
        raise arrived.refusal
    return tuple(str(each.pk) for each in attached)


def write_with_files(
    receipt: Receipt, text: MessageText, files: Enclosed, *, form_nonce: str
) -> ReceiptMessage:
    """Add what a declarant writes, with the files of the same form, to the thread.

    Sent twice, it is one message, and the files of the second time are forgotten. Runs under the
    front's database rights. Raises TooManyMessages or a refusal of a file; nothing is sent then.
    """
    key = submission_key(receipt, text, form_nonce)
    if known := ReceiptMessage.objects.filter(submission_key=key).first():
        return known
    refuse_a_flood(receipt)
    keys = enclose(files, actor="declarant")
    return write_to_desk(receipt, replace(text, files=keys), form_nonce=form_nonce)
