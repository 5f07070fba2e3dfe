"""What looks like an indicator in a text, defanged or not."""

import logging
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from ioc_finder import find_iocs
from ioc_finder.ioc_grammars import TLD_SET

from vigie.incidents.indicators.noise import noise
from vigie.incidents.indicators.values import NotAnIndicator, host_of, normalised
from vigie.taxonomy.terms import scheme

# Its debug messages repeat what it reads.
logging.getLogger("ioc_finder").setLevel(logging.CRITICAL)
logging.getLogger("ioc_fanger").setLevel(logging.CRITICAL)

# How the library names our types. Not paths of files, which it takes from any sentence with a
# slash; nor browsers' names, which it reads on into the next line.
TYPES = {
    "urls": "url",
    "domains": "domain",
    "email_addresses": "email",
    "ipv4s": "ipv4",
    "ipv6s": "ipv6",
    "md5s": "md5",
    "sha1s": "sha1",
    "sha256s": "sha256",
    "sha512s": "sha512",
    "cves": "cve",
    "bitcoin_addresses": "bitcoin",
    "registry_key_paths": "registry_key",
}
HOST = re.compile(r"[^\W_](?:[\w-]{0,62}\.){1,10}[^\W\d_]{2,20}\b")
BROWSER = re.compile(r"\b[Mm]ozilla/\d\.\d{1,2} \([^\"\r\n]{3,500}")
# A line that comes again is searched once: a log of this length is mostly read.
MOST_CHARACTERS = 1_000_000
LONGEST_PASTED = 200_000
# A form holds so many fields at most; more is pasted in several times.
MOST_CANDIDATES = 400
# The library needs time that grows with the square of a piece: small pieces, and a limit to all.
PIECE = 2_000
LONGEST_SEARCH = 6.0


@dataclass(frozen=True)
class Candidate:
    """Something that may be an indicator."""

    kind: str
    value: str
    # Why it is probably none: a code of the scheme indicator_noise; empty when nothing says so.
    noise: str = ""


@dataclass
class Found:
    """What was found, and what was not looked at."""

    candidates: list[Candidate] = field(default_factory=list)
    # Characters that were not searched: too long without a space, or time was up.
    unread: int = 0
    # Candidates beyond what one form holds.
    left_out: int = 0
    # Names and SHA-256 of the files attached to a mail: shown once, never stored by themselves.
    attachments: list[tuple[str, str]] = field(default_factory=list)


def find(text: str, *, extra: Iterable[tuple[str, str]] = ()) -> Found:
    """Return what looks like an indicator, each once, likeliest first.

    Args:
        text: at most MOST_CHARACTERS are searched, in at most LONGEST_SEARCH seconds.
        extra: types and values known from elsewhere, such as hashes of attachments.
    """
    found = Found(unread=max(0, len(text) - MOST_CHARACTERS))
    values = dict.fromkeys(extra)
    until = time.monotonic() + LONGEST_SEARCH
    for piece in _pieces(text[:MOST_CHARACTERS], found):
        if time.monotonic() > until:
            found.unread += len(piece)
            continue
        values |= dict.fromkeys(_search(piece, found))
    in_links = {host_of(kind, value) for kind, value in values if kind in {"url", "email"}}
    candidates = [
        Candidate(kind, value, noise(kind, value, linked=value in in_links))
        for kind, value in values
    ]
    order = scheme("indicator_type").codes
    candidates.sort(key=lambda each: (bool(each.noise), order.index(each.kind), each.value))
    found.candidates = list(_that_fit(candidates))
    found.left_out = len(candidates) - len(found.candidates)
    return found


def _that_fit(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the first candidates, as many as one form carries."""
    size = 0
    for candidate in islice(candidates, MOST_CANDIDATES):
        size += len(candidate.value)
        if size > LONGEST_PASTED:
            return
        yield candidate


def _pieces(text: str, found: Found) -> Iterator[str]:
    """Yield the text in pieces of whole words, each line once."""
    piece: list[str] = []
    size = 0
    for part in _parts(dict.fromkeys(text.splitlines()), found):
        if size + len(part) > PIECE and piece:
            yield "\n".join(piece)
            piece, size = [], 0
        piece.append(part)
        size += len(part) + 1
    if piece:
        yield "\n".join(piece)


def _parts(lines: Iterable[str], found: Found) -> Iterator[str]:
    for line in lines:
        if len(line) <= PIECE:
            yield line
            continue
        for word in line.split():
            if len(word) <= PIECE:
                yield word
            else:
                found.unread += len(word)


def _beyond_ascii(host: str) -> bool:
    """Tell whether a name ends with a domain that the library knows in punycode alone."""
    top = host.rpartition(".")[2]
    try:
        return not top.isascii() and top.encode("idna").decode() in TLD_SET
    except UnicodeError:
        return False


def _search(piece: str, found: Found) -> Iterator[tuple[str, str]]:
    try:
        read = find_iocs(
            piece,
            included_ioc_types=list(TYPES),
            parse_urls_without_scheme=False,
            parse_unicode_iocs=not piece.isascii(),
        )
    except Exception:  # noqa: BLE001 - hostile text may break the library anywhere
        found.unread += len(piece)
        return
    named = [("domain", host) for host in HOST.findall(piece) if _beyond_ascii(host)]
    named += [(kind, text) for name, kind in TYPES.items() for text in sorted(read.get(name, ()))]
    browsers = [("user_agent", text) for text in BROWSER.findall(piece)]
    for kind, text in [*named, *browsers]:
        with suppress(NotAnIndicator):
            yield kind, normalised(kind, text)
