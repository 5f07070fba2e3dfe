"""`VIGIE_CLOCK_SPEED`: how many times faster than the law's the clocks of a training run."""

import math

from django.core.exceptions import ImproperlyConfigured


def read_clock_speed(text: str) -> float:
    """Return a speed; raises ImproperlyConfigured unless it is a positive number."""
    try:
        speed = float(text or "1")
    except ValueError:
        speed = math.nan
    if not (math.isfinite(speed) and speed > 0):
        raise ImproperlyConfigured(
            f"VIGIE_CLOCK_SPEED={text} is not a positive number. 1 is real time; with 60, an "
            "hour lasts a minute."
        )
    return speed


def refuse_training_clocks(speed: float) -> None:
    """Raise ImproperlyConfigured where clocks that do not run as the law says must not be."""
    if speed != 1:
        raise ImproperlyConfigured(
            f"VIGIE_CLOCK_SPEED={speed:g} is for training, and production receives real "
            "declarations: their deadlines would be wrong. Train on another instance, "
            "VIGIE_MODE=demo."
        )
