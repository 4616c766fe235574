"""Where a request comes from, as exactly as it is needed and no more than that is kept."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

_KEPT_BITS = {4: 24, 6: 48}
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks: the connection's, or what the nearest trusted proxy says that it was.

    `TRUSTED_PROXIES` is how many proxies stand before the site: each appends the address it was asked from,
    so that only as many entries from the right are worth believing.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    trusted = int(settings.TRUSTED_PROXIES)
    if trusted < 1:
        return direct
    passed = [part.strip() for part in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
    return _plain(passed[-trusted]) if len(passed) >= trusted and _plain(passed[-trusted]) else direct


def network_of(request: HttpRequest) -> str:
    """The network of whoever asks, such as 203.0.113.0/24: to be recognised, not to be followed."""
    try:
        address = ipaddress.ip_address(address_of(request).partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((address, _KEPT_BITS[address.version]), strict=False))


def agent_of(request: HttpRequest) -> str:
    """The browser and the system, such as 'Firefox on Linux'; the rest of what a browser says is left out."""
    said = str(request.META.get("HTTP_USER_AGENT", ""))[:500]
    browser = next((name for mark, name in _BROWSERS if mark in said), "Unknown browser")
    system = next((name for mark, name in _SYSTEMS if mark in said), "")
    return f"{browser} on {system}" if system else browser


def _plain(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
