"""Playbooks: complete in three languages, and refused with the place of the fault."""

from datetime import timedelta
from pathlib import Path

import pytest

from vigie.accounts.enums import Role
from vigie.taxonomy.datafile import LANGUAGES, MalformedDataError, Words
from vigie.taxonomy.playbooks import (
    Playbook,
    UnknownPlaybookError,
    all_playbooks,
    planned_task,
    playbook,
    read_playbook,
)
from vigie.taxonomy.terms import scheme

ASKED_FOR = {
    "ransomware",
    "account_compromise",
    "phishing",
    "data_leak",
    "malware",
    "intrusion",
    "denial_of_service",
    "network_loss",
    "software_failure",
    "provider_failure",
    "medical_device",
    "hosting_loss",
}
WHOLE = """
name = "{name}"
version = "1.0"
date = 2026-11-27
source = "test"
kinds = ["ransomware"]
title = {{ fr = "T", en = "T", es = "T" }}
summary = {{ fr = "T", en = "T", es = "T" }}
[[sources]]
publisher = "NIST"
title = "SP 800-61"
[[tasks]]
code = "call"
role = "analyst"
delay = "PT30M"
title = {{ fr = "T", en = "T", es = "T" }}
text = {{ fr = "T", en = "T", es = "T" }}
[[questions]]
code = "what"
text = {{ fr = "T", en = "T", es = "T" }}
[[messages]]
code = "first"
title = {{ fr = "T", en = "T", es = "T" }}
text = {{ fr = "T", en = "T", es = "T" }}
"""


def words_of(book: Playbook) -> list[Words]:
    """Return every text of a playbook."""
    tasks = [text for task in book.tasks.values() for text in (task.title, task.text)]
    messages = [text for message in book.messages for text in (message.title, message.text)]
    questions = [question.text for question in book.questions]
    return [book.title, book.summary, *tasks, *questions, *messages]


def test_the_kinds_that_a_desk_meets_have_a_playbook() -> None:
    assert set(all_playbooks()) >= ASKED_FOR


@pytest.mark.parametrize("name", all_playbooks())
def test_a_playbook_has_tasks_questions_texts_and_sources(name: str) -> None:
    book = playbook(name)
    assert len(book.tasks) >= 5
    assert len(book.questions) >= 3
    assert len(book.messages) >= 1
    assert len(book.sources) >= 2
    assert set(book.kinds) <= set(scheme("incident_kind").codes)
    assert {task.role for task in book.tasks.values()} <= set(Role.values)


@pytest.mark.parametrize("name", all_playbooks())
def test_a_playbook_speaks_three_languages_and_each_its_own(name: str) -> None:
    for words in words_of(playbook(name)):
        said = {language: words.in_language(language) for language in LANGUAGES}
        assert all(text.strip() == text and text for text in said.values())
        # A title may be one word that languages share; a sentence forgotten is not.
        if len(said["en"]) > 40:
            assert len(set(said.values())) == 3, said


@pytest.mark.parametrize("name", all_playbooks())
def test_french_has_its_spaces_before_high_marks(name: str) -> None:
    broken = [
        text
        for words in words_of(playbook(name))
        if any(f" {mark}" in (text := words.in_language("fr")) for mark in ":;?!»")
    ]
    assert broken == []


def test_every_kind_of_incident_that_is_known_has_a_playbook() -> None:
    covered = {kind for book in all_playbooks().values() for kind in book.kinds}
    assert set(scheme("incident_kind").codes) - covered == {"other", "unknown"}


@pytest.mark.parametrize(
    ("delay", "meant"),
    [
        ("PT30M", timedelta(minutes=30)),
        ("PT72H", timedelta(hours=72)),
        ("P14D", timedelta(days=14)),
    ],
)
def test_delays_are_minutes_hours_or_days(tmp_path: Path, delay: str, meant: timedelta) -> None:
    assert read(tmp_path, WHOLE.replace("PT30M", delay)).tasks["call"].delay == meant


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("PT30M", "30 minutes", "is not a delay"),
        ("PT30M", "PT0H", "is not a delay"),
        ("PT30M", "P1M", "is not a delay"),
        ('role = "analyst"', 'role = "statistician"', "is not a role"),
        ('kinds = ["ransomware"]', 'kinds = ["flood"]', "flood is not a kind of incident"),
        ('kinds = ["ransomware"]', "kinds = []", "one kind of incident at least"),
        ('code = "call"', 'code = "Call us"', "is not a code"),
        ('[[messages]]\ncode = "first"', '[[messages]]\ncode = "first"\nsubject = "x"', "unknown"),
        ('publisher = "NIST"', "", "“publisher” must be a text"),
        (', es = "T" }}\n[[questions]]', " }}\n[[questions]]", "lacks es"),
        ("[[questions]]", "[[asked]]", "unknown key asked"),
    ],
)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, was: str, becomes: str, fault: str
) -> None:
    assert was in WHOLE
    with pytest.raises(MalformedDataError, match=fault):
        read(tmp_path, WHOLE.replace(was, becomes))


def test_a_code_stands_once(tmp_path: Path) -> None:
    tasks = WHOLE[WHOLE.index("[[tasks]]") : WHOLE.index("[[questions]]")]
    with pytest.raises(MalformedDataError, match=r"tasks\[2\]: the code call stands twice"):
        read(tmp_path, WHOLE.replace("[[questions]]", f"{tasks}[[questions]]"))


def test_a_list_may_not_be_empty(tmp_path: Path) -> None:
    without = WHOLE[: WHOLE.index("[[messages]]")]
    with pytest.raises(MalformedDataError, match="“messages” must hold one at least"):
        read(tmp_path, without)


def test_what_is_not_known_is_said() -> None:
    with pytest.raises(UnknownPlaybookError):
        playbook("flood")
    assert planned_task("flood", "call") is None
    assert planned_task("ransomware", "flood") is None


def read(folder: Path, text: str) -> Playbook:
    path = folder / "mine.toml"
    path.write_text(text.format(name="mine"), encoding="utf-8")
    return read_playbook(path)
