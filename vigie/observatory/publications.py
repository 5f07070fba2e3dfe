"""Publications: figures of one realm and one year, dated, versioned, never changed.

Files of the `published/` folder, the only thing of the observatory that public pages read. Each
carries the digest of what it says; one that cannot be read is as if it were not there.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils import timezone

from vigie.core.realm import DEMO
from vigie.core.written_once import write_once
from vigie.observatory.disclosure import CellId, Waiver
from vigie.observatory.measures import Count, Figure, Measure, Rate, Share, Suppressed

PUBLIC_KEY = "publication-key.pem"
FILE_NAME = re.compile(r"(?P<year>\d{4})-v(?P<version>\d{3,})\.json")


class AlreadyPublishedError(Exception):
    """This version exists: a publication is never changed."""


class UnprotectedError(Exception):
    """A figure that has not passed disclosure control is not published."""


class UnreadablePublicationError(Exception):
    """The file is not a publication, or not as it was written."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The figures of one realm and one year as they were released."""

    realm: str
    year: int
    version: int
    released_at: datetime
    signed_by: str
    method_version: str
    # What is corrected since the version before; empty in the first.
    note: str
    # Disclosure control: the fewest structures behind a figure, and what the waiver lets pass.
    k: int
    waived: tuple[str, ...]
    # What the statistician signed for these; absent where nothing needed it, and before 0033.
    waiver: Waiver | None
    # The private facts that the figures come from.
    snapshot_sha256: str
    snapshot_facts: int
    snapshot_taken_at: datetime
    # The protected tables: how many stand in each cell, None where that is not published.
    cells: Mapping[CellId, int | None]
    # What the cells tell; kept as it was told, since the catalogue moves on.
    figures: tuple[Figure, ...]
    # Ed25519, over `signed_text`.
    signature: bytes = b""

    @property
    def sha256(self) -> str:
        """The digest of all that the publication says."""
        return _digest(self._content())

    @property
    def signed_text(self) -> bytes:
        """What the signature is over."""
        return b"vigie publication 1\n" + self.sha256.encode()

    def signed(self, key: Ed25519PrivateKey) -> Self:
        """Return the publication with its signature."""
        return replace(self, signature=key.sign(self.signed_text))

    def is_genuine(self, key: Ed25519PublicKey) -> bool:
        """Tell whether this key signed all that the publication says."""
        try:
            key.verify(self.signature, self.signed_text)
        except InvalidSignature:
            return False
        return True

    @property
    def pending(self) -> int:
        """Declarations of the year not yet qualified when this was released."""
        return self.figures[0].pending

    @property
    def is_synthetic(self) -> bool:
        """Whether it describes no real structure: it was made up for a demonstration."""
        return self.realm == DEMO

    def national(self) -> list[Figure]:
        """Return the figures that are not cells of a breakdown."""
        return [figure for figure in self.figures if figure.breakdown is None]

    def figure(self, key: str) -> Figure | None:
        """Return the national figure of this key, if this publication has one."""
        return next((figure for figure in self.national() if figure.key == key), None)

    @property
    def is_whole(self) -> bool:
        """Whether its year was over when its facts were taken."""
        return timezone.localtime(self.snapshot_taken_at).year > self.year

    def may_follow(self, before: "Publication") -> bool:
        """Tell whether it may be compared with `before`: the year before, whole, counted alike."""
        return (
            before.year == self.year - 1
            and before.method_version == self.method_version
            and before.is_whole
            and self.is_whole
        )

    def as_json(self) -> str:
        """Return the text of the file."""
        signature = base64.b64encode(self.signature).decode()
        text = {"sha256": self.sha256, "signature": signature, **self._content()}
        return json.dumps(text, ensure_ascii=False, indent=1) + "\n"

    def _content(self) -> dict[str, Any]:
        return {
            "realm": self.realm,
            "synthetic": self.is_synthetic,
            "year": self.year,
            "version": self.version,
            "released_at": self.released_at.isoformat(),
            "signed_by": self.signed_by,
            "note": self.note,
            "method_version": self.method_version,
            "k": self.k,
            "waiver": {
                "signed_by": self.signed_by,
                "figures": list(self.waived),
                **(self.waiver.as_dict() if self.waiver else {}),
            },
            "snapshot": {
                "sha256": self.snapshot_sha256,
                "facts": self.snapshot_facts,
                "taken_at": self.snapshot_taken_at.isoformat(),
            },
            "figures": [figure.as_dict() for figure in self.figures],
            "cells": [
                {"unit": cell.counted, "where": dict(cell.where), "count": count}
                for cell, count in self.cells.items()
            ],
        }


def folder(realm: str) -> Path:
    """Return where the publications of a realm are."""
    path: Path = settings.DATA_DIR / "published" / "figures" / realm.replace(":", "-")
    return path


