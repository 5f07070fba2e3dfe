"""Each value of an indicator is written one way, so that the same thing is found again."""

import hashlib
import ipaddress
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlsplit, urlunsplit

from bech32 import CHARSET, bech32_hrp_expand, bech32_polymod

LONGEST = 2_000
LONGEST_HOST = 253
# Letters of scripts that are not Latin are written as registrars write them: punycode.
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{2,59}")
LOCAL = re.compile(r"[^\s@\"<>()\[\],;:\\]{1,64}")
KEPT_IN_URL = "/%:?#[]@!$&'()*+,;=~-._|{}^"
CVE = re.compile(r"CVE-((?:19|20)\d{2})-(\d{4,19})")
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# The two checksums of addresses that begin with bc1 (BIP 173, BIP 350).
BECH32, BECH32M = 1, 0x2BC830A3
LONGEST_BASE58, LONGEST_BECH32 = 40, 90
REGISTRY = re.compile(r"(HKEY_[A-Z_]+|HKLM|HKCU|HKCR|HKCC|HKU)((?:\\[^\\\r\n]+)+)", re.IGNORECASE)
HIVES = {
    "HKLM": "HKEY_LOCAL_MACHINE",
    "HKCU": "HKEY_CURRENT_USER",
    "HKCR": "HKEY_CLASSES_ROOT",
    "HKCC": "HKEY_CURRENT_CONFIG",
    "HKU": "HKEY_USERS",
}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class NotAnIndicator(ValueError):  # noqa: N818 - reads as the answer it is
    """This text is no value of this type."""


def normalised(kind: str, text: str) -> str:
    """Return a value as it is stored: refanged before, lower-case host, punycode.

    Raises NotAnIndicator.
    """
    try:
        value = NORMALISERS[kind](text.strip())
    except (KeyError, ValueError) as error:
        raise NotAnIndicator(kind) from error
    if not value or len(value) > LONGEST or CONTROL.search(value):
        raise NotAnIndicator(kind)
    return value


def defanged(kind: str, value: str) -> str:
    """Return a value that no program takes for a link: evil[.]example, hxxps://evil[.]example."""
    if kind in {"ipv4", "domain", "email"}:
        return value.replace(".", "[.]").replace("@", "[@]")
    if kind == "ipv6":
        return value.replace(":", "[:]")
    if kind != "url":
        return value
    scheme, mark, rest = value.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.replace('tt', 'xx')}{mark}{host.replace('.', '[.]')}{slash}{path}"


def digest(kind: str, value: str) -> str:
    """Return what an indicator is found again by, however long its value."""
    return hashlib.sha256(f"{kind} {value}".encode()).hexdigest()


def host_of(kind: str, value: str) -> str:
    """Return the host that a value names; empty when it names none."""
    if kind == "domain":
        return value
    if kind == "email":
        return value.rpartition("@")[2]
    return urlsplit(value).hostname or "" if kind == "url" else ""


def _ipv4(text: str) -> str:
    return str(ipaddress.IPv4Address(text))


def _ipv6(text: str) -> str:
    return ipaddress.IPv6Address(text).compressed


def _domain(text: str) -> str:
    host = text.rstrip(".").lower()
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    labels = host.split(".")
    sound = len(labels) > 1 and all(LABEL.fullmatch(label) for label in labels)
    if not sound or not TOP.fullmatch(labels[-1]) or len(host) > LONGEST_HOST:
        raise NotAnIndicator("domain")
    return host


def _host(text: str) -> str:
    for read in (_ipv4, _ipv6):
        try:
            address = read(text)
        except ValueError:
            continue
        return f"[{address}]" if ":" in address else address
    return _domain(text)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme.lower() not in {"http", "https", "ftp", "ftps", "sftp", "tftp"}:
        raise NotAnIndicator("url")
    host = _host(parts.hostname or "")
    port = f":{parts.port}" if parts.port is not None else ""
    # Who signs in is kept: attackers write the name of a bank there.
    user, at, _rest = parts.netloc.rpartition("@")
    place = f"{user}{at}{host}{port}"
    rest = (quote(part, safe=KEPT_IN_URL) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), place, *rest))


def _email(text: str) -> str:
    local, at, host = text.rpartition("@")
    if not at or not LOCAL.fullmatch(local):
        raise NotAnIndicator("email")
    return f"{local.lower()}@{_domain(host)}"


def _hash(length: int) -> Callable[[str], str]:
    form = re.compile(f"[0-9a-f]{{{length}}}")

    def read(text: str) -> str:
        if not form.fullmatch(text.lower()):
            raise NotAnIndicator("hash")
        return text.lower()

    return read


def _cve(text: str) -> str:
    match = CVE.fullmatch(re.sub(r"[\s-]+", "-", text.upper()))
    if match is None:
        raise NotAnIndicator("cve")
    return f"CVE-{match[1]}-{match[2]}"


def _bitcoin(text: str) -> str:
    if text.lower().startswith("bc1"):
        return _segwit(text)
    number = 0
    for character in text[:LONGEST_BASE58]:
        number = number * 58 + BASE58.index(character)
    raw = number.to_bytes(25, "big")
    check = hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4]
    # Any word of thirty letters looks like an address: the checksum tells.
    if len(text) > LONGEST_BASE58 or raw[21:] != check:
        raise NotAnIndicator("bitcoin")
    return text


def _segwit(text: str) -> str:
    address = text.lower()
    data = [CHARSET.index(character) for character in address.removeprefix("bc1")]
    check = bech32_polymod([*bech32_hrp_expand("bc"), *data])
    if check not in {BECH32, BECH32M} or len(address) > LONGEST_BECH32:
        raise NotAnIndicator("bitcoin")
    return address


def _registry_key(text: str) -> str:
    match = REGISTRY.fullmatch(text.strip("\"'<> "))
    if match is None:
        raise NotAnIndicator("registry_key")
    hive = match[1].upper()
    return f"{HIVES.get(hive, hive)}{match[2].rstrip()}"


def _user_agent(text: str) -> str:
    return " ".join(text.split())


NORMALISERS: Mapping[str, Callable[[str], str]] = {
    "ipv4": _ipv4,
    "ipv6": _ipv6,
    "domain": _domain,
    "url": _url,
    "email": _email,
    "md5": _hash(32),
    "sha1": _hash(40),
    "sha256": _hash(64),
    "sha512": _hash(128),
    "cve": _cve,
    "bitcoin": _bitcoin,
    "registry_key": _registry_key,
    "user_agent": _user_agent,
}
