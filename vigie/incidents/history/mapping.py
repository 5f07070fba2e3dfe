"""The mapping file: how the columns of a foreign table become the facts of a declaration."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vigie.core.realm import import_realm
from vigie.taxonomy import terms
from vigie.taxonomy.codes import DatePrecision

PARIS = ZoneInfo("Europe/Paris")
SHIPPED = Path(__file__).parent / "mappings"

# Targets whose values are codes, with their scheme.
CODED = {
    "kind": "incident_kind",
    "origin": "origin",
    "care_impact": "care_impact",
    "endangerment": "endangerment",
    "data_availability": "touched",
    "data_integrity": "touched",
    "data_confidentiality": "touched",
    "others_touched": "touched",
    "help_wanted": "help_wanted",
    "help_urgency": "urgency",
    "nature": "declaration_nature",
    "structure_kind": "structure_kind",
    "structure_status": "legal_status",
    "region": "region",
    "systems": "system",
    "severity": "severity",
    "support_given": "support_given",
}
MOMENTS = frozenset({"received_at", "detected_at", "started_at", "ended_at", "closed_at"})
FLAGS = frozenset({"in_scope", "significant"})
TEXTS = frozenset({"structure_name", "structure_town", "narrative", "rsit", "summary"})
NUMBERS = frozenset({"persons_affected"})
TARGETS = frozenset(CODED) | MOMENTS | FLAGS | TEXTS | NUMBERS
MANDATORY = ("received_at", "structure_name", "kind")


class MappingError(ValueError):
    """The mapping file cannot be used; the message says where and why."""


@dataclass(frozen=True, kw_only=True)
class ColumnRule:
    """How one target is read from one column."""

    column: str
    # What a cell says -> the code it means; empty: the cell is taken as it stands.
    values: dict[str, Any] = field(default_factory=dict)
    default: Any = None
    separator: str = ""
    formats: tuple[str, ...] = ("%Y-%m-%d",)
    precision: str = DatePrecision.DAY
    zone: ZoneInfo = PARIS


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """A whole mapping file, checked."""

    name: str
    title: str
    realm: str
    language: str
    key: tuple[str, ...]
    encoding: str
    delimiter: str
    sheet: str
    columns: dict[str, ColumnRule]
    defaults: dict[str, Any]

    @property
    def columns_read(self) -> frozenset[str]:
        """Names of the columns that the file must have."""
        return frozenset(rule.column for rule in self.columns.values()) | frozenset(self.key)


def load_mapping(name_or_path: str) -> Mapping:
    """Read a mapping by its path, or by the name of one that ships with Vigie.

    Raises MappingError, with the place and the reason, for a file that is missing, is not
    TOML, names a target or a code that does not exist, or lacks what is mandatory.
    """
    path = Path(name_or_path)
    if not path.suffix and not path.exists():
        path = SHIPPED / f"{name_or_path}.toml"
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MappingError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: is not TOML ({error})") from error
    try:
        return _mapping(values)
    except MappingError as error:
        raise MappingError(f"{path}: {error}") from error


def _mapping(values: dict[str, Any]) -> Mapping:
    file = _table(values, "file")
    columns = {
        target: _rule(target, rule, f"columns.{target}")
        for target, rule in _table(values, "columns").items()
    }
    defaults = _table(values, "defaults")
    for target, value in defaults.items():
        _check_value(target, value, "defaults")
    missing = [name for name in MANDATORY if name not in columns and name not in defaults]
    if missing:
        raise MappingError(f"neither columns nor defaults give {', '.join(missing)}")
    name = _text(values, "name")
    try:
        realm = import_realm(name)
    except Exception as error:
        raise MappingError(f"name: “{name}” may hold only a-z, 0-9, “-” and “_”") from error
    return Mapping(
        name=name,
        title=_text(values, "title", name),
        realm=realm,
        language=_text(values, "language", "en"),
        key=_names(values.get("key")),
        encoding=_text(file, "encoding", "utf-8"),
        delimiter=_text(file, "delimiter", ","),
        sheet=_text(file, "sheet", ""),
        columns=columns,
        defaults=defaults,
    )


def _rule(target: str, rule: object, place: str) -> ColumnRule:
    if target not in TARGETS:
        raise MappingError(f"{place}: no such target; there are {', '.join(sorted(TARGETS))}")
    if not isinstance(rule, dict) or not isinstance(rule.get("column"), str):
        raise MappingError(f"{place}: “column” must name a column")
    unknown = set(rule) - set(ColumnRule.__dataclass_fields__)
    if unknown:
        raise MappingError(f"{place}: no such setting as {', '.join(sorted(unknown))}")
    table = _table(rule, "values")
    for value in [*table.values(), *([rule["default"]] if "default" in rule else [])]:
        _check_value(target, value, place)
    if rule.get("precision", DatePrecision.DAY) not in set(DatePrecision):
        raise MappingError(f"{place}.precision: one of {', '.join(DatePrecision)}")
    settings = {**rule, "values": table}
    if "formats" in rule:
        settings["formats"] = _names(rule["formats"])
    if "zone" in rule:
        settings["zone"] = _zone(rule["zone"], place)
    return ColumnRule(**settings)


def _check_value(target: str, value: object, place: str) -> None:
    """Refuse a value that its target could not hold."""
    if target not in TARGETS:
        raise MappingError(f"{place}: no such target as “{target}”")
    if target in CODED:
        allowed = {code for code, _label in terms.choices(CODED[target])}
        if value not in allowed:
            raise MappingError(
                f"{place}: “{value}” is not a code of {CODED[target]}: {', '.join(sorted(allowed))}"
            )
    elif target in FLAGS and not isinstance(value, bool):
        raise MappingError(f"{place}: {target} is true or false, not “{value}”")
    elif target in TEXTS and not isinstance(value, str):
        raise MappingError(f"{place}: {target} is a text, not “{value}”")


def _table(values: dict[str, Any], name: str) -> dict[str, Any]:
    table = values.get(name, {})
    if not isinstance(table, dict):
        raise MappingError(f"{name}: must be a table")
    return table


def _text(values: dict[str, Any], name: str, default: str | None = None) -> str:
    value = values.get(name, default)
    if not isinstance(value, str):
        raise MappingError(f"{name}: must be a text")
    return value


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise MappingError("key and formats: must be lists of texts, not empty")
    return tuple(value)


def _zone(name: object, place: str) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise MappingError(f"{place}.zone: “{name}” is not a time zone") from error
