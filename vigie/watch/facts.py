"""The facts of a bulletin: what machines read of it, and what is saved beside its texts."""

from datetime import date
from typing import Annotated, Any, Self

from cvss import CVSS3, CVSS4
from cvss.exceptions import CVSSError
from pydantic import BaseModel, ConfigDict, StringConstraints

from vigie.watch.enums import Exploited, Severity

CLEAR = "CLEAR"
MOST_ROWS = 50
LONGEST_NAME = 150
LONGEST_VECTOR = 300
CVE = r"^CVE-[0-9]{4}-[0-9]{4,19}$"


class NoVector(ValueError):  # noqa: N818 - reads as the answer it is
    """This is no CVSS vector of version 3.0, 3.1 or 4.0."""


class Fact(BaseModel):
    """A part of what is known, never changed once read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Product(Fact):
    """What is touched. Versions are said in words, as whoever looks for them reads them."""

    vendor: str
    name: str
    affected: str = ""
    fixed: str = ""
    # Common Platform Enumeration, where it is known.
    cpe: str = ""


class Vulnerability(Fact):
    """A vulnerability by its public number."""

    cve: Annotated[str, StringConstraints(pattern=CVE)]
    # CVSS 3.0, 3.1 or 4.0; empty: not scored.
    vector: str = ""
    exploited: Exploited = Exploited.UNKNOWN

    @property
    def score(self) -> float | None:
        """The base score, 0 to 10, which the vector alone decides."""
        return base_score(self.vector) if self.vector else None


class Action(Fact):
    """What to do and by when, in each language of the bulletin."""

    by: date | None = None
    texts: dict[str, str]


class Facts(Fact):
    """All that is known of a bulletin beside its texts."""

    # A code of the scheme tlp.
    tlp: str = CLEAR
    severity: Severity
    products: tuple[Product, ...] = ()
    vulnerabilities: tuple[Vulnerability, ...] = ()
    actions: tuple[Action, ...] = ()
    references: tuple[str, ...] = ()

    @classmethod
    def read(cls, stored: Any) -> Self:
        """Return the facts as they were stored."""
        return cls.model_validate(stored)

    def stored(self) -> dict[str, Any]:
        """Return them as JSON holds them."""
        return self.model_dump(mode="json")

    @property
    def for_everybody(self) -> bool:
        """Whether the marking lets anybody read it."""
        return self.tlp == CLEAR

    @property
    def exploited(self) -> bool:
        """Whether one of its vulnerabilities is known to be exploited."""
        return any(each.exploited == Exploited.YES for each in self.vulnerabilities)


def base_score(vector: str) -> float:
    """Return the base score that a CVSS vector of version 3.0, 3.1 or 4.0 means.

    Raises NoVector.
    """
    try:
        made = CVSS4(vector) if vector.startswith("CVSS:4.") else CVSS3(vector)
    except CVSSError as error:
        raise NoVector(vector) from error
    return float(made.base_score)
