"""Objects fetched through whoever asks: what one may not see does not exist."""

import uuid

from django.http import Http404

from vigie.accounts.request import SignedInRequest
from vigie.declarations.models import Declaration
from vigie.incidents import selectors
from vigie.incidents.models import Incident, Task


def visible_case(request: SignedInRequest, reference: str) -> Incident:
    """Return a case that this person may see, or answer 404."""
    try:
        return selectors.case(request.user, reference)
    except Incident.DoesNotExist:
        raise Http404 from None


def visible_declaration(request: SignedInRequest, reference: str) -> Declaration:
    """Return a declaration that this person may see, or answer 404."""
    try:
        return selectors.declaration(request.user, reference)
    except Declaration.DoesNotExist:
        raise Http404 from None


def task_of(incident: Incident, key: uuid.UUID) -> Task:
    """Return a task of this very case, or answer 404."""
    try:
        return selectors.task(incident, key)
    except Task.DoesNotExist:
        raise Http404 from None
