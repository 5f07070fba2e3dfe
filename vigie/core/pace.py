"""How fast the clocks run: as the law says, or faster where people train.

On a training instance (`VIGIE_CLOCK_SPEED=60`) an hour lasts a minute: 72 hours pass in 72
minutes, so that a whole crisis is played in an afternoon. Production refuses to start so.
"""

from datetime import timedelta

from django.conf import settings

AS_THE_LAW_SAYS = 1


def clock_speed() -> float:
    """Return how many times faster than real time the clocks of this instance run."""
    return float(settings.VIGIE_CLOCK_SPEED)


def as_lived(span: timedelta) -> timedelta:
    """Return how long a span of the rules lasts here."""
    return span / clock_speed()
