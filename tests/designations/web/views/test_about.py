"""What the record says about itself: method, coverage, corrections, and the meaning of its words."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from designations.editorial.correct import correct
from designations.editorial.draft import submit
from designations.editorial.publish import publish
from designations.editorial.redact import redact
from designations.editorial.retract import retract
from designations.models import Feed, FeedProgramme
from designations.text.partial_dates import PartialDate
from tests.designations.web.reading import html_of, read, rows_of
from tests.factories import (
    administrator,
    editor,
    last_seq,
    make_entity,
    make_event,
    make_list,
    make_source,
    publisher,
)

pytestmark = pytest.mark.django_db


def row_of(client: Client, slug: str, question: str = "") -> str:
    return rows_of(html_of(client, f"/about/coverage/{question}"))[slug]


def follow(register: Any, *, days_ago: int | None) -> None:
    """A file of the list, checked so many days ago; None for never."""
    checked = None if days_ago is None else timezone.now() - timedelta(days=days_ago)
    feed = Feed.objects.create(
        slug=f"file-{register.slug}", name="File", adapter="x", last_checked_at=checked
    )
    FeedProgramme.objects.create(feed=feed, programme="all", list=register)


def test_coverage_counts_exact_dates_official_sources_and_passages_of_what_stands(client: Client) -> None:
    register = make_list(slug="register")
    official, bare = make_source(text="The Front was listed on that day."), make_source()
    for source in (official, bare):
        source.kind = "official"
        source.save()
    make_event(list=register, entity=make_entity(), source=official, quote="The Front was listed")
    make_event(list=register, entity=make_entity(), occurred_on="2003-02")
    make_event(list=register, entity=make_entity(), occurred_on="")
    gone = make_event(list=register, entity=make_entity(), occurred_on="2004-01-01", source=bare)
    before = last_seq()
    assert re.search(r" 4 50% 50% 25% ", row_of(client, "register"))
    retract(gone.event, by=publisher(), reason="It was another one.")
    assert re.search(r" 3 33% 33% 33% ", row_of(client, "register"))
    assert re.search(r" 4 50% 50% 25% ", row_of(client, "register", f"?known_at={before}"))


def test_a_list_without_events_has_no_share_and_is_never_checked(client: Client) -> None:
    make_list(slug="empty")
    row = row_of(client, "empty")
    assert re.search(r" 0 – – – Nothing recorded stale never checked$", row)


def test_a_file_checked_long_ago_is_stale_and_one_checked_lately_is_not(
    client: Client, settings: Any
) -> None:
    settings.STALE_LIST_DAYS = 30
    for slug, days in (("old", 31), ("new", 29)):
        follow(make_list(slug=slug), days_ago=days)
    follow(make_list(slug="never"), days_ago=None)
    rows = rows_of(html_of(client, "/about/coverage/"))
    assert "stale" in rows["old"]
    assert "never checked" not in rows["old"]
    assert "stale" not in rows["new"]
    assert "never checked" in rows["never"]


def test_coverage_is_put_in_order_by_its_address_and_refuses_another_one(client: Client) -> None:
    full, thin = make_list(slug="full"), make_list(slug="thin")
    make_event(list=full, entity=make_entity())
    make_event(list=thin, entity=make_entity(), occurred_on="2003")
    ordered = list(rows_of(html_of(client, "/about/coverage/?sort=exact")))
    assert ordered.index("thin") < ordered.index("full")
    assert "<code>sort</code>" in html_of(client, "/about/coverage/?sort=best", status=400)


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_coverage_and_corrections_take_as_many_queries_for_thirty_rows_as_for_one(client: Client) -> None:
    def wrong() -> None:
        retract(make_event(entity=make_entity()).event, by=publisher(), reason="An error.")

    wrong()
    addresses = ("/about/coverage/", "/about/corrections/")
    few = [questions(client, address) for address in addresses]
    for _ in range(29):
        wrong()
    assert [questions(client, address) for address in addresses] == few
    assert max(few) <= 6


def test_corrections_show_the_reason_with_old_and_new(client: Client) -> None:
    event = make_event(entity=make_entity(name="The Front"), occurred_on="2003-02-14").event
    draft = correct(event, by=editor(), reason="The gazette says March.")
    draft.occurred_on = PartialDate.parse("2003-03-14")
    draft.save()
    submit(draft, by=editor())
    publish([draft], by=publisher())
    html = html_of(client, "/about/corrections/")
    assert "The gazette says March." in html
    assert "<del>14 February 2003</del>" in html
    assert "<ins>14 March 2003</ins>" in html
    retract(event, by=publisher(), reason="It never happened.")
    page = read(client, "/about/corrections/")
    assert page.index("It never happened.") < page.index("The gazette says March.")
    assert "It never happened." not in read(client, f"/about/corrections/?known_at={last_seq() - 1}")


def test_a_redaction_names_its_event_and_says_what_went_and_why(client: Client) -> None:
    event = make_event(
        entity=make_entity(name="The Front"), source=make_source(text="A name."), quote="A name."
    )
    redact(event.citations.get(), by=administrator(), reason="It named a minor.")
    page = read(client, "/about/corrections/")
    assert "Redacted Listed, The Front" in page
    assert "It named a minor. Removed a quotation" in page
    assert event.event.public_id not in page


def test_corrections_are_paged_without_gaps(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("designations.web.views.corrections.SIZE", 2)
    for number in range(3):
        retract(make_event(entity=make_entity()).event, by=publisher(), reason=f"Error {number}.")
    first = client.get("/about/corrections/").context
    second = client.get(first["next_url"]).context
    assert [item.reason for page in (first, second) for item in page["corrections"]] == [
        "Error 2.", "Error 1.", "Error 0.",
    ]  # fmt: skip
    assert html_of(client, "/about/corrections/?after=soon", status=400)


def test_an_empty_log_of_corrections_does_not_claim_that_there_is_no_error(client: Client) -> None:
    assert "not that there is none" in read(client, "/about/corrections/")


def test_each_status_is_explained_with_its_sign_and_unknown_is_never_not_listed(client: Client) -> None:
    html = html_of(client, "/about/not-listed/")
    for status in ("in_force", "suspended", "ended", "unknown", "not_listed"):
        part = re.search(rf'<div id="{status}">.*?</dd>', html, flags=re.DOTALL)
        assert part
        assert f"sign-{status}" in part[0]
        assert len(part[0]) > 300
    assert "Unknown is neither ‘listed’ nor ‘not listed’" in html


def test_a_reader_finds_the_meaning_of_the_words_from_an_entity_and_every_foot(client: Client) -> None:
    entity = make_entity(slug="front")
    make_event(entity=entity)
    assert html_of(client, "/entities/front/").count('href="/about/not-listed/"') == 2
    foot = html_of(client, "/").split("<footer")[1]
    for name in ("method", "coverage", "corrections", "not-listed"):
        assert f'href="/about/{name}/"' in foot
        assert html_of(client, f"/about/{name}/")


def test_the_page_of_the_design_shows_every_component_in_both_themes_and_no_id_twice(client: Client) -> None:
    html = html_of(client, "/about/design/")
    assert '<meta name="robots" content="noindex">' in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for part in (
        "status-possibly",
        "stance-opposes",
        "disputes",
        "uncaptured",
        "field-error",
        "empty",
        "diff",
    ):
        assert len(re.findall(rf'class="[^"]*\b{part}\b', html)) >= 2, part
