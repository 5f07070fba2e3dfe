"""Why what looks like an indicator is probably none: said, and left to the analyst."""

import ipaddress
from collections.abc import Iterable
from functools import cache

from django.conf import settings

from vigie.incidents.indicators.values import host_of
from vigie.taxonomy.terms import term

HASHES = frozenset({"md5", "sha1", "sha256", "sha512"})
EXAMPLES = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)


def noise(kind: str, value: str, *, linked: bool = False) -> str:
    """Return a code of the scheme indicator_noise, or nothing.

    `linked`: it is also the host of an address that was found, hence no name of a file.
    """
    if kind in {"ipv4", "ipv6"}:
        return _of_address(value)
    if kind in HASHES:
        return "empty_file" if value in _told("empty_file", "hashes") else ""
    host = host_of(kind, value)
    if host and not host.startswith("["):
        return _of_host(host, may_be_file=kind == "domain" and not linked)
    return ""


def _of_address(value: str) -> str:
    address = ipaddress.ip_address(value)
    if any(address in network for network in EXAMPLES if network.version == address.version):
        return "example"
    return "" if address.is_global and not address.is_multicast else "private_address"


def _of_host(host: str, *, may_be_file: bool) -> str:
    if _under(host, _own_hosts()):
        return "own"
    for code in ("example", "health_sector", "known_service"):
        if _under(host, _told(code, "hosts")):
            return code
    name, _dot, top = host.rpartition(".")
    if top == "fr" and name.rpartition(".")[2].startswith(tuple(_told("health_sector", "starts"))):
        return "health_sector"
    if may_be_file and "." not in name and top in _told("file_name", "endings"):
        return "file_name"
    try:
        return _of_address(host)
    except ValueError:
        return ""


def _under(host: str, known: Iterable[str]) -> bool:
    """Tell whether a host is one of these names, or below one."""
    labels = host.split(".")
    above = {".".join(labels[start:]) for start in range(len(labels))}
    return not above.isdisjoint(known)


def _own_hosts() -> set[str]:
    """Return the domains from which the CSIRT itself writes."""
    addresses = (settings.DEFAULT_FROM_EMAIL, settings.VIGIE_DUTY_EMAIL)
    return {host.strip("<> ").lower() for each in addresses if (host := each.rpartition("@")[2])}


@cache
def _told(code: str, key: str) -> frozenset[str]:
    return frozenset(term("indicator_noise", code).extra[key])
