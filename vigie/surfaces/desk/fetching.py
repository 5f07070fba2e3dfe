"""Objects fetched through whoever asks: what one may not see does not exist."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _

from vigie.accounts.request import SignedInRequest
from vigie.declarations.models import Declaration
from vigie.incidents import selectors
from vigie.incidents.models import Incident, Notice, Task


def visible_case(request: SignedInRequest, reference: str) -> Incident:
    """Return a case that this person may see, or answer 404.

    Of a case that was merged, the survivor stands for it: the person is told so.
    """
    incident = named_case(request, reference)
    if incident.merged_into is None:
        return incident
    survivor = named_case(request, selectors.survivor(incident).reference)
    text = _("The case %(merged)s was merged into this one, %(survivor)s.")
    names = {"merged": incident.reference, "survivor": survivor.reference}
    messages.info(request, text % names)
    return survivor


def named_case(request: SignedInRequest, reference: str) -> Incident:
    """Return the very case of this reference, merged or not, or answer 404."""
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


def visible_notice(request: SignedInRequest, reference: str) -> Notice:
    """Return a notice that this person may see, or answer 404."""
    try:
        return selectors.notice(request.user, reference)
    except Notice.DoesNotExist:
        raise Http404 from None


def told_notice(request: SignedInRequest, reference: str) -> Notice:
    """Return a notice that this person may see and that is not withdrawn, or answer 404."""
    notice = visible_notice(request, reference)
    if not notice.told:
        raise Http404
    return notice
