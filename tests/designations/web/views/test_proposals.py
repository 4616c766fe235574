"""The page of proposals: what is pending and since when, how earlier ones ended and after how long."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from designations.editorial.retract import retract
from designations.models import DesignationList, EventKind, EventVersion
from designations.models.event_fields import Effect
from tests.designations.web.reading import html_of, read
from tests.factories import (
    last_seq,
    make_entity,
    make_event,
    make_jurisdiction,
    make_list,
    make_source,
    publisher,
)

pytestmark = pytest.mark.django_db
PAGE = "/proposals/"


def proposed(
    name: str, on: str, *, kind: EventKind = EventKind.LISTING_PROPOSED, **more: Any
) -> EventVersion:
    """A proposal about an entity of that name."""
    return make_event(kind=kind, entity=make_entity(name=name), occurred_on=on, **more)


def answered(row: EventVersion, kind: EventKind, on: str, **more: Any) -> EventVersion:
    """What answers a proposal."""
    entity = row.designation.entity if row.designation and kind != EventKind.LIST_ABOLISHED else None
    return make_event(kind=kind, list=row.list, entity=entity, occurred_on=on, resolves=[row.event], **more)


def items(html: str) -> dict[str, str]:
    """The text of each proposal by the name of its entity."""
    found = re.findall(r'<li class="line">(.*?)</li>\s*(?=<li class="line">|</ol>)', html, flags=re.DOTALL)
    texts = [" ".join(re.sub(r"<[^>]*>", " ", item).split()) for item in found]
    return {re.search(r"proposed: (\w+)", text)[1]: text for text in texts}  # type: ignore[index]


def test_a_pending_proposal_says_for_how_long_as_exactly_as_it_is_known(client: Client) -> None:
    today = timezone.now().date()
    proposed("Daily", f"{today - timedelta(days=30)}")
    proposed("Yearly", "2004")
    proposed("Before", "../2004-05-01")
    proposed("Undated", "")
    found = items(html_of(client, PAGE))
    assert "Pending for 30 days" in found["Daily"]
    assert re.search(r"Pending for (about \d+ years|\d+ to \d+ years)", found["Yearly"])
    assert "Pending for at least" in found["Before"]
    assert "Date unknown, by 29 May 2024 " in found["Undated"]
    assert "Pending for at least" in found["Undated"]


def test_each_end_of_a_proposal_is_told_apart(client: Client) -> None:
    delist: dict[str, Any] = {"kind": EventKind.DELISTING_PROPOSED}
    enacted = proposed("Enacted", "2020-01-01")
    answered(enacted, EventKind.LISTED, "2020-01-22")
    answered(proposed("Rejected", "2020-01-01", **delist), EventKind.PROPOSAL_REJECTED, "2020-11-27")
    answered(proposed("Otherwise", "2020-01", **delist), EventKind.SUSPENDED, "2020-03-01")
    answered(
        proposed("Suspended", "2020-01-01", **delist, proposed_effect=Effect.SUSPEND),
        EventKind.SUSPENDED,
        "2020-01-01",
    )
    answered(proposed("Overtaken", "2020-01-01"), EventKind.LISTING_PROPOSED, "2020-06-01")
    found = items(html_of(client, f"{PAGE}?state=ended"))
    assert "Enacted after 21 days: Listed, 22 January 2020" in found["Enacted"]
    assert "Rejected after about 11 months (331 days): Proposal rejected" in found["Rejected"]
    assert "Answered otherwise after 30 days to 2 months: Suspended" in found["Otherwise"]
    assert "would suspend the entry" in found["Suspended"]
    assert "Enacted on the same day" in found["Suspended"]
    assert "Overtaken after" in found["Overtaken"]
    assert items(html_of(client, PAGE)).keys() - found.keys() == set()


def test_a_day_and_a_change_of_the_past_show_what_was_pending_then(client: Client) -> None:
    row = proposed("Front", "2020-01-01")
    before = last_seq()
    answered(row, EventKind.LISTED, "2020-03-01")
    assert "No proposal is pending." in read(client, PAGE)
    assert "Pending for 31 days" in items(html_of(client, f"{PAGE}?valid_on=2020-02-01"))["Front"]
    assert "No proposal is pending." in read(client, f"{PAGE}?valid_on=2019-12-31")
    assert "Pending for" in items(html_of(client, f"{PAGE}?known_at={before}"))["Front"]
    retract(row.event, by=publisher(), reason="It was another group.")
    assert "Front" not in read(client, f"{PAGE}?state=ended")


def test_what_was_said_and_what_came_later_without_an_answer_are_shown(client: Client) -> None:
    row = proposed("Front", "2020-01-01")
    entity, register = row.designation.entity, row.list  # type: ignore[union-attr]
    for number in range(5):
        make_event(
            kind=EventKind.STATEMENT, list=register, entity=entity, occurred_on=f"2020-0{number + 2}-01",
            speaker=f"Speaker {number}", stance="opposes", about=row.event,
        )  # fmt: skip
    make_event(list=register, entity=entity, occurred_on="2021")
    text = items(html_of(client, PAGE))["Front"]
    assert "Speaker 4 opposes Speaker 3 opposes Speaker 2 opposes and 2 earlier statements" in text
    assert "not said to answer it: Listed, 2021" in text
    assert "Speaker 0" in items(html_of(client, f"{PAGE}?valid_on=2020-02-15"))["Front"]
    assert "Speaker 1" not in read(client, f"{PAGE}?valid_on=2020-02-15")


def test_what_was_said_without_a_date_counts_from_the_day_on_which_a_source_shows_it(client: Client) -> None:
    row = proposed("Front", "2020-01-01")
    make_event(
        kind=EventKind.STATEMENT, list=row.list, entity=row.designation.entity, occurred_on="",  # type: ignore[union-attr]
        speaker="Some minister", stance="opposes", about=row.event,
        source=make_source(text="He objected.", published_on="2021-05-01"), quote="He objected.",
    )  # fmt: skip
    assert "Some minister" in items(html_of(client, f"{PAGE}?valid_on=2021-06-01"))["Front"]
    assert "Some minister" not in items(html_of(client, f"{PAGE}?valid_on=2021-04-01"))["Front"]


def test_medians_are_given_for_five_and_more_and_say_how_many_could_not_be_counted(client: Client) -> None:
    zed, other = make_list(jurisdiction=make_jurisdiction(slug="zed", name="Zedland")), make_list()
    for days in (2, 4, 6, 8):
        answered(proposed("A", "2020-01-01", list=zed), EventKind.LISTED, f"2020-01-{1 + days:02}")
    answered(proposed("B", "", list=zed), EventKind.LISTED, "2020-01-31")
    assert "Median" not in read(client, PAGE)
    last = proposed("C", "2020-01-01", list=zed)
    answered(last, EventKind.PROPOSAL_REJECTED, "2020-01-31")
    answered(last, EventKind.LISTED, "2020-03-31")
    answered(proposed("D", "2020-01-01", list=other), EventKind.LISTED, "2020-01-02")
    table = read(client, PAGE).partition("Zedland Listing ")[2]
    assert table.startswith("6 days 6 1 of them not dated closely enough 5 ")
    assert "Zedland Listing" in read(client, f"{PAGE}?state=ended&jurisdiction=zed&effect=list")
    assert "Zedland Listing" not in read(client, f"{PAGE}?effect=delist")


def test_jurisdiction_and_effect_narrow_the_page_and_what_means_nothing_is_refused(client: Client) -> None:
    zed = make_list(jurisdiction=make_jurisdiction(slug="zed"))
    proposed("One", "2020", list=zed)
    proposed("Two", "2020", list=zed, kind=EventKind.DELISTING_PROPOSED)
    proposed("Three", "2020")
    html = html_of(client, f"{PAGE}?jurisdiction=zed&effect=list")
    assert items(html).keys() == {"One"}
    assert 'href="/alerts/?kind=listing_proposed&amp;kind=delisting_proposed&amp;jurisdiction=zed"' in html
    make_event(kind=EventKind.LEGAL_CHANGE_PROPOSED, list=zed, occurred_on="2020")
    assert "Change of law proposed" in read(client, f"{PAGE}?effect=law")
    for name in ("state", "effect", "jurisdiction", "after"):
        assert f"<code>{name}</code>" in html_of(client, f"{PAGE}?{name}=nothing", status=400)


@pytest.mark.parametrize("state", ["", "ended"])
def test_long_lists_are_paged(client: Client, monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    monkeypatch.setattr("designations.web.views.proposals.SIZE", 2)
    register: DesignationList = make_list()
    for number in range(5):
        row = proposed(f"N{number}", f"202{number}", list=register)
        if state:
            answered(row, EventKind.LISTED, "2025")
    address, seen = f"{PAGE}?state={state}", []
    while address:
        page = client.get(address)
        seen += [card.event.entity.name for card in page.context["earlier" if state else "pending"]]
        address = page.context["next_url"]
    assert seen == ["N4", "N3", "N2", "N1", "N0"]


def test_the_page_takes_the_same_queries_for_one_proposal_and_for_thirty(client: Client) -> None:
    register, counts = make_list(), []
    for number in (1, 29):
        for _ in range(number):
            row = proposed("Front", "2020", list=register)
            make_event(
                kind=EventKind.STATEMENT, list=register, entity=row.designation.entity,  # type: ignore[union-attr]
                occurred_on="2020", speaker="A", stance="opposes", about=row.event,
            )  # fmt: skip
            answered(proposed("Other", "2020", list=register), EventKind.LISTED, "2021")
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
            client.get(f"{PAGE}?state=ended")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 22
