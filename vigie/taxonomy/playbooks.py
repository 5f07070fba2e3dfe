"""Playbooks: what to do, to ask and to send when an incident of some kind is handled.

One data file each, `data/playbooks/<name>.toml`, written by those who answer incidents and read
by whoever wants to: a case is given its tasks, and a desk may add a file of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from vigie.taxonomy.datafile import DATA, Table, Words, read
from vigie.taxonomy.terms import scheme

HEAD_KEYS = (
    "name",
    "version",
    "date",
    "source",
    "kinds",
    "title",
    "summary",
    "sources",
    "tasks",
    "questions",
    "messages",
)
# Who does a task: those who handle cases.
ROLES = ("analyst", "duty_lead")
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
DELAY = re.compile(r"PT(?P<minutes>[1-9]\d{0,3})M|PT(?P<hours>[1-9]\d{0,2})H|P(?P<days>[1-9]\d?)D")


class UnknownPlaybookError(LookupError):
    """No playbook bears this name."""


@dataclass(frozen=True)
class Citation:
    """A public text that a playbook follows."""

    publisher: str
    title: str
    # Where it is published; empty where no lasting address is known.
    url: str


@dataclass(frozen=True)
class PlannedTask:
    """One thing to do, by whom, within how long from the moment the playbook is applied."""

    code: str
    role: str
    delay: timedelta
    title: Words
    # Why it is done, and how.
    text: Words


@dataclass(frozen=True)
class Question:
    """One thing to ask the declarant."""

    code: str
    text: Words


@dataclass(frozen=True)
class Message:
    """A short text to send to the declarant, and when."""

    code: str
    title: Words
    text: Words


@dataclass(frozen=True)
class Playbook:
    """How incidents of some kinds are handled."""

    name: str
    version: str
    date: date
    title: Words
    summary: Words
    # Codes of the scheme incident_kind for which it is proposed.
    kinds: tuple[str, ...]
    sources: tuple[Citation, ...]
    tasks: Mapping[str, PlannedTask]
    questions: tuple[Question, ...]
    messages: tuple[Message, ...]


def playbook(name: str) -> Playbook:
    """Return a playbook; raises UnknownPlaybookError."""
    try:
        return all_playbooks()[name]
    except KeyError:
        raise UnknownPlaybookError(f"no playbook is called “{name}”") from None


@cache
def all_playbooks() -> Mapping[str, Playbook]:
    """Return every playbook that ships, by name."""
    paths = sorted(DATA.joinpath("playbooks").glob("*.toml"))
    return MappingProxyType({path.stem: read_playbook(path) for path in paths})


def planned_task(playbook_name: str, code: str) -> PlannedTask | None:
    """Return a task as its playbook says it today; None where neither is known any more."""
    found = all_playbooks().get(playbook_name)
    return found.tasks.get(code) if found else None


def read_playbook(path: Path) -> Playbook:
    """Read a playbook from a data file; raises MalformedDataError."""
    head = read(path)
    head.only(HEAD_KEYS)
    return Playbook(
        name=path.stem,
        version=head.text("version"),
        date=head.day("date"),
        title=head.words("title"),
        summary=head.words("summary"),
        kinds=_kinds(head),
        sources=tuple(_citation(table) for table in _some(head, "sources")),
        tasks=MappingProxyType({task.code: task for task in _tasks(head)}),
        questions=tuple(_question(table) for table in _coded(head, "questions")),
        messages=tuple(_message(table) for table in _coded(head, "messages")),
    )


def _kinds(head: Table) -> tuple[str, ...]:
    kinds = head.texts("kinds")
    if not kinds:
        raise head.fault("“kinds” must name one kind of incident at least")
    if unknown := sorted(set(kinds) - set(scheme("incident_kind").codes)):
        raise head.fault(f"{', '.join(unknown)} is not a kind of incident")
    return kinds


def _some(head: Table, key: str) -> tuple[Table, ...]:
    tables = head.tables(key)
    if not tables:
        raise head.fault(f"“{key}” must hold one at least")
    return tables


def _coded(head: Table, key: str) -> Iterator[Table]:
    """Yield the tables of a list, each under a code of its own."""
    seen: set[str] = set()
    for table in _some(head, key):
        code = table.text("code")
        if not CODE.fullmatch(code):
            raise table.fault(f"“{code}” is not a code such as isolate_servers")
        if code in seen:
            raise table.fault(f"the code {code} stands twice")
        seen.add(code)
        yield table


def _citation(table: Table) -> Citation:
    table.only(("publisher", "title", "url"))
    return Citation(table.text("publisher"), table.text("title"), table.text("url", ""))


def _tasks(head: Table) -> Iterator[PlannedTask]:
    for table in _coded(head, "tasks"):
        table.only(("code", "role", "delay", "title", "text"))
        role = table.text("role")
        if role not in ROLES:
            raise table.fault(f"“{role}” is not a role: {', '.join(ROLES)}")
        yield PlannedTask(
            code=table.text("code"),
            role=role,
            delay=_delay(table),
            title=table.words("title"),
            text=table.words("text"),
        )


def _delay(table: Table) -> timedelta:
    text = table.text("delay")
    match = DELAY.fullmatch(text)
    if match is None:
        raise table.fault(f"“{text}” is not a delay such as PT30M, PT4H or P7D")
    return timedelta(**{unit: int(number) for unit, number in match.groupdict().items() if number})


def _question(table: Table) -> Question:
    table.only(("code", "text"))
    return Question(table.text("code"), table.words("text"))


def _message(table: Table) -> Message:
    table.only(("code", "title", "text"))
    return Message(table.text("code"), table.words("title"), table.words("text"))
