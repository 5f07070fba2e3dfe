"""The kinds of values that the API takes: each refuses in words, and says its form in OpenAPI."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from vigie.core import codes
from vigie.core.forms.base import clean_text
from vigie.core.forms.moments import FIRST_YEAR, LAST_YEAR
from vigie.surfaces.intake import rules

# The kind of an error whose words are ours, already in the reader's language.
OURS = "vigie"
RFC_3339 = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Schema = dict[str, Any]


def held_to(rule: Callable[[Any], Any], value: Any) -> Any:
    """Return what a rule of the forms makes of a value, or refuse it in the rule's words."""
    try:
        return rule(value)
    except ValidationError as error:
        raise refused(error.messages[0]) from None


def refused(words: str) -> PydanticCustomError:
    """Return the error that says `words`."""
    return PydanticCustomError(OURS, "{words}", {"words": words})


class Kind:
    """A kind of value: how it is read from JSON, and how OpenAPI describes it."""

    def read(self, value: object) -> Any:
        """Return the value, or raise what `refused` makes."""
        raise NotImplementedError

    def described(self) -> Schema:
        """Return its JSON Schema."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> Schema:
        return self.described()


@dataclass(frozen=True)
class Text(Kind):
    """A text, cleaned as the portal cleans it: no control characters, newlines as LF."""

    longest: int
    required: bool = False
    # What else it must be, once cleaned: a rule of the forms.
    check: Callable[[Any], Any] | None = None
    about: str = ""

    def read(self, value: object) -> str:
        """Return the text without what means nothing in it."""
        if not isinstance(value, str):
            raise refused(_("Give a text."))
        if len(value) > self.longest:
            raise refused(
                _("This is too long: %(most)d characters at most.") % {"most": self.longest}
            )
        text = clean_text(value).strip()
        try:
            text.encode()
        except UnicodeEncodeError:
            raise refused(_("This text holds characters that do not exist.")) from None
        if self.required and not text:
            raise refused(_("This may not be empty."))
        return str(held_to(self.check, text)) if self.check and text else text

    def described(self) -> Schema:
        """Return its bounds."""
        schema: Schema = {"type": "string", "maxLength": self.longest}
        if self.required:
            schema["minLength"] = 1
        if self.about:
            schema["description"] = self.about
        return schema


@dataclass(frozen=True)
class Term(Kind):
    """A code of a scheme of the taxonomy."""

    scheme: str
    # Those of its codes that may be given.
    codes: Callable[[], list[str]]

    def read(self, value: object) -> str:
        """Return the code."""
        if not isinstance(value, str) or value not in self.codes():
            raise refused(_("This is not a code of the list “%(list)s”.") % {"list": self.scheme})
        return value

    def described(self) -> Schema:
        """Return the codes."""
        return {"type": "string", "enum": self.codes()}


@dataclass(frozen=True)
class PastMoment(Kind):
    """A moment that has come, with its distance from universal time (RFC 3339)."""

    def read(self, value: object) -> datetime:
        """Return the moment, as far from universal time as it was given."""
        if not isinstance(value, str) or not RFC_3339.fullmatch(value):
            raise refused(
                _("Give a date, a time and a time zone, such as 2025-03-28T14:30:00+01:00.")
            )
        try:
            moment = datetime.fromisoformat(value.upper())
        except ValueError:
            raise refused(_("There is no such moment.")) from None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise refused(_("Check the year."))
        held_to(rules.moment_has_come, moment)
        return moment

    def described(self) -> Schema:
        """Return its format."""
        return {"type": "string", "format": "date-time", "examples": ["2025-03-28T14:30:00+01:00"]}


@dataclass(frozen=True)
class PastDay(Kind):
    """A day that has come."""

    def read(self, value: object) -> date:
        """Return the day."""
        if not isinstance(value, str) or not DAY.fullmatch(value):
            raise refused(_("This is not a date. Example: 2025-03-28."))
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise refused(_("This is not a date. Example: 2025-03-28.")) from None
        held_to(rules.day_has_come, day)
        return day

    def described(self) -> Schema:
        """Return its format."""
        return {"type": "string", "format": "date", "examples": ["2025-03-28"]}


@dataclass(frozen=True)
class Count(Kind):
    """A whole number from 0."""

    most: int

    def read(self, value: object) -> int:
        """Return the number."""
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= self.most:
            raise refused(_("Give a whole number from 0 to %(most)d.") % {"most": self.most})
        return value

    def described(self) -> Schema:
        """Return its bounds."""
        return {"type": "integer", "minimum": 0, "maximum": self.most}


@dataclass(frozen=True)
class ReceiptCode(Kind):
    """A receipt code, as a person or a program writes it."""

    def read(self, value: object) -> str:
        """Return the code as it is written."""
        try:
            return codes.normalise(value if isinstance(value, str) else "")
        except codes.MalformedCode:
            raise refused(
                _("This is not a receipt code: a character is missing or wrong. Check it.")
            ) from None

    def described(self) -> Schema:
        """Return its form: the check of its last character, no schema can say."""
        return {
            "type": "string",
            "pattern": "^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$",
            "description": "27 random characters of Crockford's base 32 and a check character.",
        }
