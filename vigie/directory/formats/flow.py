"""The structures flow that FINESS publishes daily as one JSON document since 2026.

`pmej` lists legal entities, each with its establishments in `ege`. The document is read event
by event: whatever the size of the file, or of one legal entity, memory stays the same.

Two revisions of schema v1 are published: a code is a text in one and `{"code": ...}` in the
other, the SIRET sits on two levels, and the case of some keys differs. Both are read. The first
leaves `informationsGeneralesEGE` undefined, so its keys are told by the words in them.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson

from vigie.directory import nomenclatures
from vigie.directory.formats import cells as cell
from vigie.directory.formats.rows import (
    Columns,
    FileFacts,
    Format,
    Listed,
    Refused,
    RefusedRowError,
    UnreadableFileError,
)
from vigie.taxonomy.codes import LegalStatus

ENTITY = "pmej.item"
ESTABLISHMENT = "pmej.item.ege.item"
ADDRESS = "pmej.item.ege.item.adresse.item"
GENERATED_AT = "generatedAt"

INACTIVE = "I"
MAIN_ADDRESS = "03"
READ_AHEAD = 256 * 1024
# A document has under two hundred distinct paths; one made to have more must not fill memory.
MOST_PATHS = 5_000
# Each level lengthens the path of every event within it. A document has under twenty.
DEEPEST = 2_000

# The value of a code, or of a date, may be wrapped in an object.
WRAPPED = re.compile(r"\.(code|dateevenement)$")
ENTITY_KEYS = {
    "informationsgeneralespmej.numfinesspm": "finess",
    "informationsgeneralespmej.statutjuridique": "legal_status",
}
ESTABLISHMENT_KEYS = {
    "siret": "siret",
    "categorieentitegeographiqueexercice": "category",
    "etatobjet": "state",
    "datedernieremaj": "updated",
    # In a list of contacts, or in the only one.
    "contact.item.telecom.telephone": "phone",
    "contact.telecom.telephone": "phone",
}
GENERAL_INFORMATION = "informationsgeneralesege."
# First match wins, so what qualifies a word stands before it.
GENERAL_KEYS = (
    (re.compile(r"finess"), "finess"),
    (re.compile(r"siret"), "siret"),
    (re.compile(r"compl"), "name_complement"),
    (re.compile(r"(nom|denomination|raison).*long"), "long_name"),
    (re.compile(r"^nom(?!bre)|denomination|raison"), "short_name"),
    (re.compile(r"date.*ouverture"), "opened"),
    (re.compile(r"date.*fermeture"), "closed"),
    (re.compile(r"^categorie"), "category"),
)
ADDRESS_KEYS = (
    "usageadresse",
    "numerovoie",
    "typevoie",
    "libellevoie",
    "lieudit",
    "cogcommune",
    "ligneacheminement",
    "codepostal",
)


def read(stream: BinaryIO, facts: FileFacts) -> Iterator[Listed | Refused]:
    """Yield each establishment, open or closed, with what its legal entity says of it."""
    reading = _Reading()
    try:
        # As floats: a number of thousands of digits kills the parser that keeps it whole.
        events = ijson.parse(_Shallow(stream), buf_size=READ_AHEAD, use_float=True)
        for path, event, value in events:
            if event in ("string", "number"):
                reading.note(path, value)
                if path == GENERATED_AT:
                    facts.dated = cell.day_or_none(str(value))
            elif event == "start_map":
                reading.enter(path)
            elif event == "end_map":
                yield from reading.leave(path)
    except ijson.IncompleteJSONError as error:
        raise UnreadableFileError(
            f"The JSON is cut short or malformed: {_fault(error)}."
        ) from error
    except ijson.JSONError as error:
        raise UnreadableFileError(f"The file is not JSON: {_fault(error)}.") from error


class _Shallow:
    """A stream that refuses to be read once it nests deeper than any document of use."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._depth = 0

    def read(self, size: int = -1) -> bytes:
        """Read on; brackets in texts are counted too, being few and mostly closed."""
        read = self._stream.read(size)
        opened, closed = read.count(b"[") + read.count(b"{"), read.count(b"]") + read.count(b"}")
        self._depth = max(self._depth + opened - closed, 0)
        if self._depth > DEEPEST:
            raise UnreadableFileError("The JSON nests too deeply to be a list of structures.")
        return read


