"""The realm of a record: which world it belongs to. Realms are never summed."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

LIVE = "live"
DEMO = "demo"
REALM_PATTERN = re.compile(r"live|demo|(import|exercise):[a-z0-9][a-z0-9_-]{0,39}")


def validate_realm(value: str) -> None:
    """Raise ValidationError unless `value` names a realm (design, section 3)."""
    if not REALM_PATTERN.fullmatch(value):
        raise ValidationError(_("“%(value)s” is not a realm."), params={"value": value})


def import_realm(name: str) -> str:
    """Return the realm of a history imported under `name`."""
    realm = f"import:{name}"
    validate_realm(realm)
    return realm


def notifies(realm: str) -> bool:
    """Tell whether records of this realm may notify, call or publish to the outside."""
    return realm == LIVE


class RealmField(models.CharField[str, str]):
    """A realm column: required, validated, indexed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults = {"max_length": 50, "validators": [validate_realm], "db_index": True}
        super().__init__(*args, **{**defaults, **kwargs})
