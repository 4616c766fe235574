"""One address for one page: without what the way to it added."""

import re
from urllib.parse import urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(r"(utm_\w*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id)(=.*)?", re.IGNORECASE)


def plain_address(url: str) -> str:
    """`url` without fragment, default port and tracking parameters, its host in lower case.

    What is no address with a host comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if not host:
        return url
    where = f"[{host}]" if ":" in host else host.rstrip(".")
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        where = f"{where}:{port}"
    user = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    kept = [piece for piece in parts.query.split("&") if piece and not _TRACKING.fullmatch(piece)]
    return urlunsplit((parts.scheme, f"{user}{where}", parts.path or "/", "&".join(kept), ""))


def before_query(address: str) -> str:
    """The part of a plain address that every address of its page begins with."""
    return address.partition("?")[0]
