"""Before declaring: the questions that will be asked, and whether one must declare."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.surfaces.intake.paper import blank_form_answer
from vigie.surfaces.intake.questions import questions as all_questions
from vigie.surfaces.portal.forms import MustDeclareForm


@audience(Audience.ANYONE)
@require_http_methods(["GET", "HEAD"])
def questions(request: HttpRequest) -> HttpResponse:
    """List what the declare page asks, to be read or printed before starting."""
    return render(request, "portal/questions.html", {"questions": all_questions()})


@audience(Audience.ANYONE)
@require_http_methods(["GET", "HEAD"])
def blank_form(_request: HttpRequest) -> HttpResponse:
    """Give the form to print and fill in by hand, for when nothing else works."""
    return blank_form_answer()


def must_declare_again(request: HttpRequest) -> HttpResponse:
    """Show the answers given, in another language."""
    return must_declare_page(request, MustDeclareForm.unchecked(request.POST))


@audience(Audience.ANYONE)
@keeps_typed(must_declare_again)
@require_http_methods(["GET", "HEAD", "POST"])
def must_declare(request: HttpRequest) -> HttpResponse:
    """Tell whether the law asks for a declaration, and why. Nothing is recorded."""
    return must_declare_page(
        request, MustDeclareForm(request.POST if request.method == "POST" else None)
    )


def must_declare_page(request: HttpRequest, form: MustDeclareForm) -> HttpResponse:
    """Render the questions and, once they are answered, the verdict."""
    verdict = form.verdict() if form.is_valid() else None
    shown = {"form": form, "typed_form": "must-declare", "verdict": verdict}
    status = 422 if form.errors else 200
    return render(request, "portal/must_declare.html", shown, status=status)
