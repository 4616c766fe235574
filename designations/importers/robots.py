"""Asking a host's robots.txt before a feed's address is fetched from it, at most once a day.

Only the address that an editor wrote is asked about, not where it redirects to.
"""

from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.core.cache import cache
from redis.exceptions import RedisError

from designations.net.addresses import Network, check_url
from designations.net.errors import (
    AddressRefused,
    FetchError,
    RobotsDisallow,
    RobotsUnknown,
    StatusRefused,
    TooLarge,
    TooManyRedirects,
)
from designations.net.fetch import Limits, fetch
from designations.net.robots import Rules, rules_for

DAY = 24 * 60 * 60
_WAY_OUT = "If the file is published for download, an editor may set 'Ignores robots.txt' on the feed."


def heed_robots(url: str, *, folder: Path, product: str, agent: str, allowed: tuple[Network, ...]) -> None:
    """Return where `product` may fetch `url`.

    Raises `RobotsDisallow`, `RobotsUnknown`, and `AddressRefused` for what is no address.
    """
    parts = urlsplit(check_url(url))
    robots = f"{parts.scheme}://{parts.netloc}/robots.txt"
    key = f"robots:{robots}"
    rules: Rules | None = None
    # Without the cache the host is asked again: a check is not worth less for it.
    with suppress(RedisError, OSError):
        rules = cache.get(key)
    if rules is None:
        text = _text(robots, to=folder / "robots.txt", agent=agent, allowed=allowed)
        rules = rules_for(product, text)
        with suppress(RedisError, OSError):
            cache.set(key, rules, DAY)
    if pattern := rules.against(url):
        raise RobotsDisallow(
            f"{robots} asks {product} not to fetch {url[:150]} (Disallow: {pattern[:50]}). {_WAY_OUT}"
        )


def _text(robots: str, *, to: Path, agent: str, allowed: tuple[Network, ...]) -> str:
    limits = Limits(read_seconds=10, total_seconds=20, most_bytes=500 * 1024, allowed=allowed)
    # RFC 9309, 2.3.1: a host without the file allows everything, one that cannot say so nothing for now. To
    # be asked less is no permission either.
    try:
        fetch(robots, to=to, agent=agent, limits=limits)
    except TooLarge:
        # What came before the limit counts, without the line that it cut.
        return to.read_bytes().decode("utf-8", "replace").rpartition("\n")[0] if to.exists() else ""
    except (AddressRefused, TooManyRedirects):
        return ""
    except StatusRefused as error:
        if error.status < 500 and error.status != 429:
            return ""
        raise _unknown(robots, error) from error
    except FetchError as error:
        raise _unknown(robots, error) from error
    return to.read_bytes().decode("utf-8", "replace")


def _unknown(robots: str, error: FetchError) -> RobotsUnknown:
    return RobotsUnknown(
        f"The feed is not fetched while its host cannot say what it allows: {error} ({robots}). {_WAY_OUT}",
        not_before=error.not_before,
    )
