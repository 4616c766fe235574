"""The public pages in Arabic: their path says so, every string is translated, names keep their direction."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from designations.models import EventVersion, Jurisdiction, Source
from designations.text.partial_dates import PartialDate
from designations.web.cards import CitationCard, SourceLink
from designations.web.languages import in_language, language_of
from tests.designations.web.reading import html_of, text_of
from tests.shipped import shipped_facts

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/jurisdictions/",
    "/jurisdictions/ru/",
    "/lists/",
    "/lists/us-fto/",
    "/lists/us-fto/?valid_on=2010-01-01&status=all",
    "/lists/us-fto/between/?from=2010-01-01",
    "/lists/us-sdgt/snapshots/",
    "/jurisdictions/us/alone/",
    "/compare/",
    "/compare/?listed_by=us-fto&not_by=eu-2001-931",
    "/entities/",
    "/entities/?q=taliban",
    "/entities/?q=zzzzzz",
    "/entities/taliban/",
    "/entities/taliban/diffusion/",
    "/entities/hizballah-military/?valid_on=2010-01-01",
    "/events/",
    "/events/?kind=suspended&jurisdiction=ru&occurred_from=2025-01-01",
    "/changes/",
    "/changes/?known_at=100",
    "/about/method/",
    "/about/coverage/",
    "/about/corrections/",
    "/about/not-listed/",
    "/about/design/",
    "/proposals/",
    "/proposals/?state=ended",
    "/proposals/?valid_on=2024-12-15&effect=delist",
    "/alerts/",
    "/alerts/?entity=taliban&find=front",
    "/alerts/?find=zzzzzz",
    "/search/",
    "/search/?q=taliban",
    "/alerts/asked/",
]


@pytest.fixture(scope="module", autouse=True)
def facts(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with shipped_facts(django_db_blocker):
        yield


NO_ENGLISH = {"UTC", "CC", "BY", "api", "changes", "CSV", "JSON", "Atom"}


def english_left(html: str) -> set[str]:
    """The Latin words of a page apart from those of the record: names set apart, passages, marked English."""
    without = re.sub(r'<svg class="timeline".*?</svg>(?=<figcaption)', " ", html, flags=re.DOTALL)
    without = re.sub(r'<svg class="(heat|steps)".*?</svg>', " ", without, flags=re.DOTALL)
    without = re.sub(r"<(bdi|blockquote|code|select)\b.*?</\1>", " ", without, flags=re.DOTALL)
    without = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', " ", without, flags=re.DOTALL)
    told = re.sub("\u2068.*?\u2069", " ", text_of(without))
    return set(re.findall(r"[A-Za-z]{2,}", told)) - NO_ENGLISH


@pytest.mark.parametrize("address", PAGES)
def test_every_page_runs_from_the_right_in_arabic_and_leaves_no_english_word(
    client: Client, address: str
) -> None:
    html = html_of(client, f"/ar{address}")
    assert '<html lang="ar" dir="rtl">' in html
    assert english_left(html) == set()


def english_places(html: str) -> set[str]:
    """The jurisdictions that a page calls as the record does: alone, before a list, or in a label."""
    # Titles and publishers are words of the record.
    told = re.sub(r'<figure class="citation.*?</figure>', "", html, flags=re.DOTALL)
    texts = {unescape(text).strip(" ,:\u2068\u2069") for text in re.findall(r">([^<>]+)<", told)}
    begun = {text.partition(":")[0].strip() for text in texts}
    labels = set(re.findall(r'(?:aria-label|title|content)="([^"]+)"', html))
    names = set(Jurisdiction.objects.values_list("name", flat=True))
    return names & (texts | begun | labels)


@pytest.mark.parametrize("address", [*PAGES, "/changes/atom/?jurisdiction=ru", "/changes/?list=us-fto"])
def test_every_page_names_countries_and_bodies_in_its_own_language(client: Client, address: str) -> None:
    assert english_places(html_of(client, f"/ar{address}")) == set()


def test_an_english_page_names_countries_as_the_record_does_and_the_api_does_so_always(
    client: Client,
) -> None:
    assert english_places(html_of(client, "/jurisdictions/")) >= {"Russia", "United Nations"}
    assert (
        client.get("/api/v1/jurisdictions/ru/", headers={"accept-language": "ar"}).json()["name"] == "Russia"
    )


def test_arabic_names_of_places_are_in_the_order_of_their_letters_and_cost_no_query(
    client: Client,
) -> None:
    html = html_of(client, "/ar/jurisdictions/")
    table = html[html.index("<tbody") : html.index("</tbody>")]
    names = [unescape(name) for name in re.findall(r'"><bdi>([^<]+)</bdi></a></th>', table)]
    assert "روسيا" in names
    assert names == sorted(names, key=lambda name: name.translate(str.maketrans("أإآئؤ", "اااىو")))
    counted = []
    for prefix in ("", "/ar"):
        with CaptureQueriesContext(connection) as queries:
            html_of(client, f"{prefix}/entities/taliban/?valid_on=2012-03-04")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_country_is_found_by_the_name_that_it_has_on_the_page(client: Client) -> None:
    html = html_of(client, "/ar/search/?q=روسيا")
    assert '<a href="/ar/jurisdictions/ru/"><bdi dir="rtl">روسيا</bdi></a>' in html
    assert 'href="/ar/lists/ru-fsb/"' in html
    [first, *_] = client.get("/ar/search/suggest?q=الأمم المتحدة").json()["found"]
    assert (first["name"], first["url"]) == ("الأمم المتحدة", "/ar/jurisdictions/un/")


def test_the_map_and_its_words_name_countries_in_the_language_of_the_page(client: Client) -> None:
    html = html_of(client, "/ar/entities/taliban/")
    assert re.search(r"<title>\s*\u2068?روسيا", html)
    assert re.search(r'<dd><a href="/ar/jurisdictions/\w+/"><bdi>[^<A-Za-z]+</bdi></a>', html)


def test_an_event_and_a_source_are_translated_too(client: Client) -> None:
    event = EventVersion.objects.filter(kind="suspended", list__slug="ru-fsb").latest("pk").event.public_id
    source = Source.objects.filter(citations__isnull=False).earliest("pk").public_id
    for address in (f"/ar/events/{event}/", f"/ar/sources/{source}/"):
        assert english_left(html_of(client, address)) == set()


@pytest.mark.parametrize(
    ("address", "status"),
    [("/ar/entities/nobody-at-all/", 404), ("/ar/nowhere/", 404), ("/ar/lists/us-fto/?valid_on=soon", 400)],
)
def test_what_cannot_be_answered_is_said_in_arabic(client: Client, address: str, status: int) -> None:
    html = html_of(client, address, status=status)
    assert '<html lang="ar" dir="rtl">' in html
    assert english_left(html) == set()


def test_the_same_search_finds_the_words_of_an_english_page(client: Client) -> None:
    html = html_of(client, "/lists/").replace('<html lang="en"', "<html")
    assert english_left(html) >= {"Jurisdictions", "Suspended", "authority"}


@pytest.mark.parametrize("address", PAGES)
def test_links_stay_in_the_language_of_the_page(client: Client, address: str) -> None:
    html = html_of(client, f"/ar{address}")
    links = re.findall(r'<a (?![^>]*rel="alternate")[^>]*href="(/[^"]*)"', html)
    assert [link for link in links if not re.match(r"/(ar|api)/", link)] == []


def test_the_language_link_leads_to_the_same_page_with_the_parameters_that_it_reads(client: Client) -> None:
    html = html_of(client, "/lists/us-fto/?valid_on=2010-01-01&utm=mail")
    assert (
        'href="/ar/lists/us-fto/?valid_on=2010-01-01" rel="alternate" hreflang="ar" lang="ar" dir="rtl"'
        in html
    )
    back = html_of(client, "/ar/lists/us-fto/?valid_on=2010-01-01&utm=mail")
    assert (
        'href="/lists/us-fto/?valid_on=2010-01-01" rel="alternate" hreflang="en" lang="en" dir="ltr"' in back
    )
    assert f'<link rel="canonical" href="{settings.SITE_URL}/ar/lists/us-fto/">' in back
    own = settings.SITE_URL + "/lists/us-fto/?valid_on=2010-01-01"
    assert f'<link rel="alternate" hreflang="x-default" href="{own}">' in back


def test_neither_cookies_nor_the_browser_choose_the_language(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    response = client.get("/lists/", headers={"accept-language": "ar"})
    assert b'<html lang="en" dir="ltr">' in response.content
    assert response["Content-Language"] == "en"
    assert "Accept-Language" not in response.get("Vary", "")
    assert translation.get_language() == "en"


@pytest.mark.parametrize(
    "address", ["/ar/api/v1/", "/ar/admin/", "/ar/healthz", "/en/lists/", "/ar-sa/lists/"]
)
def test_only_public_pages_have_languages_and_english_has_no_prefix(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_language_without_its_slash_leads_to_its_first_page(client: Client) -> None:
    assert client.get("/ar").headers["Location"] == "/ar/"


@pytest.mark.parametrize(
    ("address", "english", "arabic"),
    [
        ("/", "/", "/ar/"),
        ("/ar/", "/", "/ar/"),
        ("/lists/?after=x", "/lists/?after=x", "/ar/lists/?after=x"),
        ("/argentina/", "/argentina/", "/ar/argentina/"),
        ("/ar//example.org/", "/example.org/", "/ar/example.org/"),
        ("//example.org/", "/example.org/", "/ar/example.org/"),
    ],
)
def test_an_address_in_another_language_stays_on_this_site(address: str, english: str, arabic: str) -> None:
    assert in_language(address, language="en") == english
    assert in_language(address, language="ar") == arabic
    assert language_of(arabic) == "ar"


def test_dates_are_localised_and_their_machine_form_is_not() -> None:
    known = {
        "2003-02-14": "14 فبراير 2003",
        "2003-02": "فبراير 2003",
        "../2024-05-28": "في 28 مايو 2024 أو قبله",
    }
    with translation.override("ar"):
        assert {form: PartialDate.parse(form).describe() for form in known} == known
        assert PartialDate.parse("2024-02-03/2024-05-03").describe() == "بين 3 فبراير و3 مايو 2024"
    assert PartialDate.parse("2003-02-14").describe() == "14 February 2003"


def test_names_and_passages_keep_their_own_direction(client: Client) -> None:
    html = html_of(client, "/ar/entities/taliban/")
    assert '<bdi dir="ltr">Taliban</bdi>' in html
    assert re.search(r'<bdi dir="rtl"[^>]*>[^<]*طالبان', html)
    assert '<svg class="timeline" direction="ltr"' in html
    assert "متى ورد \u2068Taliban\u2069 وفي أي قائمة</title>" in html
    assert re.search(r"<title>\u2068روسيا: [^<]*\u2069: معلّق منذ 17 أبريل 2025</title>", html)
    assert re.search(r'<p class="summary"><bdi lang="en" dir="ltr">', html)


def test_a_passage_keeps_its_own_direction_and_its_translation_is_marked_as_english() -> None:
    card = CitationCard(SourceLink("abc", "Указ", language="ru"), quote="Сегодня", translation="Today")
    with translation.override("ar"):
        html = render_to_string("web/parts/citation.html", {"citation": card})
    assert '<blockquote dir="ltr" lang="ru">' in html
    assert '<bdi lang="en" dir="ltr">Today</bdi>' in html
    assert "بالإنجليزية" in html


@pytest.mark.parametrize("address", ["/", "/lists/us-fto/", "/entities/taliban/", "/events/", "/changes/"])
def test_another_language_asks_the_database_nothing_more(client: Client, address: str) -> None:
    numbers = []
    for prefix in ("", "/ar"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(prefix + address).status_code == 200
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


def test_forms_answer_in_the_language_of_the_page(client: Client) -> None:
    response = client.post("/ar/alerts/", {"email": "nobody"})
    assert response.status_code == 422
    assert "Enter a valid" not in response.content.decode()
    done = client.post("/ar/alerts/", {"email": "reader@example.org"})
    assert done.headers["Location"] == "/ar/alerts/asked/"
    assert reverse("alerts:subscribe") == "/alerts/"
