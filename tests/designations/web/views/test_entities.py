"""The pages of entities: what each standing says, what merging and retracting do to it."""

import re

import pytest
from django.test import Client

from designations.editorial.edit import edit
from designations.editorial.merge import merge, unmerge
from designations.editorial.retract import retract
from designations.models import Entity, EntityName, EventKind
from tests.designations.web.reading import html_of, read, rows_of
from tests.factories import (
    administrator,
    last_seq,
    make_entity,
    make_event,
    make_jurisdiction,
    make_list,
    make_source,
    publisher,
)

pytestmark = pytest.mark.django_db


def test_an_entity_that_no_list_dealt_with_is_not_called_unlisted(client: Client) -> None:
    make_list()
    page = read(client, make_entity(slug="front").get_absolute_url())
    assert "No list is known to have dealt with it" in page
    assert "Not listed" not in page


def test_a_person_is_kept_out_of_search_engines(client: Client) -> None:
    person = Entity(slug="a-person", name="A. Person", kind=Entity.Kind.PERSON)
    edit(person, by=administrator())
    assert '<meta name="robots" content="noindex">' in html_of(client, "/entities/a-person/")
    assert "noindex" not in html_of(client, make_entity(slug="front").get_absolute_url())
    about_it = make_event(entity=person, list=make_list()).event
    assert '<meta name="robots" content="noindex">' in html_of(client, about_it.get_absolute_url())
    other = make_event(entity=make_entity()).event
    assert "noindex" not in html_of(client, other.get_absolute_url())


def test_names_written_from_right_to_left_are_marked(client: Client) -> None:
    front = make_entity(slug="front")
    EntityName.objects.create(entity=front, name="الجبهة", script="Arab", language="ar", kind="native")
    assert '<bdi dir="rtl" lang="ar">الجبهة</bdi>' in html_of(client, "/entities/front/")


def test_markup_in_names_and_summaries_is_shown_as_text(client: Client) -> None:
    front = make_entity(slug="front", name="<b>Front</b> & Co")
    make_event(entity=front, summary="<script>alert(1)</script>")
    html = html_of(client, "/entities/front/")
    assert "<script>" not in html
    assert "<b>Front</b>" not in html
    assert "&lt;b&gt;Front&lt;/b&gt; &amp; Co" in html


def test_a_listing_known_by_its_year_is_possibly_in_force_within_that_year(client: Client) -> None:
    front, register = make_entity(slug="front"), make_list(slug="register")
    make_event(entity=front, list=register, occurred_on="2003")
    make_event(entity=front, list=register, kind=EventKind.DELISTED, occurred_on="2010")
    assert (
        "Possibly listed already"
        in rows_of(html_of(client, "/entities/front/?valid_on=2003-06-01"))["register"]
    )
    row = rows_of(html_of(client, "/entities/front/?valid_on=2010-06-01"))["register"]
    assert "Possibly still in force" in row
    assert "The end: 2010" in row


def test_an_undated_listing_says_date_unknown_and_by_when_it_is_known(client: Client) -> None:
    source = make_source(published_on="2016-04-05")
    make_event(
        entity=make_entity(slug="front"), list=make_list(slug="register"), occurred_on="", source=source
    )
    html = html_of(client, "/entities/front/")
    assert "In force date unknown, by 5 April 2016" in rows_of(html)["register"]
    assert "Date unknown, by 5 April 2016 Listed" in read(client, "/entities/front/")


def test_before_an_undated_opening_of_a_closed_listing_the_standing_is_unknown(client: Client) -> None:
    make_event(
        entity=make_entity(slug="front"), list=make_list(slug="register"), kind=EventKind.DELISTED,
        occurred_on="../2024-05-28", source=make_source(),
    )  # fmt: skip
    row = rows_of(html_of(client, "/entities/front/?valid_on=2020-01-01"))["register"]
    assert "Unknown" in row
    assert "Not listed" not in row


