"""The origin article by keyboard alone: from its address to eight public events, and what that takes."""

import re
import threading
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from django.db import close_old_connections, connection
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from designations.articles.take import take
from designations.models import CaptureRequest, Draft, Event
from tests.browser.test_origin_article import PASSAGES, TITLE, Passage, load, read
from tests.browser.typist import Typist
from tests.factories import make_user
from tests.web_server import Answer, WebServer, web_server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVENTS = PASSAGES[:8]
MOST_TO_ENTER = 9
MOST_TO_PUBLISH = 3
_KIND_KEYS = {"delisting_proposed": "Alt+p", "statement": "Alt+s", "delisted": "Alt+d", "listed": "Alt+l"}


@pytest.fixture
def server(settings: Any, tmp_path: Path, article: str) -> Iterator[WebServer]:
    """The newspaper, on loopback."""
    settings.FETCH_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    settings.MEDIA_ROOT = tmp_path / "captures"
    paragraphs = "".join(f"<p>{escape(one, quote=False)}</p>" for one in article.splitlines() if one.strip())
    body = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
        '<meta property="og:site_name" content="KabulNow"><meta name="author" content="KabulNow">'
        '<meta property="article:published_time" content="2024-05-29T10:00:00Z"></head><body>'
        '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<article><h1>{TITLE}</h1>{paragraphs}</article><footer>All rights reserved.</footer></body></html>"
    )
    with web_server() as running:
        running.answers["/news"] = Answer(body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        yield running


@pytest.fixture
def worker() -> Iterator[None]:
    """Does what is asked for, beside the site, by the function that the queue's worker calls."""
    stop = threading.Event()

    def work() -> None:
        try:
            while not stop.wait(0.2):
                for key in CaptureRequest.objects.filter(state="waiting").values_list("pk", flat=True):
                    take(key)
                close_old_connections()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


def typist(browser: Browser, live_server: LiveServer, *, name: str, group: str) -> Typist:
    user = make_user(group=group, username=name)
    return Typist(browser, site=live_server.url, username=user.username, password="correct horse")


def add_article(one: Typist, url: str) -> None:
    """From the desk's first page to the text."""
    one.press("g", "c")
    one.at("#id_url")
    one.type(url)
    one.press("Enter")
    one.page.wait_for_url(re.compile(r"/capture/\d+/read/"), timeout=60_000)
    one.press("/")


def enter(one: Typist, passage: Passage) -> None:
    """From the text to a draft that waits for review, and back."""
    page = one.page
    one.at("#id_quote")
    one.type(f"{passage.begins} ... {passage.ends}")
    one.press(_KIND_KEYS[passage.kind])
    offer = page.locator(".desk-offers a:focus")
    expect(offer.or_(page.locator("#id_occurred_on:focus"))).to_be_visible()
    if offer.count():
        # The passage names a country of several lists; the likeliest has the focus.
        assert f"({passage.list})" in page.locator(".desk-offers[data-field=id_list]").inner_text()
        while f"({passage.list})" not in offer.inner_text():
            one.press("Tab")
        one.press("Enter")
    one.at("#id_occurred_on")
    expect(page.locator("#id_kind")).to_have_value(passage.kind)
    if page.locator("#id_occurred_on").input_value() != passage.on:
        one.type(passage.on)
    if f"({passage.list})" not in page.locator(".field-list .select2-selection").inner_text():
        one.press("Alt+l")
        one.search(passage.list, f"({passage.list})")
    if not page.locator(".field-entity .select2-selection__clear").count():
        one.press("Alt+n")
        one.search("taliban", "(taliban)")
    speaker, stance = passage.fields.get("id_speaker"), passage.fields.get("id_stance")
    if speaker and stance:
        one.press("Alt+s")
        one.type(speaker)
        chosen = "jurisdiction" if passage.state else "entity"
        expect(page.locator(f".field-on_behalf_of_{chosen} .select2-selection")).to_contain_text(
            passage.state or passage.group
        )
        one.press("Alt+t")
        one.type(stance)
    if actor := passage.fields.get("id_actor"):
        one.press("Alt+a")
        one.type(actor)
    if summary := passage.fields.get("id_summary"):
        one.press("Alt+m")
        one.type(summary)
    one.press("Control+Enter")
    expect(page.locator(".desk-cautions, .messagelist .success")).to_be_visible()
    if page.locator(".desk-cautions").count():
        # The record knows no beginning of what the article says has ended; the button has the focus.
        one.at("input[value='Save anyway']")
        one.press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("sent for review")


def publish_each(one: Typist, number: int) -> None:
    """From the desk's first page through the queue: each draft is read, and published on its page."""
    one.press("g", "r")
    one.page.wait_for_url(re.compile("/review/$"))
    one.press("Alt+n")
    for _ in range(number):
        one.page.wait_for_url(re.compile(r"/review/\d+/"))
        one.press("Alt+p")
        one.at("button[value=publish]")
        one.press("Enter")
        expect(one.page.locator(".messagelist .success")).to_contain_text("Published. This is the next")


def approve_and_publish_together(one: Typist, number: int) -> None:
    """From a draft through the others, each approved, and then all of them in one act."""
    for _ in range(number):
        before = one.page.url
        one.press("Alt+a")
        expect(one.page).not_to_have_url(before)
        # What is approved waits for its publication, in the same queue.
        expect(one.page.locator(".messagelist .success")).to_contain_text("Approved. This is the next")
    one.press("g", "r")
    one.page.wait_for_url(re.compile("/review/$"))
    one.page.wait_for_load_state()
    one.press("Alt+p")
    one.at("#together button")
    one.press("Enter")
    expect(one.page.locator("main h1")).to_have_text("Publish together")
    one.page.wait_for_load_state()
    one.press("Alt+p")
    one.at("button:text('Publish together')")
    one.press("Enter")
    expect(one.page.locator(".messagelist .success")).to_contain_text(f"{number} published together")


def test_eight_events_of_the_article_are_entered_and_published_by_keyboard_alone(
    browser: Browser, live_server: LiveServer, server: WebServer, worker: None, article: str
) -> None:
    load("--without-events")
    first = typist(browser, live_server, name="first", group="editor")
    told = []
    add_article(first, server.url("/news"))
    told.append(("the article", *first.taken()))
    for passage in EVENTS:
        first.begin()
        enter(first, passage)
        told.append((f"{passage.kind} ({passage.begins})", *first.taken()))
    assert Draft.objects.filter(author__username="first", state="submitted").count() == len(EVENTS)
    assert not Event.objects.exists()

    second = typist(browser, live_server, name="second", group="publisher")
    half = len(EVENTS) // 2
    publish_each(second, half)
    approve_and_publish_together(second, len(EVENTS) - half)
    told.append((f"review and publication of {len(EVENTS)}", *second.taken()))

    assert Draft.objects.filter(state="published").count() == Event.objects.count() == len(EVENTS)
    events = read(live_server, "events/?entity=taliban")["results"]
    quotes = sorted(citation["quote"] for event in events for citation in event["citations"])
    assert quotes == sorted(passage.quote(article) for passage in EVENTS)
    second.page.goto(f"{live_server.url}/entities/taliban/")
    for passage in EVENTS:
        expect(second.page.locator("main")).to_contain_text(passage.quote(article))
    assert first.refused_by_policy == second.refused_by_policy == []
    for what, count, seconds in told:
        print(f"{count:4} interactions {seconds:6.1f} s  {what}")  # noqa: T201
    assert {what: count for what, count, _ in told[1:-1] if count > MOST_TO_ENTER} == {}
    assert told[-1][1] <= MOST_TO_PUBLISH * len(EVENTS)
