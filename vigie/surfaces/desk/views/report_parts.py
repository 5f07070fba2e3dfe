"""One part of a report: what the figures say by themselves, and what is written instead."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.observatory.models import ReportText
from vigie.observatory.reports import rendering, sources
from vigie.observatory.reports.editions import Edition
from vigie.observatory.reports.services import ChangedMeanwhile, save_text
from vigie.observatory.reports.written import Part, generated
from vigie.surfaces.desk.forms.reports import PartForm
from vigie.surfaces.desk.views.reports import edition_of


def again(request: SignedInRequest, year: int, kind: str, part: str) -> HttpResponse:
    """Show a part as it was typed."""
    edition = edition_of(year, kind)
    return part_page(request, edition, part_of(edition, part), PartForm.unchecked(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.STATISTICIAN)
@keeps_typed(again)
def part(request: SignedInRequest, year: int, kind: str, part: str) -> HttpResponse:
    """Write the text of a part; what was published stays as it is."""
    edition = edition_of(year, kind)
    shown = part_of(edition, part)
    if request.method != "POST":
        return part_page(request, edition, shown, begun(last_of(edition, part)))
    form = PartForm(request.POST)
    if not form.is_valid():
        return part_page(request, edition, shown, form, status=422)
    try:
        save_text(
            edition.kind,
            edition.realm,
            year,
            part,
            form.texts(),
            read=form.cleaned_data["read"],
            actor=request.user,
        )
    except ChangedMeanwhile:
        last = last_of(edition, part)
        fresh = PartForm.unchecked(request.POST, read=str(last.number if last else 0))
        return part_page(request, edition, shown, fresh, overtaken=last, status=409)
    messages.success(request, _("Saved. What was published has not changed."))
    return redirect("desk:report", year, kind)


def part_page(  # noqa: PLR0913 - each is one thing that the page may show
    request: SignedInRequest,
    edition: Edition,
    shown: Part,
    form: PartForm,
    *,
    overtaken: ReportText | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form of a part, beside what stands there otherwise."""
    context: dict[str, Any] = {
        "edition": edition,
        "label": edition.kind.label,
        "part": shown,
        "form": form,
        "overtaken": overtaken,
        "generated": list(generated_in_each(edition, shown.key)),
        "typed_form": "part",
    }
    return render(request, "desk/report_part.html", context, status=status)


def generated_in_each(edition: Edition, key: str) -> list[tuple[str, str]]:
    """Return what stands in a part unless somebody writes, by language."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append((code, generated(edition, part_of(edition, key))))
    return [(code, text) for code, text in found if text]


def part_of(edition: Edition, key: str) -> Part:
    """Return the part of this name, or answer 404."""
    found = next((each for each in rendering.parts(edition) if each.key == key), None)
    if found is None:
        raise Http404(key)
    return found


def last_of(edition: Edition, key: str) -> ReportText | None:
    """Return what was written last in a part."""
    return sources.current_texts(edition.kind, edition.realm, edition.year).get(key)


def begun(last: ReportText | None) -> PartForm:
    """Return the form of a part as it is first shown."""
    texts = {f"text_{code}": text for code, text in (last.texts if last else {}).items()}
    return PartForm(initial={"read": last.number if last else 0, **texts})
