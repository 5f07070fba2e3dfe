"""Why this floor refuses to write: one exception for each reason an analyst can meet."""

from vigie.incidents.models import (
    Incident,
    IncidentDeclaration,
    Qualification,
    SupportRequest,
    Task,
)


class Refusal(Exception):  # noqa: N818 - nothing failed: somebody was told no
    """A write that the state of the case does not allow. Nothing was changed."""


class AlreadyTaken(Refusal):
    """Somebody has taken this declaration before: `link` says who, when and into which case."""

    def __init__(self, link: IncidentDeclaration) -> None:
        self.link = link
        super().__init__(f"{link.declaration_id} was taken into {link.incident.reference}")


class OtherRealm(Refusal):
    """A declaration may not join a case of another realm."""


class CaseClosed(Refusal):
    """The case is closed: it takes nothing more until it is reopened."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        super().__init__(f"{incident.reference} is closed")


class CaseMerged(CaseClosed):
    """The case was merged into another, which stands for it: nothing is done on it any more."""


class SameCase(Refusal):
    """Two were named, and are one: nothing to merge, split or link."""


class NotOfTheCase(Refusal):
    """None was chosen, or one is not, or is no longer, in the case."""


class NothingLeft(Refusal):
    """A case keeps one declaration at least: merge it instead of splitting all out of it."""


class AlreadyLinked(Refusal):
    """These two cases are linked already."""


class LinkRemoved(Refusal):
    """Somebody has removed this link before."""


class CannotUndo(Refusal):
    """Something contradicts undoing: `reason` says what, as one of the codes below."""

    ALREADY = "already"
    MOVED_ON = "moved_on"
    WORKED_ON = "worked_on"
    NOTHING_LEFT = "nothing_left"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class CaseOpen(Refusal):
    """The case is open already: there is nothing to reopen."""


class NotQualified(Refusal):
    """A case is closed only once it is qualified: figures count what was qualified."""


class CannotLead(Refusal):
    """Only an analyst or a duty lead leads a case."""


class StaleQualification(Refusal):
    """Another qualification was saved since the form was shown: `current` is what it says.

    `incident` carries the summary saved with it. None in `current` means that the form was
    made for a qualification which does not exist.
    """

    def __init__(self, incident: Incident, current: Qualification | None) -> None:
        self.incident = incident
        self.current = current
        super().__init__(f"{incident.reference} was qualified meanwhile")


class StaleTask(Refusal):
    """Somebody changed the task since it was shown: `current` is what it says now."""

    def __init__(self, current: Task) -> None:
        self.current = current
        super().__init__(f"{current.pk} was changed meanwhile")


class CannotOpen(Refusal):
    """Only who handles the case opens what was sealed on it."""


class SupportOpen(Refusal):
    """The same support for the same structure is open already."""


class StaleSupport(Refusal):
    """Somebody changed the request for support since it was shown: `current` is what it is now."""

    def __init__(self, current: SupportRequest) -> None:
        self.current = current
        super().__init__(f"{current.pk} is at revision {current.revision}")


class ImpossibleMove(Refusal):
    """No step leads a request for support from where it stands to where somebody asked."""


class NotInThisCase(Refusal):
    """A declaration is not, or is no more, of the case whose declarants are written to."""


class NobodyToWriteTo(Refusal):
    """None of those written to has a receipt to read it with: declarations of a history."""


class TooManyAddressees(Refusal):
    """More declarants than may be written to in one act."""


class CannotCorrect(Refusal):
    """A note corrects a note of its own case."""