def test_an_adverse_ruling_puts_a_listing_under_challenge(client: Client) -> None:
    front, register = make_entity(slug="front"), make_list(slug="register")
    make_event(entity=front, list=register)
    ruling = make_event(
        entity=front, list=register, kind=EventKind.COURT_RULING, occurred_on="2014-12-17", adverse=True
    )
    row = rows_of(html_of(client, "/entities/front/"))["register"]
    assert "In force under challenge" in row
    assert "Ruling against the designation" in read(client, ruling.event.get_absolute_url())


def test_a_proposal_changes_no_standing_and_is_named_beside_it(client: Client) -> None:
    front, register = make_entity(slug="front"), make_list(slug="register")
    make_event(entity=front, list=register)
    make_event(entity=front, list=register, kind=EventKind.DELISTING_PROPOSED, occurred_on="2024-05-27")
    row = rows_of(html_of(client, "/entities/front/"))["register"]
    assert "In force Delisting proposed, 27 May 2024" in row


def test_statements_are_grouped_by_stance(client: Client) -> None:
    front, register = make_entity(slug="front"), make_list(slug="register")
    listed = make_event(entity=front, list=register)
    for speaker, stance in (
        ("Minister A", "supports"),
        ("Minister B", "opposes"),
        ("Minister C", "supports"),
    ):
        make_event(
            entity=front, list=register, kind=EventKind.STATEMENT, occurred_on="2004", speaker=speaker,
            stance=stance, about=listed.event,
        )  # fmt: skip
    page = read(client, "/entities/front/")
    said = page[page.index("Statements In support") :]
    assert re.search(r"In support .* Minister C .* Minister A .* Against .* Minister B", said)
    assert "Listed, 14 February 2003" in said


def test_what_an_entity_said_about_others_is_on_its_page(client: Client) -> None:
    front, other = make_entity(slug="front"), make_entity(slug="other", name="Other Front")
    make_event(
        entity=other, kind=EventKind.STATEMENT, occurred_on="2004", speaker="A spokesman", stance="opposes",
        on_behalf_of_entity=front,
    )  # fmt: skip
    assert "What it said about others 2004 Statement: Other Front" in read(client, "/entities/front/")


def test_a_retraction_leaves_the_page_at_an_earlier_change_as_it_was(client: Client) -> None:
    front, register = make_entity(slug="front"), make_list(slug="register")
    make_event(entity=front, list=register)
    delisted = make_event(entity=front, list=register, kind=EventKind.DELISTED, occurred_on="2012-03-04")
    before = last_seq()
    addresses = [
        f"{page}?known_at={before}"
        for page in (
            "/entities/front/",
            "/lists/register/",
            "/events/",
            "/changes/",
            "/",
            "/lists/",
            "/entities/",
        )
    ] + [f"{delisted.event.get_absolute_url()}?known_at={before}"]
    pages = {address: client.get(address).content for address in addresses}
    retract(delisted.event, by=publisher(), reason="It was another group.")
    assert {address: client.get(address).content for address in addresses} == pages
    assert "In force" in rows_of(html_of(client, "/entities/front/"))["register"]
    assert "Retracted Published by mistake" in read(client, "/entities/front/")
    assert "It was another group." in read(client, "/entities/front/")


def test_a_merged_entity_answers_308_and_keeps_the_question(client: Client) -> None:
    old, heir = make_entity(slug="old-front", name="Old Front"), make_entity(slug="front")
    before = last_seq()
    merge(old, into=heir, by=administrator())
    response = client.get("/entities/old-front/?valid_on=2010-01-01")
    assert response.status_code == 308
    assert response.headers["Location"] == "/entities/front/?valid_on=2010-01-01"
    assert client.get(f"/entities/old-front/?known_at={before}").status_code == 200
    unmerge(old, by=administrator())
    assert client.get("/entities/old-front/").status_code == 200


