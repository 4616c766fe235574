"""The pages of sources."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from designations.editorial.cite import cite
from designations.editorial.retract import retract
from designations.models import DraftCitation, EventKind
from tests.designations.web.reading import html_of, read
from tests.factories import last_seq, make_capture, make_entity, make_event, make_list, make_source, publisher

pytestmark = pytest.mark.django_db

TEXT = "First they listed it. Then a minister said no. At last they removed it."


def test_passages_come_in_the_order_of_the_text(client: Client) -> None:
    source, front, register = make_source(text=TEXT), make_entity(), make_list()
    quotes = ["First they listed it.", "a minister said no", "At last they removed it."]
    make_event(entity=front, list=register, source=source, quote=quotes[0])
    make_event(
        entity=front,
        list=register,
        kind=EventKind.DELISTED,
        occurred_on="2010",
        source=source,
        quote=quotes[2],
    )
    make_event(
        entity=front, list=register, kind=EventKind.STATEMENT, occurred_on="2005", speaker="A minister",
        stance="opposes", source=source, quote=quotes[1],
    )  # fmt: skip
    page = read(client, source.get_absolute_url())
    assert sorted(quotes, key=page.index) == quotes


def test_what_it_supports_and_what_it_disputes_are_told_apart_over_all_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, register = make_source(text=TEXT), make_list()
    for number in range(2):
        front = make_entity(slug=f"front-{number}")
        doubted = make_event(entity=front, list=register)
        disputing = DraftCitation(source=source, quote="First they listed it.", disputes=True)
        cite(doubted.event, fields=disputing, by=publisher())
        make_event(
            entity=front, list=register, kind=EventKind.DELISTED, occurred_on="2010", source=source,
            quote="At last they removed it.",
        )  # fmt: skip
    page = client.get(source.get_absolute_url())
    assert "2 events of the record rest on it. It disputes 2." in read(client, source.get_absolute_url())
    assert 'href="/alerts/?entity=front-0&amp;entity=front-1"' in page.content.decode()
    assert [event.label for _card, event in page.context["supporting"]] == ["Delisted"] * 2
    assert [event.label for _card, event in page.context["disputing"]] == ["Listed"] * 2
    monkeypatch.setattr("designations.web.views.sources.SIZE", 1)
    address, seen = source.get_absolute_url(), []
    while address:
        context = client.get(address).context
        seen += [(card.disputes, event.entity.slug) for card, event in context["passages"]]
        address = context["next_url"]
    assert seen == [(False, "front-0"), (False, "front-1"), (True, "front-0"), (True, "front-1")]


def test_what_other_sources_dispute_of_it_is_shown_as_it_was_known(client: Client) -> None:
    source, other = make_source(text=TEXT), make_source(text="It never was.", title="The Denial")
    event = make_event(entity=make_entity(), source=source, quote="First they listed it.").event
    before = last_seq()
    cite(event, fields=DraftCitation(source=other, quote="It never was.", disputes=True), by=publisher())
    address = source.get_absolute_url()
    page = read(client, address)
    told = page.partition("What other sources dispute of it")[2]
    assert "It never was." in told
    assert "The Denial" in told
    assert "Other sources disagree" in page
    assert "The Denial" not in read(client, f"{address}?known_at={before}")
    assert "What other sources dispute" not in read(client, other.get_absolute_url())


def test_a_source_takes_the_same_queries_for_one_passage_and_for_thirty(client: Client) -> None:
    source, other, register, counts = make_source(), make_source(), make_list(), []
    for number in (1, 29):
        for _ in range(number):
            event = make_event(entity=make_entity(), list=register, source=source).event
            cite(event, fields=DraftCitation(source=other, disputes=True), by=publisher())
        with CaptureQueriesContext(connection) as queries:
            client.get(source.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


def test_a_source_says_what_rests_on_it_at_a_change(client: Client) -> None:
    source = make_source(text=TEXT)
    event = make_event(entity=make_entity(), source=source, quote="First they listed it.").event
    before = last_seq()
    retract(event, by=publisher(), reason="Another group.")
    assert "No published event rests on this source." in read(client, source.get_absolute_url())
    assert "First they listed it." in read(client, f"{source.get_absolute_url()}?known_at={before}")


def test_a_later_capture_is_not_shown_at_an_earlier_change(client: Client) -> None:
    source = make_source()
    before = last_seq()
    capture = make_capture(source=source, text=TEXT)
    assert capture.sha256 in html_of(client, source.get_absolute_url())
    assert capture.sha256 not in html_of(client, f"{source.get_absolute_url()}?known_at={before}")


def test_long_sources_are_paged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("designations.web.views.sources.SIZE", 1)
    source = make_source(text=TEXT)
    make_event(entity=make_entity(), source=source, quote="a minister said no")
    make_event(entity=make_entity(), source=source, quote="First they listed it.")
    first = client.get(source.get_absolute_url()).context
    second = client.get(first["next_url"]).context
    quotes = [card.quote for page in (first, second) for card, _ in page["passages"]]
    assert quotes == ["First they listed it.", "a minister said no"]
    assert second["next_url"] == ""
    refused = html_of(client, f"{source.get_absolute_url()}?after=x", status=400)
    assert "<code>after</code>" in refused


def test_an_unknown_source_is_a_404(client: Client) -> None:
    assert "No source has the id" in read(client, "/sources/nothing/", status=404)


def test_the_address_of_a_source_is_a_link_that_is_not_followed(client: Client) -> None:
    html = html_of(client, make_source().get_absolute_url())
    assert '<a href="https://news.example.org/article" rel="nofollow noopener external">' in html
