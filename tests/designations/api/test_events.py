"""Events as the interface answers them."""

from typing import Any

import pytest

from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import submit
from designations.editorial.merge import merge
from designations.editorial.publish import publish
from designations.editorial.records import event_record
from designations.editorial.redact import redact
from designations.editorial.retract import retract
from designations.models import Citation, EventVersion
from designations.text.partial_dates import PartialDate
from tests.designations.api.builders import every, make_entry
from tests.designations.api.conftest import Get
from tests.factories import (
    administrator,
    editor,
    last_seq,
    make_entity,
    make_event,
    make_jurisdiction,
    make_source,
    publisher,
)

pytestmark = pytest.mark.django_db

KEYS = {
    "id", "version", "kind", "list", "entity", "occurred_on", "announced_on", "effective_on", "actor",
    "speaker", "on_behalf_of", "stance", "about", "resolves", "act", "name_on_list", "reference", "mode",
    "within", "end_reason", "continued_by", "proposed_effect", "adverse", "summary", "citations",
    "published_at", "corrected_at", "retracted_at", "retraction_reason",
    "ruling",
}  # fmt: skip
CITATION_KEYS = {
    "source", "quote", "translation", "start", "end", "disputes", "claimed_on", "redacted_because",
}  # fmt: skip
TEXT = "On Friday the ministry said: the Front was entered in the register. Others disagree."


def corrected(version: EventVersion, **fields: Any) -> EventVersion:
    """The next version of an event, reviewed and published."""
    draft = correct(version.event, by=editor(), reason="The date was wrong.")
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save()
    submit(draft, by=editor())
    publish([draft], by=publisher())
    return EventVersion.objects.get(event=version.event, version=version.version + 1)


def test_an_event_has_exactly_the_agreed_members(get: Get) -> None:
    [found, *_] = get("events/", entity="taliban", list="ru-fsb")["results"]
    assert set(found) == KEYS
    assert all(set(citation) == CITATION_KEYS for citation in found["citations"])
    detail = get(f"events/{found['id']}/")
    assert {name: detail[name] for name in KEYS} == found
    assert set(detail) - KEYS == {"known_seq"}


def test_an_event_says_no_less_than_the_log(get: Get) -> None:
    entry = make_entry()
    logged = event_record(entry, citations=entry.citations.all(), resolves=[])
    found = get(f"events/{entry.event}/")
    assert set(logged) - set(found) == {"sequence"}
    for name in set(logged) & set(found) - {"citations"}:
        assert found[name] == (None if logged[name] == "" else logged[name])


def test_a_quotation_comes_with_its_source_and_its_place(get: Get) -> None:
    source, quote = make_source(text=TEXT), "the Front was entered in the register"
    entry = make_entry(source=source, quote=quote)
    [citation] = get(f"events/{entry.event}/")["citations"]
    assert (citation["source"], citation["quote"]) == (source.public_id, quote)
    assert TEXT[citation["start"] : citation["end"]] == quote
    assert citation["redacted_because"] is None


def test_a_citation_whose_passage_was_not_captured_has_no_quote(get: Get) -> None:
    [citation] = get(f"events/{make_entry().event}/")["citations"]
    assert (citation["quote"], citation["start"], citation["end"]) == (None, None, None)
    assert citation["disputes"] is False


def test_a_redacted_citation_says_why_instead_of_its_quote(get: Get) -> None:
    entry = make_entry(source=make_source(text=TEXT), quote="Others disagree.")
    redact(Citation.objects.get(version=entry), by=administrator(), reason="Names a minor.")
    [citation] = get(f"events/{entry.event}/")["citations"]
    assert (citation["quote"], citation["start"], citation["end"]) == (None, None, None)
    assert citation["redacted_because"] == "Names a minor."


def test_a_statement_names_speaker_stance_and_on_whose_behalf(get: Get) -> None:
    place, group = make_jurisdiction(), make_entity()
    listed = make_entry()
    common: dict[str, Any] = {
        "kind": "statement", "list": listed.list, "entity": listed.designation and listed.designation.entity,
        "speaker": "A spokesperson", "about": listed.event,
    }  # fmt: skip
    one = make_event(stance="opposes", on_behalf_of_jurisdiction=place, **common)
    two = make_event(stance="supports", on_behalf_of_entity=group, **common)
    found = get(f"events/{one.event}/")
    assert (found["speaker"], found["stance"]) == ("A spokesperson", "opposes")
    assert (found["on_behalf_of"], found["about"]) == (place.slug, str(listed.event))
    assert get(f"events/{two.event}/")["on_behalf_of"] == group.slug
    heir = make_entity()
    merge(group, into=heir, by=administrator())
    assert get(f"events/{two.event}/")["on_behalf_of"] == heir.slug


