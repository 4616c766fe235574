"""Designations as the interface answers them."""

from typing import Any

import pytest

from designations.editorial.merge import merge, unmerge
from designations.models import DesignationList, Entity
from tests.designations.api.builders import every, make_entry
from tests.designations.api.conftest import Get
from tests.factories import administrator, last_seq, make_entity, make_event, make_list

pytestmark = pytest.mark.django_db

KEYS = {
    "id", "list", "entity", "entity_name", "name_on_list", "reference", "mode", "status", "certain",
    "disputed", "under_challenge", "since", "until", "last_confirmed_on", "periods",
}  # fmt: skip
PERIOD_KEYS = {"status", "start", "end", "opened_by", "closed_by", "end_reason", "continued_by"}


def test_a_designation_has_exactly_the_agreed_members(get: Get) -> None:
    [found] = get("designations/", list="ru-fsb", entity="taliban")["results"]
    assert set(found) == KEYS
    assert all(set(period) == PERIOD_KEYS for period in found["periods"])
    detail = get("designations/ru-fsb--taliban/")
    assert {name: detail[name] for name in KEYS} == found
    assert set(detail) - KEYS == {"valid_on", "known_seq"}


def test_a_suspension_does_not_interrupt_the_listing(get: Get) -> None:
    found = get("designations/ru-fsb--taliban/", valid_on="2025-05-01")
    assert (found["since"], found["until"]) == ("2003-02-14", None)
    assert [(p["status"], p["start"], p["end"]) for p in found["periods"]] == [
        ("in_force", "2003-02-14", "2025-04-17"),
        ("suspended", "2025-04-17", None),
    ]
    assert found["periods"][0]["closed_by"] == found["periods"][1]["opened_by"]


def test_the_events_of_a_period_can_be_looked_up(get: Get) -> None:
    [period] = get("designations/kz-terror--taliban/")["periods"]
    assert get(f"events/{period['opened_by']}/")["kind"] == "listed"
    assert get(f"events/{period['closed_by']}/")["kind"] == "delisted"


def test_dates_are_partial_date_texts_or_null_and_never_empty(get: Get) -> None:
    page = get("designations/", limit=200)
    dates = [
        date
        for found in page["results"]
        for date in (
            *(found[name] for name in ("since", "until", "last_confirmed_on")),
            *(period[end] for period in found["periods"] for end in ("start", "end")),
        )
    ]
    assert None in dates
    assert "" not in dates
    assert any(isinstance(date, str) and len(date) == len("2003") for date in dates)


def test_a_year_is_answered_as_a_year(get: Get) -> None:
    entry = make_entry(occurred_on="2003", name_on_list="The Front", reference="No. 7")
    found = get(f"designations/{entry.designation}/", valid_on="2003-06-30")
    assert (found["status"], found["certain"], found["since"]) == ("not_listed", False, None)
    found = get(f"designations/{entry.designation}/", valid_on="2003-12-31")
    assert (found["status"], found["certain"], found["since"]) == ("in_force", True, "2003")
    assert (found["name_on_list"], found["reference"], found["mode"]) == ("The Front", "No. 7", "entry")


@pytest.mark.parametrize("status", ["in_force", "suspended", "ended"])
def test_the_filter_by_status_gives_exactly_those(get: Get, status: str) -> None:
    everything = every(get, "designations/", jurisdiction="us")
    found = every(get, "designations/", jurisdiction="us", status=status)
    assert found == [one for one in everything if one["status"] == status]


def test_the_filter_by_jurisdiction_gives_all_its_lists(get: Get) -> None:
    lists = {one["slug"] for one in get("lists/", jurisdiction="us")["results"]}
    found = {one["list"] for one in every(get, "designations/", jurisdiction="us")}
    assert found <= lists
    assert len(found) > 1


def test_a_pair_without_any_event_is_no_designation(get: Get) -> None:
    assert get("designations/", list="kz-terror", entity="hamas")["results"] == []
    problem = get("designations/kz-terror--hamas/", expect=404)
    assert "nothing between these two" in problem["detail"]


def test_a_pair_is_not_found_as_of_a_moment_before_its_first_event(get: Get) -> None:
    before = last_seq()
    entry = make_entry()
    get(f"designations/{entry.designation}/")
    get(f"designations/{entry.designation}/", known_at=before, expect=404)
    assert get("designations/", list=entry.list.slug, known_at=before)["results"] == []


def test_an_unanswered_adverse_ruling_is_shown_as_a_challenge_and_changes_no_status(get: Get) -> None:
    entry = make_entry()
    assert entry.designation
    pair: dict[str, Any] = {"list": entry.list, "entity": entry.designation.entity}
    ruling = make_event(kind="court_ruling", occurred_on="2010-05-01", adverse=True, **pair)
    found = get(f"designations/{entry.designation}/")
    assert (found["status"], found["under_challenge"]) == ("in_force", True)
    make_event(kind="court_ruling", occurred_on="2012-05-01", adverse=False, resolves=[ruling.event], **pair)
    found = get(f"designations/{entry.designation}/")
    assert (found["status"], found["under_challenge"]) == ("in_force", False)


class TestMerged:
    """Two entities that turned out to be one."""

    def test_the_filter_by_entity_includes_what_was_merged_into_it(self, get: Get) -> None:
        old, heir, on = make_entity(), make_entity(), make_list()
        first, second = make_event(entity=old, list=on), make_event(entity=heir)
        merge(old, into=heir, by=administrator())
        found = get("designations/", entity=heir.slug)["results"]
        assert {one["id"] for one in found} == {str(first.designation), str(second.designation)}
        assert {(one["entity"], one["entity_name"]) for one in found} == {(heir.slug, heir.name)}

    def test_the_old_slug_stands_for_the_heir(self, get: Get) -> None:
        old, heir = make_entity(), make_entity()
        make_event(entity=old)
        make_event(entity=heir)
        merge(old, into=heir, by=administrator())
        assert (
            get("designations/", entity=old.slug)["results"]
            == get("designations/", entity=heir.slug)["results"]
        )

    def test_the_designation_keeps_its_id_and_names_the_last_heir(self, get: Get) -> None:
        old, middle, heir = make_entity(), make_entity(), make_entity()
        entry = make_event(entity=old)
        merge(old, into=middle, by=administrator())
        merge(middle, into=heir, by=administrator())
        found = get(f"designations/{entry.designation}/")
        assert (found["id"], found["entity"]) == (str(entry.designation), heir.slug)

    def test_before_the_merge_and_after_its_undoing_they_are_two(self, get: Get) -> None:
        old, heir = make_entity(), make_entity()
        entry = make_event(entity=old)
        before = last_seq()
        merge(old, into=heir, by=administrator())
        during = last_seq()
        unmerge(old, by=administrator())
        seen = [
            get(f"designations/{entry.designation}/", **at)["entity"]
            for at in ({"known_at": before}, {"known_at": during}, {})
        ]
        assert seen == [old.slug, heir.slug, old.slug]
        assert get("designations/", entity=heir.slug)["results"] == []
        assert len(get("designations/", entity=heir.slug, known_at=during)["results"]) == 1


def test_labels_are_current_whatever_known_at_says(get: Get) -> None:
    seq = last_seq()
    Entity.objects.filter(slug="taliban").update(name="Taliban movement")
    DesignationList.objects.filter(slug="ru-fsb").update(name="Unified federal list")
    assert get("designations/ru-fsb--taliban/", known_at=seq)["entity_name"] == "Taliban movement"
    assert get("lists/ru-fsb/", known_at=seq)["name"] == "Unified federal list"