def test_the_page_of_an_heir_includes_what_was_recorded_of_the_merged(client: Client) -> None:
    old, heir = make_entity(slug="old-front", name="Old Front"), make_entity(slug="front", name="The Front")
    register = make_list(slug="register")
    event = make_event(entity=old, list=register, summary="Entered as Old Front.")
    merge(old, into=heir, by=administrator())
    page = read(client, "/entities/front/")
    assert "Also recorded as Old Front" in page
    assert "Entered as Old Front." in page
    assert "In force" in rows_of(html_of(client, "/entities/front/"))["register"]
    assert "The Front" in rows_of(html_of(client, "/lists/register/"))["front"]
    assert 'href="/entities/front/"' in html_of(client, event.event.get_absolute_url())


def test_the_index_leaves_out_merged_entities_but_finds_their_heir_by_their_name(client: Client) -> None:
    old, heir = (
        make_entity(slug="old-front", name="Zeta Brigade"),
        make_entity(slug="front", name="The Front"),
    )
    make_event(entity=old, list=make_list())
    merge(old, into=heir, by=administrator())
    rows = rows_of(html_of(client, "/entities/?q=zeta"))
    assert rows.keys() == {"front"}
    assert rows["front"].endswith("1")


def test_a_name_that_nobody_bears_finds_what_is_alike(client: Client) -> None:
    make_entity(slug="northern-front", name="Northern Front")
    page = read(client, "/entities/?q=Northren+Frnt")
    assert "You may mean: Northern Front" in page


def test_a_jurisdiction_of_which_nothing_is_recorded_is_named_as_such(client: Client) -> None:
    make_event(entity=make_entity(slug="front"), list=make_list(slug="register"))
    make_list(slug="other", jurisdiction=make_jurisdiction(slug="xz", name="Zedland"))
    page = read(client, "/entities/front/")
    assert "Nothing is recorded about it in 1 other jurisdiction" in page
    assert "Zedland" in page


def test_a_day_before_the_year_1000_is_refused(client: Client) -> None:
    make_entity(slug="front")
    assert "valid_on" in read(client, "/entities/front/?valid_on=0999-12-31", status=400)


def test_only_the_page_of_today_is_for_search_engines(client: Client) -> None:
    make_entity(slug="front")
    assert "noindex" not in html_of(client, "/entities/front/")
    assert "noindex" in html_of(client, "/entities/front/?valid_on=2010-01-01")
    assert "noindex" in html_of(client, "/entities/front/?known_at=0")


def test_an_absence_that_was_confirmed_is_named_beside_the_standing(client: Client) -> None:
    front, register = make_entity(slug="front"), make_list(slug="register")
    make_event(
        entity=front, list=register, kind=EventKind.ABSENCE_CONFIRMED, occurred_on="2024-05-28",
        speaker="A minister",
    )  # fmt: skip
    row = rows_of(html_of(client, "/entities/front/"))["register"]
    assert "Absence from the list confirmed, 28 May 2024" in row


def test_a_standing_says_since_when_it_is_suspended_and_leads_to_the_events_behind_its_dates(
    client: Client,
) -> None:
    front, register = make_entity(slug="front"), make_list(slug="register")
    listed = make_event(entity=front, list=register, occurred_on="2003-02-14")
    suspended = make_event(entity=front, list=register, kind=EventKind.SUSPENDED, occurred_on="2025-04-17")
    text = read(client, "/entities/front/")
    assert "Suspended 1 Standing on each list" in text
    page = html_of(client, "/entities/front/")
    assert "Suspended since 17 April 2025 14 February 2003" in rows_of(page)["register"]
    standing = page[page.index("<tbody") : page.index("</tbody>")]
    assert standing.count(f'href="{listed.event.get_absolute_url()}"') == 1
    assert standing.count(f'href="{suspended.event.get_absolute_url()}"') == 1
    at_first = html_of(client, "/entities/front/?valid_on=2004-01-01")
    assert "since 17" not in rows_of(at_first)["register"]
