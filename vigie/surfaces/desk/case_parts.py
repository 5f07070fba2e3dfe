"""The small forms beside the qualification: each is answered alone, what is typed stays."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from vigie.accounts.request import SignedInRequest
from vigie.incidents import selectors
from vigie.incidents.models import Incident
from vigie.surfaces.desk.forms.bulk import LeadForm
from vigie.surfaces.desk.forms.tags import TagsForm


def tags_part(incident: Incident, form: TagsForm | None = None) -> dict[str, Any]:
    """Return what the tags of a case are shown with; a form given must be corrected."""
    return {
        "tags": selectors.tags_of(incident),
        "tags_used": [] if incident.closed_at else selectors.tags_used_lately(incident.realm),
        "tag_form": form or TagsForm(),
    }


def lead_part(incident: Incident) -> dict[str, Any]:
    """Return what the choice of a lead is shown with."""
    return {"lead_form": None if incident.closed_at else LeadForm()}


def answer_with_tags(
    request: SignedInRequest, incident: Incident, form: TagsForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer a script with the tags alone, and anybody else with the case's page."""
    if not request.htmx:
        return redirect("desk:case", incident.reference)
    incident = selectors.case(request.user, incident.reference)
    context = {"incident": incident, **tags_part(incident, form)}
    return render(request, "desk/_tagging_answer.html", context, status=status)


def answer_with_lead(request: SignedInRequest, incident: Incident) -> HttpResponse:
    """Answer a script with the lead alone, and anybody else with the case's page."""
    if not request.htmx:
        return redirect("desk:case", incident.reference)
    incident = selectors.case(request.user, incident.reference)
    context = {"incident": incident, **lead_part(incident)}
    return render(request, "desk/_lead_answer.html", context)
