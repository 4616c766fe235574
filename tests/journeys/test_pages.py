"""What a reader finds on the public pages over the shipped facts. Through HTTP only."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.designations.web.reading import html_of, read, rows_of, text_of
from tests.shipped import shipped_facts

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def facts(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with shipped_facts(django_db_blocker):
        yield


def rows_at(client: Client, address: str) -> dict[str, str]:
    """The rows of the first table of a page by the slug to which their heads lead."""
    return rows_of(html_of(client, address))


def test_us_fto_on_a_day_in_2010_shows_who_stood_there_then(client: Client) -> None:
    then = rows_at(client, "/lists/us-fto/?valid_on=2010-01-01")
    today = rows_at(client, "/lists/us-fto/")
    assert "In force" in then["ltte"]
    assert "In force" in then["mek"]
    assert "mek" not in today
    assert "isis-k" not in then
    assert "stood on it on 1 January 2010" in read(client, "/lists/us-fto/?valid_on=2010-01-01")


def test_the_taliban_are_suspended_in_russia_since_2003_with_the_day_last_confirmed(client: Client) -> None:
    row = rows_at(client, "/entities/taliban/")["ru-fsb"]
    assert "Suspended" in row
    assert "2003" in row


@pytest.mark.parametrize(
    ("address", "slug", "words"),
    [
        ("/entities/taliban/?valid_on=2010-01-01", "ru-fsb", "In force"),
        ("/entities/taliban/?valid_on=2024-06-15", "ru-fsb", "In force"),
        ("/entities/taliban/?valid_on=2023-12-01", "kz-terror", "In force"),
        ("/entities/taliban/?valid_on=2024-01-15", "kz-terror", "Ended"),
        ("/entities/taliban/?valid_on=2024-09-15", "kg-terror", "Possibly still in force"),
    ],
)
def test_each_day_shows_the_standing_of_that_day(client: Client, address: str, slug: str, words: str) -> None:
    assert words in rows_at(client, address)[slug]


def test_an_entity_shows_every_event_with_its_source_and_its_statements_by_stance(client: Client) -> None:
    page = read(client, "/entities/taliban/")
    assert "passage not captured" in page
    assert "In support of what they speak about" in page
    assert "Against what they speak about" in page
    assert "Lavrov" in page


def test_an_entity_has_a_time_line_with_a_description(client: Client) -> None:
    html = client.get("/entities/taliban/").content.decode()
    assert '<svg class="timeline"' in html
    assert "When Taliban stood on which list" in html


def test_the_taliban_are_drawn_where_they_stand_and_the_page_stays_light(client: Client) -> None:
    html = client.get("/entities/taliban/").content.decode()
    drawn = dict(re.findall(r'class="place place-(\w+)" href="/jurisdictions/(\w+)/"', html)[::-1])
    assert drawn["suspended"] == "ru"
    assert 'href="/static/web/world.svg#ru"' in html
    assert len(html.encode()) < 150_000


def test_who_followed_whom_tells_the_spread_and_the_letting_go(client: Client) -> None:
    rows = rows_at(client, "/entities/taliban/diffusion/")
    assert rows["ru-fsb"].endswith("14 February 2003 7 months later")
    page = read(client, "/entities/taliban/diffusion/")
    assert re.search(r"Who let go of it, in order .* Ended 29 December 2023 .* Suspended 17 April 2025", page)
    assert "Suspended 17 April 2025" not in read(client, "/entities/taliban/diffusion/?valid_on=2025-01-01")


def test_a_page_is_cited_with_a_link_that_answers(client: Client) -> None:
    [item] = client.get("/entities/taliban/cite/?format=csl").json()
    assert item["title"] == "Taliban: who lists it, since when"
    assert client.get(item["URL"].removeprefix("http://testserver")).status_code == 200


def test_jurisdictions_without_a_record_are_not_called_not_listed(client: Client) -> None:
    page = read(client, "/entities/taliban/")
    assert re.search(r"Nothing is recorded about it in \d+ other jurisdictions", page)
    assert "Argentina" in page
    assert "Argentina" not in " ".join(rows_at(client, "/entities/taliban/").values())


def test_a_relisted_entity_shows_its_earlier_listing(client: Client) -> None:
    row = rows_at(client, "/entities/ansarallah/")["us-fto"]
    assert "In force" in row
    assert "Earlier: 19 January 2021 to 16 February 2021" in row


def test_widening_a_wing_to_the_whole_is_shown_as_replaced_and_not_as_a_removal(client: Client) -> None:
    row = rows_at(client, "/entities/hizballah-military/")["uk-proscribed"]
    assert "Replaced by another entry" in row
    assert "Hizballah on" in row
    page = read(client, "/entities/hizballah-military/")
    assert "Entry replaced by another" in page
    assert "Delisted" not in page


def test_an_undated_listing_says_by_when_it_is_known_and_never_not_listed(client: Client) -> None:
    page = client.get("/events/?kind=listed&list=in-uapa").content.decode()
    assert "Date unknown, by" in text_of(page)
    rows = rows_at(client, "/lists/in-uapa/?status=all")
    undated = [row for row in rows.values() if "date unknown, by" in row]
    assert undated
    assert not [row for row in undated if "Not listed" in row]


def test_the_home_page_shows_latest_events_pending_proposals_and_changes(client: Client) -> None:
    page = read(client, "/")
    assert "Latest events" in page
    assert "Pending proposals" in page
    assert re.search(r"Listing proposed|Delisting proposed", page)
    assert "shipped facts" in page.lower()
    assert re.search(r"Published \d+ events", page)


def test_a_jurisdiction_shows_its_lists_its_proposals_and_its_events(client: Client) -> None:
    page = read(client, "/jurisdictions/ru/")
    assert "Russia" in page
    assert "Suspended" in page
    assert rows_at(client, "/jurisdictions/ru/").keys() >= {"ru-fsb"}


def test_a_proposal_links_to_what_answers_it_and_back(client: Client) -> None:
    listed = client.get("/events/?kind=listed&list=us-fto&entity=ansarallah").content.decode()
    found = [read(client, address) for address in re.findall(r'href="(/events/[0-9a-z]{10}/)"', listed)]
    assert any("Answers Listing proposed" in page for page in found)
    proposed = client.get("/events/?kind=listing_proposed&list=us-fto&entity=ansarallah").content.decode()
    found = [read(client, address) for address in re.findall(r'href="(/events/[0-9a-z]{10}/)"', proposed)]
    assert any("Answered by Listed" in page for page in found)


def test_pending_and_earlier_proposals_are_shown_with_the_time_each_took(client: Client) -> None:
    page = read(client, "/proposals/")
    assert re.search(r"Listing proposed: Hizballah Serbia .{0,300} Pending for about \d+ years", page)
    british = read(client, "/proposals/?state=ended&jurisdiction=gb")
    assert re.search(r"Red Hand Commando .{0,80} Rejected after at most \d+ years", british)
    assert re.search(r"United States Listing \d+ days 10 10 ", page)
    ended = read(client, "/proposals/?state=ended&jurisdiction=ru")
    assert "would suspend the entry" in ended
    assert "Enacted after 17 days: Suspended, 17 April 2025" in ended
    assert "Answered otherwise after about 11 months (325 days): Suspended, 17 April 2025" in ended
    assert "and 3 earlier statements" in ended
    then = read(client, "/proposals/?jurisdiction=ru&valid_on=2025-04-10")
    assert "Taliban" in then.partition("How earlier")[0]


def test_links_alone_lead_from_a_search_to_an_entity_an_event_its_source_and_to_alerts(
    client: Client,
) -> None:
    address = "/entities/?q=taliban"
    for step in ("/entities/taliban/", r"/events/\w{10}/", r"/sources/\w{10}/", r"/alerts/\?entity=[^\"]+"):
        html = html_of(client, address)
        found = re.search(rf'<main.*?href="({step})"', html, flags=re.DOTALL)
        assert found, (address, step)
        address = unescape(found[1])
    assert re.search(r'name="entity" value="taliban"[^>]*checked', html_of(client, address))
    for page, asks in (("/entities/taliban/", "entity=taliban"), ("/proposals/", "kind=listing_proposed")):
        assert f'href="/alerts/?{asks}' in html_of(client, page)


def test_a_source_shows_what_it_supports_and_the_event_leads_back_to_it(client: Client) -> None:
    events = client.get("/events/?kind=statement&list=ru-fsb").content.decode()
    event = re.search(r'href="(/events/[0-9a-z]{10}/)"', events)
    assert event
    source = re.search(r'href="(/sources/[0-9a-z]{10}/)"', client.get(event[1]).content.decode())
    assert source
    assert event[1] in client.get(source[1]).content.decode()


def test_events_are_filtered_by_kind_list_and_day(client: Client) -> None:
    page = client.get(
        "/events/?kind=suspended&jurisdiction=ru&occurred_from=2025-01-01&occurred_to=2025-12-31"
    ).content.decode()
    assert set(re.findall(r'href="/events/([0-9a-z]{10})/"', page))
    assert "Suspended: Taliban" in text_of(page)
    none = read(client, "/events/?kind=suspended&jurisdiction=ru&occurred_to=2024-12-31")
    assert "No event fits these filters" in none


@pytest.mark.parametrize("start", ["/events/", "/changes/", "/entities/"])
def test_paging_through_a_list_meets_every_row_once(client: Client, start: str) -> None:
    seen: list[str] = []
    address, pages = start, 0
    while address and pages < 60:
        html = client.get(address).content.decode()
        body = html[html.index("<main") : html.index("</main>")]
        pattern = {
            "/events/": r'line-what">.*?href="/events/([0-9a-z]{10})/"',
            "/changes/": r'id="change-(\d+)"',
            "/entities/": r'<th scope="row"><a href="/entities/([^/"]+)/"',
        }[start]
        seen += re.findall(pattern, body, flags=re.DOTALL)
        following = re.search(r'class="next" rel="next" href="([^"]+)"', body)
        address, pages = (unescape(following[1]) if following else ""), pages + 1
    assert len(seen) == len(set(seen))
    known = re.search(r"This page stands at change (\d+)", read(client, "/changes/"))
    assert known
    expected = {"/events/": 1000, "/changes/": int(known[1]), "/entities/": 300}[start]
    assert len(seen) == expected if start == "/changes/" else len(seen) > expected


def test_entities_are_found_by_any_of_their_names(client: Client) -> None:
    assert "taliban" in rows_at(client, "/entities/?q=Талибан") or "taliban" in rows_at(
        client, "/entities/?q=طالبان"
    )
    assert "hizballah" in rows_at(client, "/entities/?q=hezbollah")


def test_a_misspelt_slug_is_a_404_that_suggests_the_right_one(client: Client) -> None:
    response = client.get("/entities/talibann/")
    assert response.status_code == 404
    assert 'href="/entities/taliban/"' in response.content.decode()
    response = client.get("/lists/us-ftp/")
    assert response.status_code == 404
    assert 'href="/lists/us-fto/"' in response.content.decode()


def test_lists_are_held_against_each_other_with_who_came_first(client: Client) -> None:
    page = read(client, "/compare/?list=us-fto&list=uk-proscribed&valid_on=2020-01-01")
    assert re.search(r"In force 8 October 1997 first", page)
    assert "What the lists have in common" in page
    alone = read(client, "/compare/?listed_by=us-fto&not_by=eu-2001-931")
    assert re.search(r"\d+ names on “Foreign Terrorist Organizations” and not on", alone)


def test_a_list_tells_what_became_of_it_between_two_days_with_evidence(client: Client) -> None:
    rows = rows_at(client, "/lists/us-fto/between/?from=2010-01-01&to=2020-01-01")
    assert "Removed In force Ended Delisted, 28 September 2012" in rows["mek"]
    assert "Added Not listed In force Listed" in rows["isil-k"]


PAGES = [
    "/",
    "/jurisdictions/",
    "/jurisdictions/ru/",
    "/lists/",
    "/lists/us-fto/",
    "/lists/us-fto/between/",
    "/jurisdictions/us/alone/",
    "/compare/",
    "/entities/",
    "/entities/taliban/",
    "/entities/taliban/diffusion/",
    "/events/",
    "/changes/",
    "/about/method/",
    "/about/coverage/",
    "/about/corrections/",
    "/about/not-listed/",
    "/about/design/",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_shows_its_change_number_and_a_permanent_link(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    number = re.search(r"This page stands at change (\d+)", html)
    assert number
    assert int(number[1]) > 1000
    link = re.search(r'href="http://testserver([^"]+)">permanent link', html)
    assert link
    permanent = unescape(link[1])
    assert f"known_at={number[1]}" in permanent
    assert client.get(permanent).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_every_page_takes_known_at_and_refuses_one_that_cannot_be_read(client: Client, address: str) -> None:
    assert client.get(f"{address}?known_at=2001-01-01").status_code == 200
    refused = client.get(f"{address}?known_at=yesterday")
    assert refused.status_code == 400
    assert "<code>known_at</code>" in refused.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_pages_answer_to_get_and_head_only_and_need_no_script(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
    html = client.get(address).content.decode()
    assert re.findall(r'<script(?! (?:src="/static/|type="application/ld\+json">))', html) == []
    assert " style=" not in html