def test_what_an_event_resolves_is_a_list_of_ids(get: Get) -> None:
    proposal = make_entry(kind="listing_proposed", occurred_on="2003-01-10")
    assert proposal.designation
    pair: dict[str, Any] = {"list": proposal.list, "entity": proposal.designation.entity}
    answer = make_event(resolves=[proposal.event], **pair)
    assert get(f"events/{answer.event}/")["resolves"] == [str(proposal.event)]
    assert get(f"events/{proposal.event}/")["resolves"] == []
    assert get(f"events/{proposal.event}/")["proposed_effect"] == "list"


def test_an_event_about_a_list_has_no_entity(get: Get) -> None:
    entry = make_event(kind="list_established")
    found = get(f"events/{entry.event}/")
    assert (found["entity"], found["list"]) == (None, entry.list.slug)


def test_a_correction_is_a_new_version_and_the_old_one_stays_readable(get: Get) -> None:
    entry = make_entry(occurred_on="2003-02-14")
    before = last_seq()
    corrected(entry, occurred_on=PartialDate.parse("2003-02"))
    found = get(f"events/{entry.event}/")
    assert (found["version"], found["occurred_on"]) == (2, "2003-02")
    assert found["published_at"] < found["corrected_at"]
    old = get(f"events/{entry.event}/", known_at=before)
    assert (old["version"], old["occurred_on"], old["corrected_at"]) == (1, "2003-02-14", None)


def test_a_retracted_event_answers_with_its_reason_but_leaves_the_collection(get: Get) -> None:
    entry = make_entry()
    retract(entry.event, by=publisher(), reason="Another body of the same name.")
    found = get(f"events/{entry.event}/")
    assert found["retraction_reason"] == "Another body of the same name."
    assert found["retracted_at"] is not None
    assert len(found["citations"]) == 1
    assert get("events/", list=entry.list.slug)["results"] == []


def test_a_further_citation_is_known_from_its_change_on(get: Get) -> None:
    entry = make_entry()
    before = last_seq()
    source = make_source(text=TEXT)
    cite(entry.event, fields=Citation(source=source, quote="Others disagree.", disputes=True), by=publisher())
    found = get(f"events/{entry.event}/")["citations"]
    assert [(c["quote"], c["disputes"]) for c in found] == [(None, False), ("Others disagree.", True)]
    assert len(get(f"events/{entry.event}/", known_at=before)["citations"]) == 1
    assert get(f"designations/{entry.designation}/")["disputed"] is True
    assert get(f"designations/{entry.designation}/", known_at=before)["disputed"] is False
    assert [e["id"] for e in get("events/", source=source.public_id)["results"]] == [str(entry.event)]
    assert get("events/", source=source.public_id, known_at=before)["results"] == []


def test_an_event_is_not_found_before_it_was_known(get: Get) -> None:
    before = last_seq()
    entry = make_entry()
    problem = get(f"events/{entry.event}/", known_at=before, expect=404)
    assert "became known after" in problem["detail"]


def test_the_filter_by_kind_gives_only_that_kind(get: Get) -> None:
    found = get("events/", entity="taliban", kind="statement")["results"]
    assert {one["kind"] for one in found} == {"statement"}
    everything = get("events/", entity="taliban", limit=200)["results"]
    assert len(found) == sum(one["kind"] == "statement" for one in everything)


@pytest.mark.parametrize(
    ("occurred_on", "first", "last", "found"),
    [
        ("2003-02-14", "2003-02-14", "2003-02-14", True),
        ("2003-02-14", "2003-02-15", "", False),
        ("2003-02-14", "", "2003-02-13", False),
        ("2003-02", "2003-02-28", "", True),
        ("2003-02", "", "2003-02-01", True),
        ("2003-02", "2003-03-01", "", False),
        ("../2003-02-14", "", "1900-01-01", True),
        ("../2003-02-14", "2003-02-15", "", False),
        ("2003-02-14/2003-03-14", "2003-03-01", "2003-03-02", True),
        ("", "1900-01-01", "", False),
        ("", "", "2026-01-01", False),
    ],
)
def test_the_filter_by_day_takes_events_that_may_have_happened_then(
    get: Get, occurred_on: str, first: str, last: str, found: bool
) -> None:
    entry = make_entry(occurred_on=occurred_on)
    span = {name: day for name, day in (("occurred_from", first), ("occurred_to", last)) if day}
    assert len(get("events/", list=entry.list.slug, **span)["results"]) == int(found)


def test_events_come_newest_first_and_undated_ones_last(get: Get) -> None:
    kept = every(get, "events/")
    days = [
        PartialDate.parse(one["effective_on"] or one["occurred_on"]).hi for one in kept if one["occurred_on"]
    ]
    assert days == sorted(days, reverse=True)
    undated = [one["effective_on"] is None and one["occurred_on"] is None for one in kept]
    assert undated == sorted(undated)
    assert len({one["id"] for one in kept}) == len(kept) == EventVersion.objects.count()
