"""Routes for the tests of the web ground: one page of each kind."""

from datetime import timedelta

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from vigie.core.audience import Audience, audience
from vigie.core.errors import too_many_requests
from vigie.core.forms import VigieForm, ZonedDateTimeField
from vigie.core.stale_form import keeps_typed

handler400 = "vigie.core.errors.bad_request"
handler403 = "vigie.core.errors.permission_denied"
handler404 = "vigie.core.errors.page_not_found"
handler500 = "vigie.core.errors.server_error"

recorded: list[dict[str, object]] = []


class Story(VigieForm):
    """One field of each kind."""

    code = forms.CharField(widget=forms.HiddenInput)
    structure = forms.CharField(label="Structure", help_text="As in the directory")
    story = forms.CharField(label="What happens", widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose"), ("a", "A"), ("b", "B")])
    impact = forms.ChoiceField(
        label="Impact",
        widget=forms.RadioSelect,
        choices=[("a", "A"), ("b", "B")],
        help_text="At worst",
    )
    systems = forms.MultipleChoiceField(
        label="Systems",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "A"), ("b", "B")],
    )
    kept = forms.BooleanField(label="I kept the code")
    detected_at = ZonedDateTimeField(label="Detected at", help_text="Even roughly")
    persons = forms.IntegerField(label="Persons", required=False)
    mail = forms.EmailField(label="E-mail", required=False)


def page(request: HttpRequest, form: Story) -> HttpResponse:
    return render(request, "tests/story.html", {"form": form, "typed_form": "story"})


def story_again(request: HttpRequest) -> HttpResponse:
    return page(request, Story.unchecked(request.POST, code="made-anew"))


@audience(Audience.ANYONE)
@keeps_typed(story_again)
def story(request: HttpRequest) -> HttpResponse:
    form = Story(request.POST if request.method == "POST" else None, initial={"code": "first"})
    if form.is_valid():
        recorded.append(form.cleaned_data)
        messages.success(request, "Recorded")
    return page(request, form)


@audience(Audience.ANYONE)
def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {request.GET.dict()} {request.POST.dict()}")


@audience(Audience.CODE_HOLDER)
def for_code_holder(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("yours")


@audience(Audience.SIGNED_IN)
def for_signed_in(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("yours")


@audience(Audience.ANALYST)
def for_analyst(request: HttpRequest) -> HttpResponse:
    return render(request, "vigie/error.html", {"title": "Desk", "text": "Cases"})


@audience(Audience.STATISTICIAN, Audience.ADMINISTRATOR)
def for_either(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("yours")


def undeclared(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody may read this")


@audience(Audience.ANYONE)
def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken")


@audience(Audience.ANYONE)
def slowed(request: HttpRequest) -> HttpResponse:
    return too_many_requests(request, timedelta(seconds=90))


pages = [
    path("", plain, name="plain"),
    path("story/", story, name="story"),
    path("mine/", for_code_holder, name="mine"),
    path("signed-in/", for_signed_in, name="signed_in"),
    path("either/", for_either, name="either"),
    path("undeclared/", undeclared, name="undeclared"),
    path("broken/", broken, name="broken"),
    path("slowed/", slowed, name="slowed"),
]
desk = [path("queue/", for_analyst, name="queue")]

urlpatterns = i18n_patterns(
    path("accounts/", include("vigie.accounts.demo_urls")),
    path("accounts/", include("vigie.accounts.urls")),
    path("desk/", include((desk, "desk"))),
    path("", include((pages, "tests"))),
)
