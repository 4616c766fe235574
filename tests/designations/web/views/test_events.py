"""The pages of events: every version, what changed and why, citations, what answers what."""

import re

import pytest
from django.test import Client

from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft, submit
from designations.editorial.publish import publish
from designations.editorial.redact import redact
from designations.editorial.retract import retract
from designations.models import DraftCitation, EventKind
from designations.text.partial_dates import PartialDate
from tests.designations.web.reading import html_of, read
from tests.factories import (
    administrator,
    editor,
    last_seq,
    make_draft,
    make_entity,
    make_event,
    make_list,
    make_source,
    publisher,
)

pytestmark = pytest.mark.django_db


def test_a_citation_shows_its_quote_or_that_none_was_captured(client: Client) -> None:
    quoted = make_event(
        entity=make_entity(), source=make_source(text="The court listed it."), quote="listed it"
    )
    assert "listed it" in read(client, quoted.event.get_absolute_url())
    assert "passage not captured" not in read(client, quoted.event.get_absolute_url())
    bare = make_event(entity=make_entity(), source=make_source())
    assert "passage not captured" in read(client, bare.event.get_absolute_url())


def test_the_text_of_a_capture_is_not_shown_beyond_the_quote(client: Client) -> None:
    source = make_source(text="Unquoted words. The court listed it. More unquoted words.")
    event = make_event(entity=make_entity(slug="front"), source=source, quote="The court listed it.")
    for address in (
        event.event.get_absolute_url(),
        source.get_absolute_url(),
        "/entities/front/",
        "/changes/",
    ):
        assert "nquoted words" not in html_of(client, address)


def test_a_correction_shows_what_changed_and_why_and_the_earlier_version_stays(client: Client) -> None:
    event = make_event(entity=make_entity(), occurred_on="2003-02-14").event
    before = last_seq()
    draft = correct(event, by=editor(), reason="The gazette says the 15th.")
    draft.occurred_on = PartialDate.parse("2003-02-15")
    save_draft(draft, by=editor())
    submit(draft, by=editor())
    publish([draft], by=publisher())
    page = read(client, event.get_absolute_url())
    assert "Corrected: The gazette says the 15th. Date 14 February 2003 15 February 2003" in page
    assert "15 February 2003" in page
    earlier = read(client, f"{event.get_absolute_url()}?known_at={before}")
    assert "14 February 2003" in earlier
    assert "The gazette" not in earlier
    assert f"You see what was known at change {before}" in earlier


def test_a_retracted_event_keeps_its_page_with_the_reason(client: Client) -> None:
    event = make_event(entity=make_entity()).event
    retract(event, by=publisher(), reason="It was another group.")
    page = read(client, event.get_absolute_url())
    assert "Retracted" in page
    assert "It was another group." in page


def test_a_further_citation_is_part_of_the_history(client: Client) -> None:
    event = make_event(entity=make_entity()).event
    before = last_seq()
    source = make_source(text="It was listed, says a third paper.", title="A third paper")
    cite(event, fields=DraftCitation(source=source, quote="says a third paper"), by=publisher())
    page = read(client, event.get_absolute_url())
    assert "says a third paper" in page
    assert "Cited Citations 1 citation 2 citations" in page
    assert "A third paper" not in read(client, f"{event.get_absolute_url()}?known_at={before}")


def test_a_redacted_quote_gives_way_to_the_reason_everywhere(client: Client) -> None:
    source = make_source(text="A name that must go.")
    event = make_event(entity=make_entity(slug="front"), source=source, quote="A name that must go.")
    redact(event.citations.get(), by=administrator(), reason="Court order 7.")
    for address in (event.event.get_absolute_url(), source.get_absolute_url(), "/entities/front/"):
        html = html_of(client, address)
        assert "must go" not in html
        assert "sha256:" not in html
        assert "Passage removed: Court order 7." in html


def test_a_disputing_passage_is_marked_and_the_standing_disputed(client: Client) -> None:
    event = make_event(entity=make_entity(slug="front"), list=make_list(slug="register")).event
    source = make_source(text="It never was.", title="The other paper")
    fields = DraftCitation(source=source, quote="It never was.", disputes=True)
    cite(event, fields=fields, by=publisher())
    assert "disputes this" in read(client, event.get_absolute_url())
    assert "disputes this" in read(client, source.get_absolute_url())
    assert "In force disputed" in read(client, "/entities/front/")


