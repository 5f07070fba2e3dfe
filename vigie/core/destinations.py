"""Where we may post to when an administrator, not the operator, says where.

An address typed at the desk must not become a way into the network behind it. A name is
resolved once, **every** address it has is checked, and the connection goes to the address that
was checked: a name that changes its answer meanwhile leads nowhere else.
"""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# Addresses of version 6 that lead to one of version 4, in their last 32 bits.
TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
LAST_32_BITS = 0xFFFFFFFF


class Forbidden(Exception):  # noqa: N818 - reads as the answer it is
    """A name leads, or may lead, to where we must not go."""


@dataclass(frozen=True)
class Reach:
    """How far a message may go: to any public address, and to these networks."""

    networks: tuple[Network, ...] = ()
    # A file of certificate authorities that are trusted beside the usual ones; empty: none.
    authorities: str = ""

    def allows(self, address: Address) -> bool:
        """Tell whether we may connect to `address`."""
        known = any(address in network for network in self.networks)
        return known or all(is_public(each) for each in meant_by(address))


def is_public(address: Address) -> bool:
    """Tell whether an address is of the Internet and of one machine."""
    return address.is_global and not address.is_multicast and not address.is_reserved


def meant_by(address: Address) -> list[Address]:
    """Return an address, and that of version 4 to which it leads in truth, if it does."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    meant: list[Address] = [address]
    if address.sixtofour:
        meant.append(address.sixtofour)
    if address.teredo:
        meant.extend(address.teredo)
    if any(address in network for network in TRANSLATED):
        meant.append(IPv4Address(int(address) & LAST_32_BITS))
    return meant


def resolve(host: str, port: int, reach: Reach) -> list[str]:
    """Return the addresses of a name, all checked.

    Raises:
        Forbidden: one of them is not of the Internet, nor of a network that is allowed.
        OSError: it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    # An address of a link names the link too (fe80::1%eth0), hence is never allowed.
    if not all("%" not in each and reach.allows(ip_address(each)) for each in addresses):
        raise Forbidden
    return addresses
