"""Who runs this instance: what the legal notices say of them, and nothing that was made up.

VIGIE_OPERATOR names a TOML file, headed as those of the taxonomy are (here operator.toml); what
it leaves out, the pages say is to be completed:

    name = "operator"
    version = "1.0"
    date = 2026-01-31
    source = "The agency's legal department"

    [operator]
    name = "..."
    address = "..."
    director = "..."
    host = "..."
    contact = "contact@example.org"
    dpo = "dpo@example.org"
    legal_basis = { fr = "...", en = "...", es = "..." }
    retention = { fr = "...", en = "...", es = "..." }
    transfers = { fr = "...", en = "...", es = "..." }
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vigie.taxonomy.datafile import NO_WORDS, Words, read

TEXTS = ("name", "address", "director", "host", "contact", "dpo")
WORDS = ("legal_basis", "retention", "transfers")


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Who runs an instance; empty: not said."""

    name: str = ""
    address: str = ""
    # Who answers for what is published.
    director: str = ""
    # Name and address of who hosts the servers.
    host: str = ""
    # Where the public writes, about accessibility too: an e-mail address.
    contact: str = ""
    # The data-protection officer, by an e-mail address.
    dpo: str = ""
    # On what ground declarations are processed, how long they are kept, and whether they leave
    # the European Union.
    legal_basis: Words = NO_WORDS
    retention: Words = NO_WORDS
    transfers: Words = NO_WORDS


def read_operator(path: str) -> Operator:
    """Return who runs this instance: what a file says, or nothing.

    Raises MalformedDataError, naming the file and the fault.
    """
    if not path:
        return Operator()
    given = read(Path(path)).table("operator")
    given.only((*TEXTS, *WORDS))
    known: dict[str, Any] = {key: given.text(key, "") for key in TEXTS}
    known |= {key: given.words(key, required=False) for key in WORDS}
    return Operator(**known)