def test_a_proposal_and_its_answer_lead_to_each_other(client: Client) -> None:
    front, register = make_entity(), make_list()
    proposed = make_event(
        entity=front, list=register, kind=EventKind.LISTING_PROPOSED, occurred_on="2025-01-22"
    ).event
    before = last_seq()
    listed = make_event(entity=front, list=register, occurred_on="2025-03-04", resolves=[proposed]).event
    assert "Answered by Listed, 4 March 2025" in read(client, proposed.get_absolute_url())
    assert "Answers Listing proposed, 22 January 2025" in read(client, listed.get_absolute_url())
    assert "Answered by" not in read(client, f"{proposed.get_absolute_url()}?known_at={before}")


def test_an_event_is_unknown_before_it_was_published(client: Client) -> None:
    before = last_seq()
    event = make_event(entity=make_entity()).event
    page = read(client, f"{event.get_absolute_url()}?known_at={before}", status=404)
    assert f"At change {before} nothing was known of this event yet" in page
    assert "The event as it is known now" in page


def test_a_replaced_entry_names_the_one_that_continues_it(client: Client) -> None:
    register = make_list(slug="register")
    wing, whole = make_entity(slug="wing", name="The Wing"), make_entity(slug="whole", name="The Whole")
    make_event(entity=wing, list=register)
    listed = make_event(entity=whole, list=register, occurred_on="2019-03-01")
    event = make_event(
        entity=wing, list=register, kind=EventKind.DELISTED, occurred_on="2019-03-01", end_reason="replaced",
        continued_by=listed.designation,
    ).event  # fmt: skip
    page = read(client, event.get_absolute_url())
    assert "Entry replaced by another: The Wing" in page
    assert "Continued by The Whole" in page
    assert "Delisted" not in page


def test_the_index_pages_through_events_without_losing_any(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("designations.web.views.events.SIZE", 2)
    register = make_list(slug="register")
    dates = ["2003", "2003", "", "2001-05-06", ""]
    events = [
        make_event(entity=make_entity(), list=register, occurred_on=d, source=make_source()) for d in dates
    ]
    seen: list[str] = []
    address = "/events/?list=register"
    for _ in range(4):
        context = client.get(address).context
        seen += [card.id for card in context["events"]]
        address = context["next_url"]
        if not address:
            break
    expected = [events[i].event.public_id for i in (1, 0, 3, 4, 2)]
    assert seen == expected


def test_the_index_says_which_filters_are_chosen(client: Client) -> None:
    make_event(entity=make_entity(), list=make_list(slug="register"))
    assert "Only these:" not in read(client, "/events/")
    text = read(client, "/events/?kind=listed&list=register&occurred_from=2001-01-01")
    assert re.search(r"Only these: Listed.{1,120} from 2001-01-01.{0,3}Show all", text)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("kind=arrested", "kind"),
        ("list=no-list", "list"),
        ("jurisdiction=zz", "jurisdiction"),
        ("entity=nobody", "entity"),
        ("occurred_from=2003", "occurred_from"),
        ("occurred_to=31.12.2003", "occurred_to"),
        ("after=nothing", "after"),
        ("entity=%00", "entity"),
        ("valid_on=2010-01-01&known_at=99999999999999999999", "known_at"),
    ],
)
def test_a_parameter_that_means_nothing_is_named(client: Client, query: str, field: str) -> None:
    assert f"<code>{field}</code>" in html_of(client, f"/events/?{query}", status=400)


def test_the_history_leads_to_the_event_as_it_was_known_when_a_batch_was_complete(client: Client) -> None:
    register = make_list()
    drafts = [make_draft(entity=make_entity(), list=register) for _ in range(3)]
    for draft in drafts:
        submit(draft, by=editor())
    events = publish(drafts, by=publisher())
    retract(events[0], by=publisher(), reason="Another group.")
    for event in events:
        html = html_of(client, event.get_absolute_url())
        found = re.findall(rf'href="({event.get_absolute_url()}\?known_at=\d+)">\d+</a>', html)
        assert found
        assert "Retracted" not in read(client, found[-1])
        assert "Listed" in read(client, found[-1])
