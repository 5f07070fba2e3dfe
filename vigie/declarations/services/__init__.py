"""Writes of this floor, by use case. Import them from here."""

from vigie.declarations.services.announcing import (
    announce,
    announce_what_waited,
)
from vigie.declarations.services.attaching import (
    IncomingFile,
    attach_arrived,
    cancel,
    continue_file,
    from_declarant,
    from_desk,
    reception_of_files,
)
from vigie.declarations.services.completion import (
    complete,
    submitted_before,
)
from vigie.declarations.services.enclosing import (
    Enclosed,
    enclose,
    write_with_files,
)
from vigie.declarations.services.file_contents import (
    ARCHIVE_PASSWORD,
    FileToSend,
    OpenedName,
    only_in_archive,
    open_names,
    send_to_declarant,
    send_to_desk,
)
from vigie.declarations.services.lateness import (
    mark_late,
)
from vigie.declarations.services.opening import (
    TooManyTries,
    open_slowly,
)
from vigie.declarations.services.past import (
    record_past,
)
from vigie.declarations.services.quarantine import (
    release_file,
    set_apart,
)
from vigie.declarations.services.reading import (
    OpenedMessage,
    note_seen,
    open_threads,
)
from vigie.declarations.services.reception import (
    KeyUsed,
    note_code_shown,
    receive,
    received_before,
)
from vigie.declarations.services.refresh import (
    refresh_current_facts,
    take_csirt_reading,
)
from vigie.declarations.services.reminding import (
    ask_to_remind,
    plan_reminders,
    remind,
)
from vigie.declarations.services.repeating import (
    names_another_structure,
    says_the_same,
)
from vigie.declarations.services.requesting import (
    AlreadyRequested,
    NobodyToAsk,
    NotRequested,
    cancel_request,
    request_report,
)
from vigie.declarations.services.resealing import (
    LeftBehind,
    left_behind,
)
from vigie.declarations.services.sealed_files import (
    PART_BYTES,
    Damaged,
    NoRoom,
    OutOfStep,
    Sender,
    begin_file,
    received_bytes,
)
from vigie.declarations.services.sharing import (
    show_shared,
    show_withdrawn,
)
from vigie.declarations.services.state import (
    mark_taken,
    set_public_state,
)
from vigie.declarations.services.submissions import (
    AuthorityTold,
    Complement,
    Contact,
    DeclaredStructure,
    PlainFacts,
    Submission,
    TypedBy,
)
from vigie.declarations.services.support import (
    NotOffered,
    SupportStanding,
    reply_to_offer,
    show_support,
)
from vigie.declarations.services.thread import (
    DeskSender,
    Letter,
    MessageText,
    TooManyMessages,
    unsent,
    write_to_declarants,
    write_to_desk,
)
from vigie.declarations.services.unsealing import (
    open_sections,
)

__all__ = [
    "ARCHIVE_PASSWORD",
    "PART_BYTES",
    "AlreadyRequested",
    "AuthorityTold",
    "Complement",
    "Contact",
    "Damaged",
    "DeclaredStructure",
    "DeskSender",
    "Enclosed",
    "FileToSend",
    "IncomingFile",
    "KeyUsed",
    "LeftBehind",
    "Letter",
    "MessageText",
    "NoRoom",
    "NobodyToAsk",
    "NotOffered",
    "NotRequested",
    "OpenedMessage",
    "OpenedName",
    "OutOfStep",
    "PlainFacts",
    "Sender",
    "Submission",
    "SupportStanding",
    "TooManyMessages",
    "TooManyTries",
    "TypedBy",
    "announce",
    "announce_what_waited",
    "ask_to_remind",
    "attach_arrived",
    "begin_file",
    "cancel",
    "cancel_request",
    "complete",
    "continue_file",
    "enclose",
    "from_declarant",
    "from_desk",
    "left_behind",
    "mark_late",
    "mark_taken",
    "names_another_structure",
    "note_code_shown",
    "note_seen",
    "only_in_archive",
    "open_names",
    "open_sections",
    "open_slowly",
    "open_threads",
    "plan_reminders",
    "receive",
    "received_before",
    "received_bytes",
    "reception_of_files",
    "record_past",
    "refresh_current_facts",
    "release_file",
    "remind",
    "reply_to_offer",
    "request_report",
    "says_the_same",
    "send_to_declarant",
    "send_to_desk",
    "set_apart",
    "set_public_state",
    "show_shared",
    "show_support",
    "show_withdrawn",
    "submitted_before",
    "take_csirt_reading",
    "unsent",
    "write_to_declarants",
    "write_to_desk",
    "write_with_files",
]
