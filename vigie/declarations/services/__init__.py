"""Writes of this floor, by use case. Import them from here."""

from vigie.declarations.services.attaching import (
    IncomingFile,
    attach_arrived,
    cancel,
    continue_file,
    from_declarant,
    reception_of_files,
)
from vigie.declarations.services.completion import complete
from vigie.declarations.services.file_contents import (
    ARCHIVE_PASSWORD,
    FileToSend,
    only_in_archive,
    send_to_declarant,
    send_to_desk,
)
from vigie.declarations.services.past import record_past
from vigie.declarations.services.reception import receive
from vigie.declarations.services.refresh import refresh_current_facts
from vigie.declarations.services.sealed_files import Damaged, OutOfStep, Sender, begin_file
from vigie.declarations.services.state import mark_taken, set_public_state
from vigie.declarations.services.submissions import (
    AuthorityTold,
    Complement,
    Contact,
    DeclaredStructure,
    PlainFacts,
    Submission,
)
from vigie.declarations.services.unsealing import open_sections

__all__ = [
    "ARCHIVE_PASSWORD",
    "AuthorityTold",
    "Complement",
    "Contact",
    "Damaged",
    "DeclaredStructure",
    "FileToSend",
    "IncomingFile",
    "OutOfStep",
    "PlainFacts",
    "Sender",
    "Submission",
    "attach_arrived",
    "begin_file",
    "cancel",
    "complete",
    "continue_file",
    "from_declarant",
    "mark_taken",
    "only_in_archive",
    "open_sections",
    "receive",
    "reception_of_files",
    "record_past",
    "refresh_current_facts",
    "send_to_declarant",
    "send_to_desk",
    "set_public_state",
]
