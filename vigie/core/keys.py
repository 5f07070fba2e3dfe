"""The keys of an instance: made once, at first run, in the data folder.

| file | who needs it | what for |
|---|---|---|
| django.secret | every process | signs cookies and forms; the front has one of its own |
| recipients.txt | every process | public: to whom the desk's sections are sealed |
| journal-entry.key | every process | seals each journal entry |
| desk.agekey | desk and worker | opens what was sealed |
| recovery.agekey | nobody | opens what was sealed when the running key is lost: keep it offline |
| journal-signing.key | worker | signs the journal's checkpoints |
| waiver-signing.key | desk | signs the waivers of disclosure control |
| publication-signing.key | desk | signs what the observatory publishes |
| pseudonym.key | observatory | pseudonyms of structures in private facts |
| queue.key | worker | signs the job queue |
"""

import os
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

SECRET = "django.secret"  # noqa: S105
DESK = "desk.agekey"
RECOVERY = "recovery.agekey"
RECIPIENTS = "recipients.txt"
JOURNAL_ENTRY = "journal-entry.key"
JOURNAL_SIGNING = "journal-signing.key"
WAIVER_SIGNING = "waiver-signing.key"
PUBLICATION_SIGNING = "publication-signing.key"
PSEUDONYM = "pseudonym.key"
QUEUE = "queue.key"


class KeyMissing(Exception):  # noqa: N818 - reads as the answer it is
    """This process needs a key that its data folder does not hold: run `vigie setup`."""


def keys_folder() -> Path:
    """Return the folder of this instance's keys."""
    folder: Path = settings.DATA_DIR / "keys"
    return folder


def make_missing_keys(folder: Path) -> list[str]:
    """Make the keys that do not exist yet and return their names. Never replaces one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    makers: dict[str, Callable[[], str]] = {
        SECRET: _new_secret,
        DESK: _new_age_key,
        RECOVERY: _new_age_key,
        JOURNAL_ENTRY: _new_symmetric_key,
        JOURNAL_SIGNING: _new_symmetric_key,
        WAIVER_SIGNING: _new_symmetric_key,
        PUBLICATION_SIGNING: _new_symmetric_key,
        PSEUDONYM: _new_symmetric_key,
        QUEUE: _new_symmetric_key,
    }
    # Once recipients are written, a missing identity was moved away on purpose.
    if (folder / RECIPIENTS).exists():
        del makers[DESK], makers[RECOVERY]
    made = [name for name, make in makers.items() if _write_once(folder / name, make)]
    if not (folder / RECIPIENTS).exists():
        _write_once(folder / RECIPIENTS, lambda: _recipients_of(folder))
        made.append(RECIPIENTS)
    return made


def make_front_keys(folder: Path) -> list[str]:
    """Make what a front process may make: what signs its own cookies. The rest is copied."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [SECRET] if _write_once(folder / SECRET, _new_secret) else []


def journal_signing_key() -> Ed25519PrivateKey:
    """Return the key that signs the journal's checkpoints."""
    return Ed25519PrivateKey.from_private_bytes(_symmetric(keys_folder() / JOURNAL_SIGNING))


def waiver_signing_key() -> Ed25519PrivateKey:
    """Return the key that signs what a statistician lets through disclosure control."""
    return Ed25519PrivateKey.from_private_bytes(_symmetric(keys_folder() / WAIVER_SIGNING))


def publication_signing_key() -> Ed25519PrivateKey:
    """Return the key that signs what the observatory publishes."""
    return Ed25519PrivateKey.from_private_bytes(_symmetric(keys_folder() / PUBLICATION_SIGNING))


def journal_entry_key() -> bytes:
    """Return the key that seals each journal entry."""
    return _symmetric(keys_folder() / JOURNAL_ENTRY)


def pseudonym_key() -> bytes:
    """Return the key under which the observatory names structures in its private facts."""
    return _symmetric(keys_folder() / PSEUDONYM)


def queue_key() -> bytes:
    """Return the key that signs what goes through the job queue."""
    return _symmetric(keys_folder() / QUEUE)


@cache
def read_key(path: Path) -> str:
    """Return the text of a key file, read once a process.

    Raises:
        KeyMissing: the file does not exist.
    """
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise KeyMissing(f"{path.name} is not in {path.parent}") from None


def _symmetric(path: Path) -> bytes:
    return bytes.fromhex(read_key(path))


def _new_secret() -> str:
    return secrets.token_urlsafe(50)


def _new_symmetric_key() -> str:
    return secrets.token_hex(32)


def _new_age_key() -> str:
    return str(pyrage.x25519.Identity.generate())


def _recipients_of(folder: Path) -> str:
    identities = [pyrage.x25519.Identity.from_str(read_key(folder / n)) for n in (DESK, RECOVERY)]
    return "\n".join(str(identity.to_public()) for identity in identities)


def _write_once(path: Path, make: Callable[[], str]) -> bool:
    """Write a key readable by its owner only, unless the file is there already."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(make() + "\n")
    return True
