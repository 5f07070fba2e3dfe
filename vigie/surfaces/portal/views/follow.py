"""Following a declaration: reference and code in, what was said and what is owed out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.core.uploads import Reception, Refused, receives_files
from vigie.declarations import selectors, services
from vigie.declarations.selectors import OpenedReceipt, ThreadMessage
from vigie.declarations.services import ARCHIVE_PASSWORD
from vigie.surfaces.portal import receipt_cookie, sent_files
from vigie.surfaces.portal.forms import FollowForm, MessageForm
from vigie.surfaces.portal.opening import open_named, open_typed, opened_by
from vigie.surfaces.portal.reading import Reading
from vigie.surfaces.portal.receipt_cookie import HeldReceipt, refuses_cookies
from vigie.surfaces.portal.thread import readable
from vigie.surfaces.portal.views.files import reception_of

SENT = _("Your message has been sent. It stands below, with its time.")
TOO_MANY = _(
    "You have sent very many messages in the last hour. Wait a while before you send this one, "
    "or call: nothing that you typed is lost."
)


def follow_again(request: HttpRequest) -> HttpResponse:
    """Show the form again; the code, a secret, is to be typed anew."""
    return follow_page(request, FollowForm.unchecked(request.POST))


@audience(Audience.ANYONE)
@keeps_typed(follow_again)
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Open a declaration, telling nothing of it when the code is wrong."""
    if request.method != "POST":
        return follow_page(request, FollowForm())
    form = FollowForm(request.POST)
    opened = open_typed(request, form)
    if opened is None:
        return refused(follow_page(request, form), form)
    held = HeldReceipt(form.cleaned_data["reference"], form.cleaned_data["code"])
    if refuses_cookies(request):
        return declaration_page(request, held, opened)
    return receipt_cookie.keep(request, redirect("portal:declaration"), held)


def refused(response: HttpResponse, form: FollowForm) -> HttpResponse:
    """Give a page that refuses `form` the status that says why."""
    response.status_code = 429 if form.must_wait else 422
    if form.must_wait:
        response["Retry-After"] = str(form.must_wait)
    return response


def follow_page(request: HttpRequest, form: FollowForm) -> HttpResponse:
    """Render the form."""
    return render(request, "portal/follow.html", {"form": form, "typed_form": "follow"})


def message_again(request: HttpRequest) -> HttpResponse:
    """Show the message as it was typed, to be sent once more."""
    form = MessageForm.unchecked(request.POST)
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None or held.reference != form.about:
        return message_page(request, form)
    return declaration_page(request, held, opened, form)


@audience(Audience.CODE_HOLDER)
@receives_files(reception_of)
@keeps_typed(message_again)
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: HttpRequest) -> HttpResponse:
    """Show what was declared, where it stands, the messages; on POST, send one."""
    if request.method == "POST":
        return write(request)
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None:
        return redirect("portal:follow")
    return declaration_page(request, held, opened)


def write(request: HttpRequest) -> HttpResponse:
    """Send a message to the CSIRT."""
    form = MessageForm(request.POST)
    found = open_named(request, form.about)
    if isinstance(found, FollowForm):
        return refused(message_page(request, form, found), found)
    held, opened = found
    arrived: Reception = request.reception  # type: ignore[attr-defined]
    before = receipt_cookie.held(request)
    if arrived.tried and (before is None or before.reference != form.about):
        form.refuse(_("The declaration was not open any more. Choose the files again."))
    if not form.is_valid():
        return declaration_page(request, held, opened, form, status=422)
    files = services.Enclosed(arrived, whole=bool(form.cleaned_data["whole"]))
    try:
        services.write_with_files(opened.receipt, form.text(), files, form_nonce=form.nonce)
    except Refused as refusal:
        form.refuse(refusal.words, arrived.refused_name)
        return declaration_page(request, held, opened, form, status=422)
    except services.TooManyMessages:
        form.add_error(None, TOO_MANY)
        return declaration_page(request, held, opened, form, status=429)
    messages.success(request, SENT)
    page = redirect(f"{resolve_url('portal:declaration')}#messages")
    return receipt_cookie.keep(request, page, held)


def declaration_page(
    request: HttpRequest,
    held: HeldReceipt,
    opened: OpenedReceipt,
    form: MessageForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render the declaration, and let the browser come back to it for a while."""
    reading, thread = Reading(opened), shown_thread(request, opened)
    named = selectors.declarants_files(opened.receipt, held.code)
    files = sent_files.readable(named, reading.moment)
    shown = {
        "reading": reading,
        "files": files,
        "password": ARCHIVE_PASSWORD,
        "thread": readable(thread, reading.moment, files),
        "new": sum(message.is_new for message in thread),
        "form": form or MessageForm.on(opened),
        "writing": form is not None or bool(thread),
        "typed_form": "message",
    }
    page = render(request, "portal/declaration.html", shown, status=status)
    return receipt_cookie.keep(request, page, held)


def shown_thread(request: HttpRequest, opened: OpenedReceipt) -> list[ThreadMessage]:
    """Return the messages, and note that those which are new have now been shown."""
    thread = selectors.thread(opened)
    if request.method != "HEAD":
        services.note_seen(opened.receipt, [each.id for each in thread if each.is_new])
    return thread


def message_page(
    request: HttpRequest, form: MessageForm, reopening: FollowForm | None = None
) -> HttpResponse:
    """Render the message alone; `reopening` asks again for the code of its declaration."""
    shown = {"form": form, "typed_form": "message", "reopening": reopening}
    return render(request, "portal/message.html", shown)
