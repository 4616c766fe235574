"""A jurisdiction: its numbers over time, and whom it lists alone."""

import re
from datetime import date

import pytest
from django.test import Client

from designations.charts.held_numbers import step_chart
from designations.editorial.merge import merge
from designations.models import EventKind
from tests.designations.web.reading import html_of, read, rows_of, text_of
from tests.factories import make_entity, make_event, make_jurisdiction, make_list, publisher

pytestmark = pytest.mark.django_db


def table_of(html: str) -> list[list[str]]:
    """The head and the rows of the table of numbers."""
    body = html[html.index("How many were in force at the end of each year") :]
    rows = re.findall(r"<tr>(.*?)</tr>", body[: body.index("</table>")], flags=re.DOTALL)
    return [[text_of(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def test_the_numbers_of_each_list_are_drawn_and_stand_in_a_table(client: Client) -> None:
    register = make_list(slug="register", jurisdiction=make_jurisdiction(slug="xz"))
    first, second = make_entity(), make_entity()
    make_event(entity=first, list=register, occurred_on="2019-02-14")
    make_event(entity=second, list=register, occurred_on="2020-02-14")
    make_event(entity=second, list=register, kind=EventKind.DELISTED, occurred_on="2022-02-14")
    make_list(slug="empty", jurisdiction=register.jurisdiction)
    html = html_of(client, "/jurisdictions/xz/?valid_on=2023-06-01")
    assert table_of(html) == [
        ["List", "2019", "2020", "2021", "2022", "2023"],
        ["Register register", "1", "2", "2", "1", "1"],
    ]
    assert len(re.findall('<svg class="steps"', html)) == 1
    assert table_of(html_of(client, "/jurisdictions/xz/?valid_on=2020-01-01"))[1] == [
        "Register register",
        "1",
        "1",
    ]


def test_a_step_holds_until_the_next_and_a_list_without_numbers_has_no_figure() -> None:
    first = date(2000, 1, 1)
    steps = [(first, 4), (date(2010, 1, 1), 0), (date(2020, 1, 1), 2)]
    svg = step_chart(steps, since=first, today=date(2030, 1, 1), title="T", description="D", ident="s")
    assert [float(h) for h in re.findall(r'class="step"[^>]*height="([\d.]+)"', svg)] == [96.0, 48.0]
    nothing = step_chart([(first, 0)], since=first, today=first, title="T", description="D", ident="s")
    assert nothing == ""


def test_whom_a_jurisdiction_lists_alone_leaves_out_all_that_others_list_or_may_list(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = make_list(slug="here", jurisdiction=make_jurisdiction(slug="xz", name="Zedland"))
    there = make_list(slug="there")
    alone, removed, shared, perhaps, twin, other = (
        make_entity(slug=s) for s in ("alone", "removed", "shared", "perhaps", "twin", "other")
    )
    for entity in (alone, removed, shared, perhaps, twin):
        make_event(entity=entity, list=here)
    make_event(entity=shared, list=there)
    make_event(entity=removed, list=there, occurred_on="2004-01-01")
    make_event(entity=removed, list=there, kind=EventKind.DELISTED, occurred_on="2010-01-01")
    make_event(entity=perhaps, list=there, occurred_on="2009-01-01/2090-01-01")
    make_event(entity=other, list=there)
    before = client.get("/").context["known_seq"]
    merge(other, into=twin, by=publisher(), reason="The same.")
    page = "/jurisdictions/xz/alone/"
    assert rows_of(html_of(client, page)).keys() == {"alone", "removed"}
    assert rows_of(html_of(client, f"{page}?known_at={before}")).keys() == {"alone", "removed", "twin"}
    assert rows_of(html_of(client, f"{page}?valid_on=2008-01-01")).keys() == {"alone", "perhaps"}
    told = "5 names stand on lists of Zedland. 2 are on no list of another jurisdiction"
    assert told in read(client, "/jurisdictions/xz/")
    assert told in read(client, page)
    monkeypatch.setattr("designations.web.views.alone.SIZE", 1)
    make_event(entity=make_entity(), list=make_list(jurisdiction=make_jurisdiction(slug="xy", name="Wyland")))
    assert "1 name stands on lists of Wyland. 1 is on no list" in read(client, "/jurisdictions/xy/")
    second = client.get(client.get(page).context["next_url"]).context
    assert [entity.slug for entity, _ in second["rows"]] == ["removed"]
    assert second["next_url"] == ""
    assert "<code>after</code>" in html_of(client, f"{page}?after=nobody", status=400)
