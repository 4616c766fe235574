"""Which addresses this server asks: those of the public internet, and what an installation allows by name."""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from designations.net.errors import AddressRefused, Unreachable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PORTS = frozenset({80, 443})
LONGEST = 2000
# Beyond what `ipaddress` calls not global: networks that carry another address inside, or lead elsewhere.
_LEADING_ELSEWHERE: tuple[Network, ...] = tuple(
    ip_network(network)
    for network in (
        "192.88.99.0/24",  # relays of 6to4, RFC 7526
        "192.0.0.0/24",  # special purposes, RFC 6890
        "::/96",  # IPv4-compatible, RFC 4291
        "::ffff:0:0/96",  # IPv4-mapped, RFC 4291
        "::ffff:0:0:0/96",  # IPv4-translated, RFC 2765
        "64:ff9b::/96",  # NAT64, RFC 6052
        "64:ff9b:1::/48",  # local NAT64, RFC 8215
        "2001::/23",  # Teredo, ORCHID and other protocols, RFC 2928
        "2002::/16",  # 6to4, RFC 3056
        "fec0::/10",  # site-local, RFC 3879
    )
)


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """The networks written in `texts`, such as '127.0.0.0/8'. Raises ValueError."""
    return tuple(ip_network(text) for text in texts)


def is_public(address: Address) -> bool:
    """Whether `address` is an ordinary one of the public internet."""
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    return not any(_holds(network, address) for network in _LEADING_ELSEWHERE)


def check_url(url: str) -> str:
    """`url` if its form is one that may be asked: http(s), a host, no user. Raises `AddressRefused`."""
    if len(url) > LONGEST:
        raise AddressRefused(f"the address is longer than {LONGEST} characters")
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in url) or "\\" in url:
        raise AddressRefused("the address has spaces, control characters or backslashes")
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        raise AddressRefused(f"'{url}' is no address: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise AddressRefused(f"'{url}' does not begin with https:// or http://")
    if not host:
        raise AddressRefused(f"'{url}' names no host")
    if "@" in parts.netloc:
        raise AddressRefused("the address has a user name or password in it")
    return url


def resolve(host: str, *, port: int, allowed: Sequence[Network] = ()) -> list[Address]:
    """Where `host` lies, in the order in which to try. One unfit address refuses them all.

    An address in `allowed` is fit, on any port. Raises `AddressRefused` and `Unreachable`.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"there is no host '{host}': {error}") from error
    # A zone ('%eth0') belongs to link-local addresses only.
    addresses = list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
    for address in addresses:
        if any(_holds(network, address) for network in allowed):
            continue
        if not is_public(address):
            raise AddressRefused(f"'{host}' lies at {address}, which is no public address")
        if port not in PORTS:
            raise AddressRefused(f"port {port} of '{host}' is not one of the web's ports, 80 and 443")
    return addresses


def _holds(network: Network, address: Address) -> bool:
    return network.version == address.version and address in network
