"""Pages that were rendered once, by their validator, in the cache: nothing in them is of one reader alone.

A page is found under the change at which it was rendered, so nothing is ever taken away: the next change
asks for it under another name. Numbers of the whole record are kept beside (`figures`). A cache that is down
costs time and nothing else.
"""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.http import HttpResponse
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
ALIAS = "pages"
SECONDS = 24 * 3600
# Where compressing earns little more for three times the work.
LEVEL = 6
BIGGEST = 2_000_000


def kept(tag: str) -> HttpResponse | None:
    """The page with this validator, if it is at hand."""
    found = unless_down(lambda: caches[ALIAS].get(tag))
    if found is None:
        return None
    headers, body = found
    return HttpResponse(body, headers=headers)


def keep(response: HttpResponse, *, tag: str, gzipped: bool) -> HttpResponse:
    """The rendered page as it is sent, its own headers included, kept under its validator."""
    headers, body = dict(response.headers), response.content
    if gzipped:
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, LEVEL, mtime=0)
    if len(body) <= BIGGEST:
        unless_down(lambda: caches[ALIAS].set(tag, (headers, body), SECONDS))
    return HttpResponse(body, headers=headers)


def unless_down(do: Callable[[], Any]) -> Any:
    """What `do` asks of the cache; None where that cannot be reached."""
    try:
        return do()
    except (OSError, RedisError) as error:
        logger.warning("All is made anew each time, as the cache cannot be reached: %s", error)
        return None
