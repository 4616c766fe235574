"""The public log as the interface answers it."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from designations.editorial.cite import cite
from designations.editorial.edit import edit
from designations.editorial.merge import merge
from designations.editorial.redact import redact
from designations.editorial.retract import retract
from designations.models import Citation, Entity
from designations.text.partial_dates import PartialDate
from tests.designations.api.builders import make_entry
from tests.designations.api.conftest import Get
from tests.factories import administrator, last_seq, make_draft, make_entity, make_source, publisher

pytestmark = pytest.mark.django_db

TEXT = "The Front was entered in the register. Others disagree."


def test_a_change_has_exactly_the_agreed_members(get: Get) -> None:
    page = get("changes/", limit=1)
    assert set(page) == {"results", "next_after", "known_seq"}
    assert set(page["results"][0]) == {
        "seq", "at", "action", "subject_type", "subject_id", "before", "after",
    }  # fmt: skip


def test_following_next_after_gives_every_change_once_and_in_order(get: Get) -> None:
    seen: list[int] = []
    after = 0
    while True:
        page = get("changes/", after=after, limit=1000)
        seen += [change["seq"] for change in page["results"]]
        if not page["results"]:
            break
        assert page["next_after"] == seen[-1]
        after = page["next_after"]
    assert page["next_after"] == after
    assert seen == list(range(1, last_seq() + 1))
    assert page["known_seq"] == seen[-1]


def test_a_page_has_100_changes_unless_the_limit_says_otherwise(get: Get) -> None:
    assert len(get("changes/")["results"]) == 100
    assert len(get("changes/", limit=3)["results"]) == 3
    assert get("changes/", limit=1001, expect=400)["errors"][0]["parameter"] == "limit"
    assert get("changes/", after=-1, expect=400)["errors"][0]["parameter"] == "after"


def test_nothing_after_the_last_number_answers_with_that_number(get: Get) -> None:
    page = get("changes/", after=last_seq())
    assert (page["results"], page["next_after"]) == ([], last_seq())


def test_a_published_event_is_logged_with_its_quotation(get: Get) -> None:
    source = make_source(text=TEXT)
    make_entry(source=source, quote="Others disagree.")
    [change] = get("changes/", after=last_seq() - 1)["results"]
    assert (change["action"], change["subject_type"], change["before"]) == ("published", "event", None)
    [citation] = change["after"]["citations"]
    assert (citation["source"], citation["quote"]) == (source.public_id, "Others disagree.")
    assert change["after"] | {"citations": []} == {
        name: value
        for name, value in get(f"events/{change['subject_id']}/").items()
        if name not in ("published_at", "corrected_at", "retracted_at", "ruling", "known_seq", "citations")
    } | {"citations": [], "sequence": None}


def test_a_further_citation_shows_what_there_was_before_and_after(get: Get) -> None:
    entry = make_entry(source=make_source(text=TEXT), quote="Others disagree.")
    other = make_source(text=TEXT)
    cite(entry.event, fields=Citation(source=other, quote="The Front was entered"), by=publisher())
    [change] = get("changes/", after=last_seq() - 1)["results"]
    assert [c["quote"] for c in change["before"]["citations"]] == ["Others disagree."]
    assert [c["quote"] for c in change["after"]["citations"]] == ["Others disagree.", "The Front was entered"]
    assert change["after"]["citations"][1]["source"] == other.public_id


def test_a_retraction_is_a_change_that_keeps_the_evidence(get: Get) -> None:
    entry = make_entry(source=make_source(text=TEXT), quote="Others disagree.")
    retract(entry.event, by=publisher(), reason="Another body of the same name.")
    [change] = get("changes/", after=last_seq() - 1)["results"]
    assert (change["action"], change["subject_id"]) == ("retracted", str(entry.event))
    assert change["before"]["retraction_reason"] is None
    assert change["after"]["retraction_reason"] == "Another body of the same name."
    assert change["before"]["citations"] == change["after"]["citations"]


def test_a_redaction_reaches_the_log_of_earlier_changes(raw: Callable[..., bytes]) -> None:
    before = last_seq()
    entry = make_entry(source=make_source(text=TEXT), quote="Others disagree.")
    assert b"Others disagree." in raw("changes/", after=before)
    redact(Citation.objects.get(version=entry), by=administrator(), reason="Names a minor.")
    answer = raw("changes/", after=before)
    assert b"Others disagree." not in answer
    assert b"sha256" not in answer
    assert b'"redacted_because":"Names a minor."' in answer


def test_a_merge_is_a_change(get: Get) -> None:
    old, heir = make_entity(), make_entity()
    merge(old, into=heir, by=administrator())
    [change] = get("changes/", after=last_seq() - 1)["results"]
    assert (change["action"], change["subject_type"], change["subject_id"]) == ("merged", "entity", old.slug)
    assert (change["before"], change["after"]) == ({"merged_into": None}, {"merged_into": heir.slug})


def test_an_edit_shows_dates_as_partial_dates_or_null(get: Get) -> None:
    entity = Entity.objects.get(slug=make_entity().slug)
    entity.founded = PartialDate.parse("1994")
    edit(entity, by=administrator())
    [change] = get("changes/", after=last_seq() - 1)["results"]
    assert (change["before"]["founded"], change["after"]["founded"]) == (None, "1994")


def _members(value: Any) -> set[str]:
    """The names of all members in `value`, however deep."""
    match value:
        case dict():
            return set(value) | {name for inner in value.values() for name in _members(inner)}
        case list():
            return {name for inner in value for name in _members(inner)}
    return set()


def test_the_log_names_no_account_no_capture_and_no_draft(get: Get, raw: Callable[..., bytes]) -> None:
    before = last_seq()
    make_draft(entity=make_entity())
    entry = make_entry(source=make_source(text=TEXT), quote="Others disagree.")
    retract(entry.event, by=publisher(), reason="An error.")
    page = get("changes/", after=before)
    private = {
        "actor_id",
        "by",
        "reviewer",
        "capture",
        "captures",
        "draft",
        "email",
        "cause",
        "batch",
        "announce",
    }
    assert not _members(page["results"]) & private
    assert all(
        "id" not in citation for c in page["results"] for citation in (c["after"] or {}).get("citations", [])
    )
    answer = raw("changes/", after=before)
    assert b"the-administrator" not in answer
    assert b"the-editor" not in answer
    assert b"the-publisher" not in answer
    assert b"The Front was entered" not in answer


@pytest.mark.parametrize("limit", [1, 1000])
def test_a_page_of_the_log_costs_three_queries(
    get: Get, limit: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    after = last_seq() - 1000
    with django_assert_num_queries(3):
        page = get("changes/", after=after, limit=limit)
    assert len(page["results"]) == limit
