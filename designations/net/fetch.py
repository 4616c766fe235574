"""One file from another server to the disk. The address is not trusted, nor is what answers there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpcore
import httpx

from designations.net.addresses import Network, check_url
from designations.net.body import capped, plain
from designations.net.errors import AddressRefused, StatusRefused, TooManyRedirects, TooSlow, Unreachable
from designations.net.retry_after import not_before
from designations.net.transport import Deadline, GuardedTransport

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may take, in seconds, hops and unpacked bytes, and where beyond the public it may go."""

    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    total_seconds: float = 300.0
    redirects: int = 5
    most_bytes: int = 1 << 30
    allowed: Sequence[Network] = ()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said about a version, to ask later whether it still has that one."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The conditions of a request (RFC 9110, 13.1)."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of a fetch: a file of `size` bytes from `url`, or none where it `is_unchanged`."""

    url: str
    is_unchanged: bool
    validators: Validators
    size: int = 0


def fetch(
    url: str, *, to: Path, agent: str, known: Validators | None = None, limits: Limits | None = None
) -> Fetched:
    """Fetch `url` into the file `to`, as `agent`; with `known`, only where it changed since.

    Every hop is checked (`net.addresses`). Raises a `FetchError`; the file may then hold a part.
    """
    limits = limits or Limits()
    deadline = Deadline(limits.total_seconds)
    timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds)
    headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
    headers |= known.headers() if known else {}
    transport = GuardedTransport(allowed=limits.allowed, deadline=deadline)
    with (
        _named_errors(deadline),
        httpx.Client(transport=transport, timeout=timeout, trust_env=False, headers=headers) as client,
    ):
        for _ in range(limits.redirects + 1):
            with client.stream("GET", check_url(url)) as response:
                if response.status_code in _REDIRECTS:
                    url = _next(response)
                    continue
                return _kept(response, to=to, conditional=known is not None, limits=limits)
    raise TooManyRedirects(f"more than {limits.redirects} redirects, the last to '{url[:200]}'")


def _next(response: httpx.Response) -> str:
    target = response.headers.get("Location", "")
    if not target:
        raise Unreachable("the server redirects to nowhere")
    try:
        url = check_url(str(response.url.join(target)))
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressRefused(f"the server redirects to '{target[:200]}', which is no address") from error
    if response.url.scheme == "https" and not url.startswith("https://"):
        raise AddressRefused(f"the server redirects from https to '{url[:200]}'")
    return url


def _kept(response: httpx.Response, *, to: Path, conditional: bool, limits: Limits) -> Fetched:
    headers, url = response.headers, str(response.url)
    if response.status_code == 304 and conditional:
        return Fetched(url, True, Validators())
    if response.status_code != 200:
        raise StatusRefused(
            f"{url} answers {response.status_code} {response.reason_phrase}".strip(),
            status=response.status_code,
            not_before=not_before(headers.get("Retry-After", ""), now=datetime.now(UTC)),
        )
    body = plain(
        capped(response.iter_raw(), most=limits.most_bytes), encoding=headers.get("Content-Encoding", "")
    )
    with to.open("wb") as out:
        for piece in capped(body, most=limits.most_bytes):
            out.write(piece)
        size = out.tell()
    validators = Validators(_short(headers, "ETag"), _short(headers, "Last-Modified"))
    return Fetched(url, False, validators, size)


def _short(headers: Mapping[str, str], name: str) -> str:
    """The header's text; a long one is not worth keeping, and a cut one would be another."""
    value = headers.get(name, "")
    return value if len(value) <= 300 and value.isascii() else ""


@contextmanager
def _named_errors(deadline: Deadline) -> Iterator[None]:
    try:
        yield
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        deadline.left()
        raise TooSlow(f"the server is too slow ({type(error).__name__})") from error
    except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise Unreachable(f"{error or type(error).__name__}") from error
    except (httpx.InvalidURL, httpcore.UnsupportedProtocol, UnicodeError) as error:
        raise AddressRefused(f"this is no address: {error}") from error
