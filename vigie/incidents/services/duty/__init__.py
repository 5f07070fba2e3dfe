"""The duty: its roster, whom it wakes and how, who answered. Import its writes from here."""

from vigie.incidents.services.duty.acknowledging import (
    AlreadyAcknowledged,
    PageOver,
    acknowledge,
    acknowledge_by_taking,
)
from vigie.incidents.services.duty.addresses import keep_addresses, mailbox
from vigie.incidents.services.duty.arriving import declaration_arrived
from vigie.incidents.services.duty.climbing import climb
from vigie.incidents.services.duty.drills import (
    DrillUnderWay,
    NobodyOnDuty,
    call_off,
    start_drill,
)
from vigie.incidents.services.duty.handing_over import (
    AlreadyTakenOver,
    hand_over,
    open_note,
    take_over,
)
from vigie.incidents.services.duty.roster import (
    CannotBeOnDuty,
    ShiftEnded,
    ShiftExists,
    add_shift,
    remove_shift,
)
from vigie.incidents.services.duty.sending import NotDelivered, send
from vigie.incidents.services.duty.whom import mail_desk, whom

__all__ = [
    "AlreadyAcknowledged",
    "AlreadyTakenOver",
    "CannotBeOnDuty",
    "DrillUnderWay",
    "NobodyOnDuty",
    "NotDelivered",
    "PageOver",
    "ShiftEnded",
    "ShiftExists",
    "acknowledge",
    "acknowledge_by_taking",
    "add_shift",
    "call_off",
    "climb",
    "declaration_arrived",
    "hand_over",
    "keep_addresses",
    "mail_desk",
    "mailbox",
    "open_note",
    "remove_shift",
    "send",
    "start_drill",
    "take_over",
    "whom",
]
