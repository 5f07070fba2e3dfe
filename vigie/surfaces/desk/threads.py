"""One page of the threads of a case, and the form to write to their declarants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.utils.datastructures import MultiValueDict

from vigie.core.forms.base import clean_text
from vigie.declarations.models import Declaration
from vigie.declarations.selectors import NO_MESSAGE, ThreadSummary, thread_summaries
from vigie.declarations.services import OpenedMessage
from vigie.incidents import selectors
from vigie.incidents.models import Incident
from vigie.surfaces.desk.forms.messages import SOME, ComposeForm, TemplateForm
from vigie.taxonomy.message_templates import MessageTemplate, UnknownTemplateError, template

ROWS = 25


@dataclass(frozen=True)
class ThreadRow:
    """A thread: what may be told of it, and its messages where somebody opened it."""

    declaration: Declaration
    summary: ThreadSummary
    opened: Sequence[OpenedMessage] | None


class Threads:
    """The declarations of a case on one page: the address says which page and whom to write to."""

    def __init__(self, request: HttpRequest, incident: Incident) -> None:
        """Read them once: opening a thread must not move it while it is shown."""
        self.incident = incident
        self.asked = request.GET
        found = selectors.threads_of(incident)
        self.page: Page[Any] = Paginator(found, ROWS).get_page(request.GET.get("page"))
        self.declarations: list[Declaration] = list(self.page.object_list)
        self.audience = selectors.addressees(incident)
        # Read before a thread is opened.
        self.summaries = thread_summaries([each.pk for each in self.declarations])

    def rows(self, opened: Mapping[UUID, Sequence[OpenedMessage]]) -> list[ThreadRow]:
        """Return the threads, those in `opened` with their messages."""
        return [
            ThreadRow(each, self.summaries.get(each.pk, NO_MESSAGE), opened.get(each.pk))
            for each in self.declarations
        ]

    def form(self, data: Any = None, *, checked: bool = True) -> ComposeForm:
        """Return the form, as it was typed or to be filled in."""
        form = ComposeForm(
            data,
            audience=self.audience,
            listed=self._offered(data or self.asked),
            template=self.template if data is None else None,
            # Nobody writes to all declarants of a case by leaving a choice as it was.
            initial={"to": SOME, "only": self.asked.getlist("to")} if "to" in self.asked else {},
        )
        return form if checked else form.unjudged()

    def template_form(self) -> TemplateForm:
        """Return the choice of a template: of the playbooks applied, or for what happened."""
        playbooks = selectors.applied_playbooks(self.incident)
        return TemplateForm(self.asked, kinds=self._kinds, playbooks=playbooks)

    @cached_property
    def template(self) -> MessageTemplate | None:
        """The template that the address names; 404 where there is none of that name."""
        code = self.asked.get("template", "")
        try:
            return template(code) if code else None
        except UnknownTemplateError:
            raise Http404 from None

    @property
    def _kinds(self) -> set[str]:
        qualification = getattr(self.incident, "qualification", None)
        declared = {each.kind for each in self.declarations}
        return declared | ({qualification.kind} if qualification else set())

    def _offered(self, asked: MultiValueDict[str, str]) -> list[Declaration]:
        """Return those who can be ticked: of this page, and those that were named elsewhere."""
        # As typed: a form cleans what it is given, and this comes before it.
        named = {clean_text(each) for each in (*asked.getlist("only"), *self.asked.getlist("to"))}
        missing = named - {each.reference for each in self.declarations}
        elsewhere = selectors.threads_of(self.incident).filter(reference__in=list(missing)[:ROWS])
        listed = [*self.declarations, *(elsewhere if missing else ())]
        return [each for each in listed if each.reachable]