def add(publication: Publication) -> Path:
    """Write a new publication, whole or not at all.

    Raises:
        AlreadyPublishedError: this version exists.
        UnprotectedError: a figure has not passed disclosure control.
    """
    if not all(figure.protected for figure in publication.figures):
        raise UnprotectedError(f"{publication.realm}, {publication.year}")
    name = f"{publication.year}-v{publication.version:03}.json"
    path = folder(publication.realm) / name
    try:
        return write_once(path, publication.as_json().encode())
    except FileExistsError:
        raise AlreadyPublishedError(name) from None


def write_public_key(realm: str, key: Ed25519PublicKey) -> None:
    """Lay the public key beside the publications, for anybody to check them."""
    path = folder(realm) / PUBLIC_KEY
    path.parent.mkdir(parents=True, exist_ok=True)
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    path.write_bytes(key.public_bytes(serialization.Encoding.PEM, form))


def read(path: Path) -> Publication:
    """Read a publication from a file, wherever it lies.

    Raises:
        UnreadablePublicationError: it is not one, or not as it was written.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UnreadablePublicationError(path.name) from error
    return _parsed(text, path.name)


def next_version(realm: str, year: int) -> int:
    """Return the version that the next publication of a year will bear."""
    return max((version for version, _path in _versions(realm).get(year, [])), default=0) + 1


def latest(realm: str, year: int) -> Publication | None:
    """Return the last publication of a year, or None when there is none that can be read."""
    versions = _versions(realm).get(year)
    if not versions:
        return None
    _version, path = max(versions)
    return _of(path, realm, year)


def history(realm: str, year: int) -> list[Publication]:
    """Return all publications of a year that can be read, oldest first."""
    found = (_of(path, realm, year) for _version, path in sorted(_versions(realm).get(year, [])))
    return [publication for publication in found if publication]


def series(realm: str) -> list[Publication]:
    """Return the last publication of each year, oldest year first."""
    found = (latest(realm, year) for year in sorted(_versions(realm)))
    return [publication for publication in found if publication]


def series_digest(series: Sequence[Publication]) -> str:
    """Return what changes as soon as one year of a series is published anew."""
    digests = " ".join(publication.sha256 for publication in series)
    return hashlib.sha256(digests.encode()).hexdigest()[:16]


def series_chart_path(realm: str, digest: str, language: str) -> Path:
    """Return where the chart of a series is, drawn at its release in each language."""
    return folder(realm) / f"series-{digest}-{language}.svg"


def _of(path: Path, realm: str, year: int) -> Publication | None:
    try:
        changed = path.stat()
        publication = _read(path, changed.st_mtime_ns, changed.st_size)
    except (UnreadablePublicationError, OSError):
        return None
    return publication if (publication.realm, publication.year) == (realm, year) else None


def _versions(realm: str) -> dict[int, list[tuple[int, Path]]]:
    versions: dict[int, list[tuple[int, Path]]] = {}
    try:
        paths = list(folder(realm).iterdir())
    except OSError:
        return {}
    for path in paths:
        if match := FILE_NAME.fullmatch(path.name):
            versions.setdefault(int(match["year"]), []).append((int(match["version"]), path))
    return versions


@lru_cache(maxsize=64)
def _read(path: Path, _changed_at: int, _size: int) -> Publication:
    return read(path)


def _parsed(written: str, name: str) -> Publication:
    try:
        text = json.loads(written)
        written_digest = text.pop("sha256")
        signature = base64.b64decode(text.pop("signature"), validate=True)
        publication = replace(_publication(text), signature=signature)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadablePublicationError(name) from error
    protected = all(figure.protected for figure in publication.figures)
    if written_digest != _digest(text) or not publication.figures or not protected:
        raise UnreadablePublicationError(name)
    return publication


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _publication(text: dict[str, Any]) -> Publication:
    snapshot = text["snapshot"]
    return Publication(
        realm=text["realm"],
        year=text["year"],
        version=text["version"],
        released_at=datetime.fromisoformat(text["released_at"]),
        signed_by=text["signed_by"],
        note=text["note"],
        method_version=text["method_version"],
        k=text["k"],
        waived=tuple(text["waiver"]["figures"]),
        waiver=Waiver.from_dict(text["realm"], text["waiver"]),
        snapshot_sha256=snapshot["sha256"],
        snapshot_facts=snapshot["facts"],
        snapshot_taken_at=datetime.fromisoformat(snapshot["taken_at"]),
        cells={CellId.of(row["unit"], row["where"]): row["count"] for row in text["cells"]},
        figures=tuple(_figures(text["figures"])),
    )


def _figures(rows: list[dict[str, Any]]) -> Iterator[Figure]:
    for row in rows:
        yield Figure(
            realm=row["realm"],
            key=row["key"],
            measure=_measure(row),
            unit=row["unit"],
            scope=row["scope"],
            breakdown=row["breakdown"],
            period=row["period"],
            pending=row["pending"],
            method_version=row["method_version"],
            protected=row["protected"],
        )


def _measure(row: dict[str, Any]) -> Measure:
    if row["numerator"] is None:
        return Suppressed()
    if row["denominator"] is None:
        return Count(row["numerator"])
    if "per" in row:
        return Rate(row["numerator"], row["denominator"], row["per"])
    return Share(row["numerator"], row["denominator"])
