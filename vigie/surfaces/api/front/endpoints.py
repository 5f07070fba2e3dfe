"""The open part: declare, follow, complete, write; no account, as on the portal."""

import secrets
import uuid
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Header, Status

from vigie.core.audience import Audience, audience
from vigie.declarations import selectors, services
from vigie.surfaces.api.front import asked, files, offers, received, told
from vigie.surfaces.api.front.opening import HeldCode, opened_by
from vigie.surfaces.api.service import Refusal, VigieAPI, problems
from vigie.surfaces.intake import rules, submissions

api = VigieAPI(
    title="Vigie: declaring an incident",
    version="1",
    urls_namespace="api",
    description=(
        "Declare an incident of a health structure, follow the declaration, complete it, write to "
        "the CSIRT. No account: a declaration is opened with its receipt code."
    ),
)

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=16,
        max_length=200,
        description="Makes sending again safe: a UUID, new for each declaration, report, message.",
    ),
]


@api.post(
    "/declarations",
    response={200: told.Declared, 201: told.Declared, **problems(409, 415, 422)},
    summary="Declare an incident",
)
@audience(Audience.ANYONE)
def declare(request: HttpRequest, sent: asked.Declaration, key: Key = "") -> Any:  # noqa: ARG001
    """Receive a declaration: 201, or 200 when it had been received before.

    Declaring is never slowed nor counted: in a crisis a region may declare through one address.
    """
    submission, code = received.submission(sent), received.code_for(sent, key)
    now = timezone.now()
    try:
        receipt = services.receive(
            submission,
            code=code,
            realm=settings.VIGIE_INTAKE_REALM,
            received_at=now,
            sent_under=key,
        )
    except services.KeyUsed:
        raise received.key_used() from None
    opened = selectors.open_receipt(receipt.reference, code)
    if opened is None:
        words = _("This had been received already. Its receipt code was replaced since.")
        raise Refusal(409, words)
    is_new = receipt.received_at == now
    if not is_new and not services.says_the_same(opened, submission):
        raise Refusal(409, _("Add a report to the declaration, or declare under another code."))
    made_here = None if sent.receipt_code else code
    return Status(201 if is_new else 200, told.Declared.of(opened, receipt_code=made_here))


@api.get(
    "/declarations/{reference}",
    response={200: told.Followed, **problems(404, 422, 429)},
    summary="Follow a declaration",
)
@audience(Audience.CODE_HOLDER)
def follow(request: HttpRequest, reference: str, code: HeldCode) -> Any:
    """Tell where the case stands, what is owed to whom by when, and the help asked for."""
    return told.Followed.of(opened_by(request, reference, code))


@api.post(
    "/declarations/{reference}/reports",
    response={200: told.ReportTold, 201: told.ReportTold, **problems(404, 415, 422, 429)},
    summary="Complete a declaration",
)
@audience(Audience.CODE_HOLDER)
def complete(
    request: HttpRequest, reference: str, sent: asked.Report, code: HeldCode, key: Key = ""
) -> Any:
    """Add a further report, beside the first and never over it."""
    opened = opened_by(request, reference, code)
    mark = received.mark(sent, key, drawn=secrets.token_hex())
    if known := services.submitted_before(opened.receipt, form_nonce=mark):
        return Status(200, told.ReportTold.of(known))
    complement = received.complement(sent, opened)
    if submissions.says_nothing(complement, opened.current_facts, complement.facts):
        raise Refusal(422, rules.NOTHING_NEW, pointer="#/incident")
    document = services.complete(
        opened.receipt, complement, form_nonce=mark, structure_kind=opened.structure_kind
    )
    return Status(201, told.ReportTold.of(document))


@api.get(
    "/declarations/{reference}/messages",
    response={200: told.Thread, **problems(404, 422, 429)},
    summary="Read the messages",
)
@audience(Audience.CODE_HOLDER)
def read_messages(request: HttpRequest, reference: str, code: HeldCode) -> Any:
    """Give the messages of both sides, and their files. Those of the CSIRT then count as seen."""
    opened = opened_by(request, reference, code)
    thread = selectors.thread(opened)
    services.note_seen(opened.receipt, [each.id for each in thread if each.is_new])
    with_files = any(each.files for each in thread)
    found = selectors.declarants_files(opened.receipt, code) if with_files else []
    return told.Thread.of(thread, found)


@api.post(
    "/declarations/{reference}/messages",
    response={200: told.Sent, 201: told.Sent, **problems(404, 415, 422, 429)},
    summary="Write to the CSIRT",
)
@audience(Audience.CODE_HOLDER)
def write_message(
    request: HttpRequest, reference: str, sent: asked.Message, code: HeldCode, key: Key = ""
) -> Any:
    """Send a message to the CSIRT."""
    opened = opened_by(request, reference, code)
    now = timezone.now()
    try:
        message = services.write_to_desk(
            opened.receipt,
            received.message(sent),
            form_nonce=key or secrets.token_hex(),
            sent_at=now,
        )
    except services.TooManyMessages:
        words = _("You have sent very many messages in the last hour. Wait a while, or call.")
        raise Refusal(429, words) from None
    is_new = message.sent_at == now
    return Status(201 if is_new else 200, told.Sent(id=message.pk, sent_at=message.sent_at))


@api.post(
    "/declarations/{reference}/support/{uuid:support_id}/answer",
    response={200: told.SupportAnswered, **problems(404, 409, 415, 422, 429)},
    summary="Answer an offer of help",
)
@audience(Audience.CODE_HOLDER)
def answer_offer(
    request: HttpRequest,
    reference: str,
    support_id: uuid.UUID,
    sent: offers.Answer,
    code: HeldCode,
) -> Any:
    """Accept or decline a help whose state is `offered`. The first answer stands: see `accepts`."""
    opened = opened_by(request, reference, code)
    if support_id not in {each.pk for each in selectors.support_shown(opened.receipt)}:
        raise Refusal(404)
    try:
        reply = services.reply_to_offer(opened.receipt, support_id, accepts=sent.accepts)
    except services.NotOffered:
        title = _("This help waits for no answer")
        raise Refusal(409, _("See where it stands in the declaration."), title=title) from None
    return told.SupportAnswered(id=support_id, accepts=reply.accepts, answered_at=reply.replied_at)


api.add_router("", files.router)
