"""What a program answers to an offer of help."""

from typing import Annotated

from pydantic import Field

from vigie.surfaces.api.service import Strict


class Answer(Strict):
    """Yes or no."""

    accepts: Annotated[bool, Field(strict=True)]
