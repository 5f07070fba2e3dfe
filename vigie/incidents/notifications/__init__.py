"""Messages of this floor: none says more of an incident than its reference and its gravity."""

from vigie.incidents.notifications.messages import (
    tell_of_addition,
    tell_of_message,
)
from vigie.incidents.notifications.notices import (
    tell_authority,
)
from vigie.incidents.notifications.plain import (
    tell_duty,
)
from vigie.incidents.notifications.replacing import (
    tell_who_may_approve,
)
from vigie.incidents.notifications.support import (
    tell_duty_of_unanswered_support,
)

__all__ = [
    "tell_authority",
    "tell_duty",
    "tell_duty_of_unanswered_support",
    "tell_of_addition",
    "tell_of_message",
    "tell_who_may_approve",
]
