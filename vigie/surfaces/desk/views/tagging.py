"""Tags of a case: given and taken off."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.incidents import services
from vigie.incidents.models import Incident
from vigie.surfaces.desk.case_parts import answer_with_tags
from vigie.surfaces.desk.fetching import visible_case
from vigie.surfaces.desk.forms.tags import TagsForm
from vigie.surfaces.desk.posting import posted_from, tell_refused
from vigie.surfaces.desk.views.cases import case_page


def tags_typed_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show a case with the tags as they were typed, not given yet."""
    form = TagsForm.unchecked(request.POST)
    return case_page(request, visible_case(request, reference), tag_form=form)


def tags_to_correct(
    request: SignedInRequest, incident: Incident, form: TagsForm, *, status: int
) -> HttpResponse:
    """Show what was typed of the tags again: alone to a script, else on the case's page."""
    if request.htmx:
        return answer_with_tags(request, incident, form, status=status)
    return case_page(request, incident, tag_form=form, status=status)


@posted_from("desk:case")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(tags_typed_again)
def add_tags(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give a case tags."""
    incident = visible_case(request, reference)
    form = TagsForm(request.POST)
    if not form.is_valid():
        return tags_to_correct(request, incident, form, status=422)
    try:
        number = services.add_tags(incident, form.cleaned_data["tags"], actor=request.user)
    except services.TooManyTags:
        form.add_error("tags", _("A case has 20 tags at most: take one off first."))
        return tags_to_correct(request, incident, form, status=409)
    except services.CaseClosed as refusal:
        tell_refused(request, refusal, _("This case is closed: reopen it to change its tags."))
        return answer_with_tags(request, incident)
    text = ngettext("%(count)s tag added.", "%(count)s tags added.", number)
    messages.success(request, text % {"count": number})
    return answer_with_tags(request, incident)


@posted_from("desk:case")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def remove_tag(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take a tag off a case."""
    incident = visible_case(request, reference)
    try:
        services.remove_tag(incident, request.POST.get("tag", ""), actor=request.user)
    except services.CaseClosed as refusal:
        tell_refused(request, refusal, _("This case is closed: reopen it to change its tags."))
    else:
        # Whoever was first, it is gone.
        messages.success(request, _("Tag taken off."))
    return answer_with_tags(request, incident)
