"""Parts of the machine that some tests need. Where one is missing they are skipped, with the
reason; in continuous integration `VIGIE_REQUIRE=postgresql,browser,clamd` makes that a failure.
"""

import os
from typing import NoReturn

import pytest


def required(part: str) -> bool:
    return part in os.environ.get("VIGIE_REQUIRE", "").split(",")


def skip_without(part: str, reason: str) -> NoReturn:
    if required(part):
        pytest.fail(f"{part} is required by VIGIE_REQUIRE: {reason}", pytrace=False)
    pytest.skip(reason)
