"""Every page of the desk that a link leads to, beginning with the first one.

Pages that differ only by a number, or by the values of their query, count as one; those with a query are
looked at and not followed further. So pages that are added later are found without being named.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

START = "/admin/"
# These answer to a form that is sent, or are no page of the desk.
_NOT_FOLLOWED = re.compile(r"/admin/(logout|jsi18n|password_change|r)/|/admin/review/\d+/next/")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def kind_of(url: str) -> str:
    """What `url` shows, without saying of which row."""
    parts = urlsplit(url)
    path = re.sub(r"/[^/]*\d[^/]*/", "/#/", parts.path)
    keys = sorted({key for key, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{path}?{'&'.join(keys)}" if keys else path


@dataclass(frozen=True, slots=True)
class Page:
    """The page that was looked at for its kind, and how many queries it took."""

    url: str
    queries: int


def pages(client: Client, *, known: Mapping[str, Page] = MappingProxyType({})) -> dict[str, Page]:
    """One page of each kind that is reached; those of a `known` kind are left out."""
    found: dict[str, Page] = {}
    # The first request also begins the session's row in 'Your account'.
    _answer(client, START)
    seen, waiting = {kind_of(START)}, [START]
    while waiting:
        url = waiting.pop(0)
        if kind_of(url) in known and url != START:
            continue
        response, taken = _answer(client, url)
        # Django links the people in a record also for those who may not look at accounts.
        if response.status_code == HTTPStatus.FORBIDDEN and url.startswith("/admin/auth/"):
            continue
        assert response.status_code == HTTPStatus.OK, f"{url} answered {response.status_code}"
        if kind_of(url) not in known:
            found[kind_of(url)] = Page(url, taken)
        if urlsplit(url).query:
            continue
        for link in _links(url, response):
            if kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)
    return found


def _links(url: str, response: Any) -> Iterator[str]:
    if not response.get("Content-Type", "").startswith("text/html") or response.streaming:
        return
    links = _Links()
    links.feed(response.content.decode())
    for href in links.found:
        link = urlsplit(urljoin(url, href))._replace(fragment="").geturl()
        if link.startswith(START) and not _NOT_FOLLOWED.match(link):
            yield link


def queries(client: Client, url: str) -> int:
    """How many queries the page takes, those for the session, the person and the permissions included."""
    response, taken = _answer(client, url)
    assert response.status_code == HTTPStatus.OK, f"{url} answered {response.status_code}"
    return taken


def _answer(client: Client, url: str) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as seen:
        response: Any = client.get(url)
        if response.streaming:
            b"".join(response)
    return response, len(seen)
