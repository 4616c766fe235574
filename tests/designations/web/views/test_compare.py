"""Lists held against each other."""

import csv
import io
import re

import pytest
from django.test import Client

from designations.editorial.merge import merge
from designations.models import DesignationList, EventKind
from tests.designations.web.reading import html_of, read, text_of
from tests.factories import make_entity, make_event, make_list, publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists() -> list[DesignationList]:
    """Three names on one list: one also on the other, one removed there, one unrecorded there."""
    one, other = make_list(slug="one"), make_list(slug="other")
    both, removed, alone = (
        make_entity(slug=slug, name=f"The {slug}") for slug in ("both", "removed", "alone")
    )
    for entity in (both, removed, alone):
        make_event(entity=entity, list=one, occurred_on="2003-02-14")
    make_event(entity=both, list=other, occurred_on="2007-04-20")
    make_event(entity=removed, list=other, occurred_on="2001-01-01")
    make_event(entity=removed, list=other, kind=EventKind.DELISTED, occurred_on="2011-01-01")
    make_event(entity=make_entity(slug="elsewhere"), list=make_list(slug="third"))
    return [one, other]


def matrix(html: str) -> dict[str, list[str]]:
    """The texts of the cells by the entity."""
    body = html[html.index('<table class="matrix">') :]
    rows = re.findall(r"<tr>(.*?)</tr>", body[: body.index("</table>")], flags=re.DOTALL)[1:]
    found = {}
    for row in rows:
        cells = [text_of(cell) for cell in re.findall(r"<td.*?</td>", row, flags=re.DOTALL)]
        found[re.findall(r'href="/entities/([^/]+)/["?]', row)[0]] = cells
    return found


@pytest.mark.usefixtures("lists")
def test_the_matrix_says_in_words_how_each_name_stands_on_each_list_and_who_came_first(
    client: Client,
) -> None:
    rows = matrix(html_of(client, "/compare/?list=one&list=other"))
    assert list(rows) == ["both", "alone", "removed"]
    assert rows["both"] == [
        "In force 14 February 2003 first",
        "In force 20 April 2007 4 years 2 months later",
        "2",
    ]
    assert rows["alone"] == ["In force 14 February 2003", "Nothing recorded", "1"]
    assert rows["removed"] == ["In force 14 February 2003 25 months later", "Ended 1 January 2001 first", "1"]


@pytest.mark.usefixtures("lists")
def test_listed_by_one_but_not_by_another_tells_apart_what_is_certain_and_what_is_not_recorded(
    client: Client,
) -> None:
    address = "/compare/?list=one,other&listed_by=one&not_by=other"
    html = html_of(client, address)
    assert matrix(html).keys() == {"alone", "removed"}
    assert "for 1 of them the record says so; about 1 nothing is recorded there" in text_of(html)
    assert matrix(html_of(client, f"{address}&sure=1")).keys() == {"removed"}
    assert matrix(html_of(client, f"{address}&valid_on=2005-01-01")).keys() == {"both", "alone"}


def test_a_day_that_the_dates_leave_open_is_never_called_not_listed_with_certainty(client: Client) -> None:
    one, other = make_list(slug="one"), make_list(slug="other")
    vague = make_entity(slug="vague")
    make_event(entity=vague, list=one, occurred_on="2003-02-14")
    make_event(entity=vague, list=other, occurred_on="2010")
    address = "/compare/?list=one,other&listed_by=one&not_by=other&valid_on=2010-06-01"
    html = html_of(client, address)
    assert "Possibly listed already" in matrix(html)["vague"][1]
    assert "for 1 the dates leave it open" in text_of(html)
    assert "No name fits" in read(client, f"{address}&sure=1")


@pytest.mark.usefixtures("lists")
def test_the_overlap_is_drawn_with_its_numbers_and_stands_in_a_table(client: Client) -> None:
    html = html_of(client, "/compare/?list=one&list=other")
    svg = re.findall(r'<svg class="heat".*?</svg>', html, flags=re.DOTALL)[0]
    assert re.findall(r'class="count"[^>]*>(\d+)<', svg) == ["3", "1", "1", "1"]
    table = html[html.index("Names on both") :]
    assert re.findall(r'<td class="number">(\d+)</td>', table) == ["3", "1", "1", "1"]


@pytest.mark.usefixtures("lists")
def test_pages_and_the_file_meet_every_row_once_in_the_same_order(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("designations.web.views.compare.SIZE", 1)
    seen, address = [], "/compare/?list=one&list=other"
    while address:
        response = client.get(address)
        seen += [row.slug for row in response.context["rows"]]
        address = response.context["next_url"]
    response = client.get(client.get("/compare/?list=one&list=other").context["csv_url"])
    assert re.fullmatch(
        r'attachment; filename="compare_one_other_\d{4}-\d\d-\d\d_change-\d+\.csv"',
        response.headers["Content-Disposition"],
    )
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert rows[0] == ["entity", "name", "lists", "one", "one first listed", "other", "other first listed"]
    assert [row[0] for row in rows[1:]] == seen == ["both", "alone", "removed"]
    assert rows[3][1:] == ["The removed", "1", "in_force", "2003-02-14", "ended", "2001-01-01"]


def test_a_formula_is_neutralised_in_the_file(client: Client) -> None:
    make_event(entity=make_entity(slug="formula", name="=1+1"), list=make_list(slug="one"))
    file = client.get("/compare/matrix.csv?list=one").getvalue().decode()
    assert "formula,'=1+1,1" in file


def test_merged_entities_are_one_row(client: Client) -> None:
    one, other = make_list(slug="one"), make_list(slug="other")
    old, heir = make_entity(slug="old"), make_entity(slug="heir")
    make_event(entity=old, list=one, occurred_on="2003-02-14")
    make_event(entity=heir, list=other, occurred_on="2004-02-14")
    before = client.get("/compare/").context["known_seq"]
    merge(old, into=heir, by=publisher(), reason="The same.")
    assert list(matrix(html_of(client, "/compare/?list=one&list=other"))) == ["heir"]
    then = matrix(html_of(client, f"/compare/?list=one&list=other&known_at={before}"))
    assert then.keys() == {"old", "heir"}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("list=nowhere", "list"),
        ("listed_by=nowhere", "listed_by"),
        ("sure=maybe", "sure"),
        ("after=nobody", "after"),
        ("list=" + ",".join(f"l{n}" for n in range(30)), "list"),
    ],
)
def test_what_cannot_be_read_is_named(client: Client, query: str, field: str) -> None:
    make_list(slug="one")
    for address in ("/compare/", "/compare/matrix.csv"):
        if field != "after" or address == "/compare/":
            assert f"<code>{field}</code>" in html_of(client, f"{address}?{query}", status=400)