class _Reading:
    """The legal entity, the establishment and the address that the reader stands in."""

    def __init__(self) -> None:
        self._fields: dict[str, tuple[str, str] | None] = {}
        self._at: dict[str, dict[str, str]] = {ENTITY: {}, ESTABLISHMENT: {}, ADDRESS: {}}
        self._address: dict[str, str] = {}
        self._waiting: list[tuple[str, dict[str, str]]] = []
        self._entities = 0
        self._establishments = 0

    def note(self, path: str, value: Any) -> None:
        """Keep a value, if it stands at a path that matters."""
        try:
            field = self._fields[path]
        except KeyError:
            if len(self._fields) > MOST_PATHS:
                self._fields.clear()
            field = self._fields[path] = _field(path.lower())
        if field is not None:
            level, key = field
            kept = self._at[level]
            # The first that says something.
            if not kept.get(key):
                kept[key] = str(value)

    def enter(self, path: str) -> None:
        """Begin an entity, an establishment or an address."""
        if path not in self._at:
            return
        self._at[path] = {}
        if path == ENTITY:
            self._entities += 1
            self._establishments = 0
        elif path == ESTABLISHMENT:
            self._establishments += 1
            self._address = {}

    def leave(self, path: str) -> Iterator[Listed | Refused]:
        """End one; an establishment is yielded once its legal entity is known."""
        if path == ADDRESS:
            if not self._address or self._at[ADDRESS].get("usageadresse") == MAIN_ADDRESS:
                self._address = self._at[ADDRESS]
        elif path == ESTABLISHMENT:
            place = f"legal entity {self._entities}, establishment {self._establishments}"
            self._waiting.append((place, self._address | self._at[ESTABLISHMENT]))
            if len(ENTITY_KEYS) == len(self._at[ENTITY]):
                yield from self._let_go()
        elif path == ENTITY:
            yield from self._let_go()

    def _let_go(self) -> Iterator[Listed | Refused]:
        for place, establishment in self._waiting:
            yield _structure(place, establishment, self._at[ENTITY])
        self._waiting.clear()


def _field(path: str) -> tuple[str, str] | None:
    """Return where the value at this path is kept; None for the many that Vigie has no use for."""
    path = WRAPPED.sub("", path)
    for level in (ADDRESS, ESTABLISHMENT, ENTITY):
        if path.startswith(f"{level}."):
            key = _key(level, path.removeprefix(f"{level}."))
            return (level, key) if key else None
    return None


def _key(level: str, path: str) -> str | None:
    if level == ADDRESS:
        return path if path in ADDRESS_KEYS else None
    if level == ENTITY:
        return ENTITY_KEYS.get(path)
    if not path.startswith(GENERAL_INFORMATION):
        return ESTABLISHMENT_KEYS.get(path)
    said = path.removeprefix(GENERAL_INFORMATION)
    return next((key for words, key in GENERAL_KEYS if words.search(said)), None)


def _structure(place: str, row: dict[str, str], entity: dict[str, str]) -> Listed | Refused:
    finess = ""
    try:
        finess = cell.finess_number(row.get("finess", ""))
        closed_on = cell.day(row.get("closed", ""), "dateFermeture")
        inactive = row.get("state", "").strip().upper() == INACTIVE
        if inactive and closed_on is None:
            closed_on = cell.day(row.get("updated", ""), "dateDerniereMaj")
        return Listed(
            place,
            finess,
            _columns(finess, row, entity),
            closed=inactive or closed_on is not None,
            closed_on=closed_on,
        )
    except RefusedRowError as error:
        return Refused(place, str(error), finess)


def _columns(finess: str, row: dict[str, str], entity: dict[str, str]) -> Columns:
    def said(key: str) -> str:
        return row.get(key, "")

    name, other_names = cell.name(said("long_name"), said("short_name"), said("name_complement"))
    postal_code, town = cell.routing(said("ligneacheminement"))
    municipality = said("cogcommune")
    columns: Columns = {
        "name": name,
        "other_names": other_names,
        "legal_entity_finess": cell.legal_entity_number(entity.get("finess", "")),
        "siret": cell.siret_number(said("siret")),
        "category": cell.category_code(said("category")),
        "department": (
            nomenclatures.department_of_municipality(municipality)
            if municipality
            else nomenclatures.department_of_finess(finess)
        ),
        "address": cell.street(
            said("numerovoie"), said("typevoie"), said("libellevoie"), said("lieudit")
        ),
        "postal_code": cell.postal_code(said("codepostal")) or postal_code,
        "town": town,
        "opened_on": cell.day(said("opened"), "dateOuverture"),
    }
    # The flow need not hold contacts: its silence takes away no number that another file gave.
    if phone := cell.phone(said("phone")):
        columns["phone"] = phone
    status = nomenclatures.legal_status(entity.get("legal_status", "").strip())
    if status != LegalStatus.UNKNOWN:
        columns["legal_status"] = status
    return columns


def _fault(error: Exception) -> str:
    """Return the first line of what the parser says, which goes on to quote the file."""
    return next(iter(str(error).splitlines()), type(error).__name__).strip(" .")


FLOW = Format(source="finess-json", title="FINESS structures flow, JSON", read=read)
