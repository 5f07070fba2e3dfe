"""The yearly reports: what stands in them, what they look like, and their publication."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.observatory import selectors
from vigie.observatory.enums import ReportKind
from vigie.observatory.models import CaseStudy
from vigie.observatory.reports import published, rendering, sources
from vigie.observatory.reports.editions import Edition, NothingPublished
from vigie.observatory.reports.published import PublishedReport, VersionTaken
from vigie.observatory.reports.services import NothingNew, publish_report
from vigie.surfaces.desk.forms.reports import CorrectionForm
from vigie.surfaces.desk.posting import posted_from

PAGE = "desk:report"


@dataclass(frozen=True)
class Listed:
    """A report that there is or may be, and its last version."""

    year: int
    kind: ReportKind
    last: PublishedReport | None


@require_safe
@audience(Audience.STATISTICIAN)
def reports(request: SignedInRequest) -> HttpResponse:
    """List the reports: two for each year whose figures are published."""
    realm = settings.VIGIE_INTAKE_REALM
    last: dict[tuple[int, str], PublishedReport] = {}
    for each in published.every(realm):
        last.setdefault((each.year, each.kind), each)
    listed = [
        Listed(publication.year, kind, last.get((publication.year, str(kind))))
        for publication in reversed(selectors.series(realm))
        for kind in ReportKind
    ]
    return render(request, "desk/reports.html", {"listed": listed})


@require_safe
@audience(Audience.STATISTICIAN)
def report(request: SignedInRequest, year: int, kind: str) -> HttpResponse:
    """Show what a report is made of, part by part, and its versions."""
    return report_page(request, edition_of(year, kind))


def report_page(
    request: SignedInRequest,
    edition: Edition,
    form: CorrectionForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show a report; `form`: what is corrected, as it was typed."""
    versions = published.history(edition.realm, edition.year, edition.kind)
    written = sources.current_texts(edition.kind, edition.realm, edition.year)
    studies = CaseStudy.objects.filter(realm=edition.realm, year=edition.year)
    context: dict[str, Any] = {
        "edition": edition,
        "label": edition.kind.label,
        "parts": [(part, written.get(part.key)) for part in rendering.parts(edition)],
        "versions": versions,
        "languages": settings.LANGUAGES,
        "studies": list(studies) if edition.kind == ReportKind.OBSERVATORY else None,
        "form": form or CorrectionForm(signer=request.user, further=bool(versions)),
    }
    return render(request, "desk/report.html", context, status=status)


@require_safe
@audience(Audience.STATISTICIAN)
def preview(request: SignedInRequest, year: int, kind: str, language: str) -> HttpResponse:  # noqa: ARG001
    """Give a report as it would be published now, marked as a draft on each page."""
    if language not in dict(settings.LANGUAGES):
        raise Http404(language)
    edition = edition_of(year, kind, language)
    with override(language):
        document = rendering.report_pdf(edition)
    name = f"draft-{year}-{kind}-{language}.pdf"
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    return response


def again(request: SignedInRequest, year: int, kind: str) -> HttpResponse:
    """Show the page of a report; what it asks is a line or two."""
    return report_page(request, edition_of(year, kind))


@posted_from(PAGE)
@audience(Audience.STATISTICIAN)
@keeps_typed(again)
def publish(request: SignedInRequest, year: int, kind: str) -> HttpResponse:
    """Publish a report in all its languages."""
    edition = edition_of(year, kind)
    further = bool(published.history(edition.realm, year, kind))
    form = CorrectionForm(request.POST, signer=request.user, further=further)
    if not form.is_valid():
        return report_page(request, edition, form, status=422)
    try:
        made = publish_report(
            edition.kind,
            edition.realm,
            year,
            signed_by=form.signed_by,
            actor=request.user,
            notes=form.notes(),
        )
    except NothingNew:
        messages.info(request, _("Nothing has changed since the last version: it stands."))
    except VersionTaken:
        messages.warning(request, _("Somebody else published at the same moment: look again."))
    else:
        words = _("Published: version %(version)s, in every language.")
        messages.success(request, words % {"version": made.version})
    return redirect(PAGE, year, kind)


def edition_of(year: int, kind: str, language: str = "") -> Edition:
    """Return a report as it stands now, or answer 404."""
    if kind not in ReportKind.values:
        raise Http404(kind)
    code = language or get_language() or ""
    try:
        return sources.edition(ReportKind(kind), settings.VIGIE_INTAKE_REALM, year, code)
    except NothingPublished:
        raise Http404(str(year)) from None
