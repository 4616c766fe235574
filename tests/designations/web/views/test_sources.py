"""The pages of sources."""

import pytest
from django.test import Client

from designations.editorial.retract import retract
from designations.models import EventKind
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
