"""From an article to a draft: adding it, reading it, picking the passage."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from designations.articles.take import take
from designations.models import Capture, CaptureRequest, Citation, Draft, EventKind, Source
from tests.designations.admin.conftest import Desk
from tests.designations.admin.forms import draft_fields, filled
from tests.factories import (
    administrator,
    editor,
    make_capture,
    make_entity,
    make_event,
    make_list,
    make_source,
    make_user,
    publisher,
)

pytestmark = pytest.mark.django_db

ADD = reverse("admin:designations_capturerequest_add")
DRAFT = reverse("admin:designations_draft_add")
TWICE = (
    "The ministry spoke. It was removed. Nobody answered.\n"
    "Later the paper repeated: It was removed. \U0001f600 <b>End</b>."
)
QUOTE = "It was removed."


@pytest.fixture(autouse=True)
def captures(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def capture_of(text: str = TWICE, **about: Any) -> Capture:
    return make_capture(source=make_source(**about), text=text)


def read(capture: Capture, **query: str) -> tuple[str, dict[str, str]]:
    return reverse("admin:designations_capture_read", args=[capture.pk]), query


def status(row: CaptureRequest) -> str:
    return reverse("admin:designations_capturerequest_change", args=[row.pk])


def test_a_pasted_text_is_there_to_read_at_once(desk: Desk) -> None:
    response = desk(editor()).post(ADD, {"text": TWICE, "title": "On a removal"}, follow=True)
    page = response.content.decode()
    assert "On a removal" in page
    assert "<b>End</b>" not in page
    assert "&lt;b&gt;End&lt;/b&gt;" in page


def test_a_pasted_text_has_the_date_on_which_it_was_published_as_it_was_written(desk: Desk) -> None:
    client = desk(editor())
    client.post(ADD, {"text": TWICE, "title": "On a removal", "published_on": "17 April 2025"})
    assert str(Source.objects.get(title="On a removal").published_on) == "2025-04-17"
    unclear = client.post(ADD, {"text": TWICE, "title": "Another", "published_on": "4/5/2025"})
    assert "can be read in two ways" in unclear.content.decode()
    url = "https://news.example.org/a"
    unasked = client.post(ADD, {"url": url, "published_on": "17 April 2025"})
    assert "Only a pasted text takes a date here." in unasked.content.decode()
    assert not Source.objects.filter(title="Another").exists()
    assert not CaptureRequest.objects.exists()


def test_an_upload_has_a_page_that_says_how_it_goes_and_leads_to_the_text(desk: Desk) -> None:
    client = desk(editor())
    upload = SimpleUploadedFile("a.txt", TWICE.encode(), content_type="text/plain")
    response = client.post(ADD, {"upload": upload}, follow=True)
    row = CaptureRequest.objects.get()
    assert response.redirect_chain[-1][0] == status(row)
    assert "waiting" in response.content.decode()
    assert client.get(status(row), {"state": ""}).json() == {"state": "waiting", "finished": False}
    take(row.pk)
    assert client.get(status(row), {"state": ""}).json()["finished"]
    [capture] = Capture.objects.all()
    assert client.get(status(row)).url == read(capture)[0]  # type: ignore[attr-defined]


def test_what_failed_says_why_and_can_be_tried_again(desk: Desk) -> None:
    client = desk(editor())
    client.post(ADD, {"url": "http://127.0.0.1:1/a"})
    row = CaptureRequest.objects.get()
    take(row.pk)
    page = client.get(status(row)).content.decode()
    assert "no public address" in page
    client.post(reverse("admin:designations_capturerequest_again", args=[row.pk]))
    assert [r.state for r in CaptureRequest.objects.order_by("pk")] == ["failed", "waiting"]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({}, "Give an address, a text or a file"),
        ({"url": "https://user:secret@example.org/"}, "user name"),
        ({"url": "ftp://example.org/"}, "does not begin with"),
        ({"text": "a" * 2_000_001}, "2,000,001 bytes"),
    ],
)
def test_what_cannot_be_taken_is_explained_and_nothing_is_kept(
    desk: Desk, sent: dict[str, str], why: str
) -> None:
    assert why in desk(editor()).post(ADD, sent).content.decode()
    assert not CaptureRequest.objects.exists()
    assert not Source.objects.exists()


def test_the_pages_are_closed_to_who_may_not_use_them(desk: Desk) -> None:
    client, capture = desk(make_user()), capture_of()
    row = CaptureRequest.objects.create(url="https://example.org/", requested_by=administrator())
    for url in (ADD, status(row), read(capture)[0]):
        assert client.get(url).status_code == 403
        assert Client().get(url).status_code == 302
    events = reverse("admin:designations_capture_events", args=[capture.pk])
    assert desk(editor()).get(events).status_code == 403
    assert desk(publisher()).get(events).status_code == 404


def test_a_source_is_retrieved_again_for_a_further_capture(desk: Desk) -> None:
    client, source = desk(editor()), make_source()
    again = reverse("admin:designations_source_again", args=[source.pk])
    assert client.get(again).status_code == 405
    client.post(again)
    assert CaptureRequest.objects.get().source == source


def test_the_picked_occurrence_goes_all_the_way_into_the_published_citation(desk: Desk) -> None:
    client, capture = desk(editor()), capture_of()
    second = TWICE.rindex(QUOTE)
    url, query = read(capture, **{"for": "new", "quote": QUOTE, "start": str(second)})
    response = client.get(url, query)
    query = {k: v[0] for k, v in parse_qs(urlsplit(response.url).query).items()}  # type: ignore[attr-defined]
    assert query == {"capture": str(capture.pk), "start": str(second), "end": str(second + len(QUOTE))}
    form = f"{DRAFT}?capture={capture.pk}&start={second}&end={second + len(QUOTE)}"
    data = filled(client, form)
    assert (str(data["occurred_on"]), data["citations-0-quote"]) == ("../2024-05-29", QUOTE)
    told = draft_fields(list=make_list(), entity=make_entity())
    assert client.post(form, data | told | {"_submit": "x"}).status_code == 302
    draft = Draft.objects.get()
    assert draft.citations.get().start == second
    other = desk(publisher())
    other.post(reverse("admin:designations_draft_publish", args=[draft.pk]))
    assert Citation.objects.get().start == second


def test_a_pasted_quote_is_found_and_one_that_does_not_occur_or_is_too_long_stays_on_the_page(
    desk: Desk,
) -> None:
    client, capture = desk(editor()), capture_of("word " * 300 + QUOTE)
    for quote, why in (
        ("It was amended.", "does not occur"),
        ("word " * 101, "at most 500"),
        (" ", "required"),
    ):
        url, query = read(capture, **{"for": "new", "quote": quote})
        assert why in client.get(url, query).content.decode()
    url, query = read(capture, **{"for": "new", "quote": QUOTE})
    assert "start=1500" in client.get(url, query).url  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "query",
    ["capture=1&start=0&end=0", "capture=x&start=0&end=5", "start=0&end=5", "capture={}&start=0&end=99999",
     "capture={}&start=-1&end=3", "capture={}&start=0&end=501", "capture={}&start=9&end=3",
     "capture=99999&start=0&end=5"],
)  # fmt: skip
def test_an_address_that_names_no_passage_prefills_nothing(desk: Desk, query: str) -> None:
    data = filled(desk(editor()), f"{DRAFT}?{query.format(capture_of('a' * 600).pk)}")
    assert not data.get("citations-0-quote")


def test_a_passage_is_cited_for_an_event_found_by_a_name_in_another_script(desk: Desk) -> None:
    entity = make_entity(name="Northern Front")
    entity.names.create(name="الجبهة الشمالية")
    event = make_event(entity=entity, kind=EventKind.LISTED, occurred_on="2003-02-14")
    make_event(kind=EventKind.LISTED, entity=make_entity())
    client, capture = desk(publisher()), capture_of()
    url = reverse("admin:designations_capture_events", args=[capture.pk])
    picked = {"capture": str(capture.pk), "start": "0", "end": "19"}
    # The first request also begins the session's row in 'Your account'.
    client.get(url, picked)
    for words in ("الشمالية", "northern 2003", f"front listed {event.list.slug}"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = client.get(url, {**picked, "q": words, "part": "1"}).content.decode()
        assert found.count("<li>") == 1
        assert len(queries) <= 6
    assert "No event is found" in client.get(url, {**picked, "q": "southern"}).content.decode()
    cite = reverse("admin:designations_event_cite", args=[event.event_id])
    assert cite in found
    page = client.get(cite, picked)
    form = page.context["form"]
    sent = {field.html_name: field.value() or "" for field in form}
    assert client.post(cite, sent).status_code == 302
    assert Citation.objects.latest("pk").quote == "The ministry spoke."


def test_what_is_cited_is_marked_with_links_and_queries_do_not_grow(desk: Desk) -> None:
    client, capture = desk(editor()), capture_of()
    event = make_event(source=capture.source, quote="The ministry spoke.", entity=make_entity())
    # The first request also begins the session's row in 'Your account'.
    client.get(read(capture)[0])
    with CaptureQueriesContext(connection) as one:
        client.get(read(capture)[0])
    for _ in range(2):
        make_event(source=capture.source, quote="Nobody answered.", entity=make_entity())
        capture_of()
        make_capture(source=capture.source, text=TWICE + " More.")
    with CaptureQueriesContext(connection) as more:
        page = client.get(read(capture)[0]).content.decode()
    assert len(more) == len(one)
    assert reverse("admin:designations_event_change", args=[event.event_id]) in page
    assert ">The ministry spoke.</mark>" in page


def test_two_captures_are_compared_word_by_word(desk: Desk) -> None:
    source = make_source(text="It is a plan of two ministries.")
    [old] = source.captures.all()
    new = make_capture(source=source, text="It is a decision of two ministries.")
    client, url = desk(editor()), reverse("admin:designations_capture_compare", args=[new.pk, old.pk])
    assert "<del>plan</del><ins>decision</ins>" in client.get(url).content.decode()
    assert url in client.get(read(new)[0]).content.decode()


def test_a_long_text_is_read_page_by_page_with_its_offsets(desk: Desk) -> None:
    capture = capture_of("A sentence of words. " * 10_000 + "\n" + QUOTE)
    response = desk(editor()).get(read(capture)[0], {"at": str(len(capture.text) - 3)})
    page = response.context["page"]
    assert (page.number, page.count) == (4, 4)
    assert page.paragraphs[-1][0][0].start == capture.text.index(QUOTE)


def test_a_public_reader_sees_nothing_of_a_capture(desk: Desk) -> None:
    capture = capture_of("Private words of an article.")
    page = Client().get(capture.source.get_absolute_url()).content.decode()
    assert "Private words" not in page
