"""Who listed an entity first, and who followed: up to a day, as it was known."""

import re
import xml.etree.ElementTree as ElementTree  # noqa: S405 - reads only what this project draws

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from designations.editorial.merge import merge
from designations.models import EventKind
from tests.designations.web.reading import html_of, read, rows_of, text_of
from tests.factories import (
    administrator,
    last_seq,
    make_entity,
    make_event,
    make_jurisdiction,
    make_list,
    make_source,
)

pytestmark = pytest.mark.django_db
PAGE = "/entities/front/diffusion/"


def endings_of(html: str) -> str:
    found = re.search(r'<section aria-labelledby="endings">.*?</section>', html, flags=re.DOTALL)
    return text_of(found[0]) if found else ""


def test_followers_come_in_order_with_what_their_dates_allow_to_say(client: Client) -> None:
    front = make_entity(slug="front")
    for slug, day in (("a", "2000-01-01"), ("b", "2001-01-01"), ("c", "2005")):
        make_event(entity=front, list=make_list(slug=slug), occurred_on=day)
    undated = make_source(published_on="2016-04-05")
    make_event(entity=front, list=make_list(slug="d"), occurred_on="", source=undated)
    rows = rows_of(html_of(client, PAGE))
    assert list(rows) == ["a", "b", "c", "d"]
    assert rows["a"].endswith("1 January 2000 the first that is known")
    assert rows["b"].endswith("12 months later")
    assert rows["c"].endswith("2005 5 years to 6 years later")
    assert rows["d"].endswith("date unknown, by 5 April 2016 at most 16.3 years later, perhaps earlier")
    assert f'href="{PAGE}"' in html_of(client, "/entities/front/")


def test_a_suspension_and_an_end_are_told_apart_and_a_second_list_keeps_the_place(client: Client) -> None:
    front = make_entity(slug="front")
    twice = make_jurisdiction(slug="xz", name="Zedland")
    for slug, place in (("a", None), ("b", None), ("c", twice), ("d", twice)):
        make_event(entity=front, list=make_list(slug=slug, jurisdiction=place), occurred_on="2003-01-01")
    lists = {row.list.slug: row.list for row in front.designations.select_related("list")}
    make_event(entity=front, list=lists["a"], kind=EventKind.SUSPENDED, occurred_on="2010-01-01")
    make_event(entity=front, list=lists["b"], kind=EventKind.DELISTED, occurred_on="2012-01-01")
    before = last_seq()
    make_event(entity=front, list=lists["c"], kind=EventKind.DELISTED, occurred_on="2013-01-01")
    told = endings_of(html_of(client, PAGE))
    assert re.search(r"Register a Suspended 1 January 2010 .* Register b Ended 1 January 2012$", told)
    assert "Register b" not in endings_of(html_of(client, f"{PAGE}?valid_on=2011-01-01"))
    assert endings_of(html_of(client, f"{PAGE}?known_at={before}")) == told
    assert "No listing is recorded by that day" in read(client, f"{PAGE}?valid_on=1999-01-01")


def test_the_chart_names_each_step_and_is_safe_to_put_on_a_page(client: Client) -> None:
    front = make_entity(slug="front", name="<b>Front</b>")
    for slug in ("ru", "us"):
        place = make_jurisdiction(slug=slug, name=f"{slug} & co")
        make_event(
            entity=front, list=make_list(slug=f"{slug}-a", jurisdiction=place), occurred_on="2003-01-01"
        )
    make_event(entity=front, list=make_list(), occurred_on="2010")
    html = html_of(client, PAGE)
    found = re.search(r'<svg class="timeline steps".*?</svg>', html, flags=re.DOTALL)
    assert found
    figure = ElementTree.fromstring(re.sub("[\u2068\u2069]", "", found[0]))  # noqa: S314 - our own drawing
    assert figure.findtext("title") == "In how many jurisdictions a listing of <b>Front</b> was in force"
    titles = [group.findtext("title") for group in figure.iter("g") if group.find("title") is not None]
    assert titles[0] == "By 1 January 2003: begins in ru & co, us & co; in force for certain in 2"
    assert str(titles[1]).startswith("By 31 December 2010: begins in")
    names = [text.text for text in figure.iter("text") if text.get("class") == "step-name"]
    assert names[0] == "+RU +US"
    assert 'class="maybe"' in found[0]
    assert " style=" not in html


def test_a_merged_entity_leads_to_the_page_of_its_heir(client: Client) -> None:
    old, _heir = make_entity(slug="old"), make_entity(slug="front")
    merge(old, into=_heir, by=administrator())
    response = client.get("/entities/old/diffusion/?valid_on=2010-01-01")
    assert response.status_code == 308
    assert response.headers["Location"] == f"{PAGE}?valid_on=2010-01-01"
    assert client.get("/entities/nobody/diffusion/").status_code == 404


def test_thirty_followers_take_no_more_queries_than_one(client: Client) -> None:
    front = make_entity(slug="front")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    make_event(entity=front)
    few = queries()
    for _ in range(30):
        make_event(entity=front)
    assert queries() == few <= 6
