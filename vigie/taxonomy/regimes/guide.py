"""“Must I declare?”: a few questions, an answer, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vigie.taxonomy.codes import DeclarationNature, Touched
from vigie.taxonomy.datafile import DATA, Table, Words, read
from vigie.taxonomy.regimes.conditions import Condition, Truth, parse

MANDATORY = "mandatory"
RECOMMENDED = "recommended"
VOLUNTARY = "voluntary"

VERDICT_OF = {Truth.TRUE: MANDATORY, Truth.UNKNOWN: RECOMMENDED, Truth.FALSE: VOLUNTARY}
ANSWERS = frozenset(Touched)


@dataclass(frozen=True)
class Question:
    """One question, answered by yes, no or not known, and what each answer means."""

    code: str
    text: Words
    help: Words
    because: Mapping[str, Words]


@dataclass(frozen=True)
class Verdict:
    """The answer: mandatory, recommended or voluntary; and why."""

    code: str
    title: Words
    text: Words
    reasons: tuple[Words, ...]

    @property
    def mandatory(self) -> bool:
        """The law asks for it."""
        return self.code == MANDATORY

    @property
    def recommended(self) -> bool:
        """It may be mandatory: declare, and complete later."""
        return self.code == RECOMMENDED

    @property
    def voluntary(self) -> bool:
        """Nothing asks for it, and it is welcome."""
        return self.code == VOLUNTARY

    @property
    def nature(self) -> DeclarationNature:
        """The nature to propose on the declaration that follows."""
        return DeclarationNature.VOLUNTARY if self.voluntary else DeclarationNature.MANDATORY


@dataclass(frozen=True)
class _VerdictWords:
    title: Words
    text: Words
    # The answers whose reasons are worth reading beside this verdict.
    shows: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """The questions, the rule and the words of the verdicts."""

    questions: tuple[Question, ...]
    rule: Condition
    verdicts: Mapping[str, _VerdictWords]

    def verdict(self, answers: Mapping[str, str]) -> Verdict:
        """Return what these answers lead to; a question left out counts as “not known”."""
        if unknown := sorted(set(answers) - {question.code for question in self.questions}):
            raise ValueError(f"there is no question {', '.join(unknown)}")
        if wrong := sorted(set(answers.values()) - ANSWERS):
            raise ValueError(f"{', '.join(wrong)} is no answer")
        given = {each.code: answers.get(each.code, Touched.UNKNOWN) for each in self.questions}
        code = VERDICT_OF[self.rule.read(given)]
        words = self.verdicts[code]
        reasons = tuple(
            question.because[given[question.code]]
            for question in self.questions
            if given[question.code] in words.shows and given[question.code] in question.because
        )
        return Verdict(code, words.title, words.text, reasons)


def questions() -> tuple[Question, ...]:
    """Return the questions to ask, in order."""
    return _guide().questions


def must_declare(answers: Mapping[str, str]) -> Verdict:
    """Return the verdict for these answers (yes, no, unknown) by code of question."""
    return _guide().verdict(answers)


def read_guide(path: Path) -> Guide:
    """Read a guide from a data file; raises MalformedDataError."""
    head = read(path)
    head.only(("name", "version", "date", "source", "url", "note", "questions", "rule", "verdicts"))
    asked = tuple(_questions(head))
    verdicts = head.table("verdicts")
    verdicts.only(VERDICT_OF.values())
    return Guide(
        questions=asked,
        rule=parse(head.table("rule"), {question.code: ANSWERS for question in asked}),
        verdicts={code: _verdict_words(verdicts.table(code)) for code in VERDICT_OF.values()},
    )


@cache
def _guide() -> Guide:
    return read_guide(DATA / "must_declare.toml")


def _questions(head: Table) -> Iterator[Question]:
    for table in head.tables("questions"):
        table.only(("code", "text", "help", "because"))
        because = table.table("because")
        because.only(ANSWERS)
        yield Question(
            code=table.text("code"),
            text=table.words("text"),
            help=table.words("help"),
            because={answer: because.words(answer) for answer in because.values},
        )


def _verdict_words(table: Table) -> _VerdictWords:
    table.only(("title", "text", "shows"))
    if wrong := sorted(set(table.texts("shows")) - ANSWERS):
        raise table.fault(f"{', '.join(wrong)} is no answer")
    return _VerdictWords(table.words("title"), table.words("text"), table.texts("shows"))
