"""Where sources disagree, the page of an entity says who says what, and what was ruled."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from designations.editorial.cite import cite
from designations.editorial.conflicts import DATES, DISPUTED, conflicts
from designations.editorial.rule import rule
from designations.models import DraftCitation, EventVersion
from designations.text.partial_dates import PartialDate
from designations.web.present.disagreements import disagree
from tests.designations.web.reading import html_of, text_of
from tests.factories import last_seq, make_entity, make_event, make_list, make_source, publisher

pytestmark = pytest.mark.django_db


def also(version: EventVersion, *, claimed_on: str = "", disputes: bool = False, title: str = "") -> None:
    """One more citation of the event."""
    text = f"It is said of {version.event_id} {title}."
    fields = DraftCitation(
        source=make_source(text=text, title=title),
        quote=text,
        claimed_on=PartialDate.parse(claimed_on) if claimed_on else None,
        disputes=disputes,
    )
    cite(version.event, fields=fields, by=publisher())


def section(client: Client, address: str = "/entities/front/") -> str:
    found = re.search(
        r'<section aria-labelledby="disagreements">.*?</section>', html_of(client, address), re.DOTALL
    )
    return text_of(found[0]) if found else ""


def test_another_date_and_a_denial_are_named_with_their_sources_and_the_ruling(client: Client) -> None:
    listed = make_event(entity=make_entity(slug="front"), list=make_list(slug="register"))
    assert section(client) == ""
    also(listed, claimed_on="2003-03", title="The Gazette")
    also(listed, disputes=True, title="The Denial")
    before = last_seq()
    said = section(client)
    assert "Listed, 14 February 2003" in said
    assert "The Gazette , Example Wire : gives the date as March 2003" in said
    assert "The Denial , Example Wire : disputes this" in said
    assert "The editors have not ruled on it." in said
    rule(listed.event, by=publisher(), outcome="keep", reason="The act itself bears the date.")
    assert "The event stands as it is published. The act itself bears the date." in section(client)
    assert section(client, f"/entities/front/?known_at={before}") == said


def test_what_the_page_calls_a_disagreement_is_what_the_desk_calls_one(client: Client) -> None:
    front = make_entity(slug="front")
    cases: list[tuple[dict[str, str], list[str]]] = [
        ({"occurred_on": "2003"}, ["2003-05-14"]),
        ({"occurred_on": "2003-05-14"}, ["2003"]),
        ({"occurred_on": "2003-05-14"}, ["2003-06"]),
        ({"occurred_on": ""}, ["2001", "2002"]),
        ({"occurred_on": ""}, ["2001", "2001-05"]),
        ({"occurred_on": "../2004-01-01"}, ["2003-01-01"]),
        ({"occurred_on": "2003"}, ["2003-01", "2003-09"]),
        ({"occurred_on": "2003-05-14", "announced_on": "2003-06-01"}, ["2003-06"]),
        ({"occurred_on": "2003-05-14", "effective_on": "2004"}, ["2004-02-01", "2005"]),
    ]
    for dates, claims in cases:
        given = {name: PartialDate.parse(day) for name, day in dates.items() if name != "occurred_on"}
        event = make_event(entity=front, occurred_on=dates["occurred_on"], **given)  # type: ignore[arg-type]
        for claim in claims:
            also(event, claimed_on=claim)
    found = {row.event_id for row in conflicts(most=100) if {DATES, DISPUTED} & set(row.why)}
    mine = EventVersion.objects.current().prefetch_related("citations")
    assert found == {version.event_id for version in mine if disagree(version, list(version.citations.all()))}
    assert 0 < len(found) < len(cases)


def test_many_disagreements_take_no_more_queries_than_one(client: Client) -> None:
    front = make_entity(slug="front")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/entities/front/")
        return len(captured)

    also(make_event(entity=front), disputes=True)
    few = queries()
    for _ in range(12):
        also(make_event(entity=front), claimed_on="1999")
    assert queries() == few <= 13
