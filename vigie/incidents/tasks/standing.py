"""The order of the cases, kept up to date."""

import logging
import uuid

from vigie.core import outbox
from vigie.core.periodic import periodic
from vigie.incidents import services

logger = logging.getLogger(__name__)


@outbox.handler("declaration.moved", lane=outbox.Lane.URGENT)
def follow_declaration(*, declaration: str) -> None:
    """List the case of a declaration by what it says now."""
    services.refresh_standing_of(uuid.UUID(declaration))


@periodic(minute="7", hour="1")
def put_all_cases_in_order() -> None:
    """Look at every open case once a night: none should be out of step."""
    if found := services.refresh_standings():
        logger.warning("%d cases were listed by what they no longer say; put right", found)
