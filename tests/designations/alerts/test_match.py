"""Which changes are owed to whom."""

from typing import Any

import pytest

from designations.alerts.fan_out import fan_out
from designations.alerts.match import Told, would_reach
from designations.alerts.subscribe import subscribe
from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft, submit
from designations.editorial.merge import merge, unmerge
from designations.editorial.publish import publish
from designations.editorial.retract import retract
from designations.models import DesignationList, DraftCitation, Entity, EventKind, EventVersion
from tests.factories import (
    administrator,
    editor,
    make_entity,
    make_event,
    make_jurisdiction,
    make_list,
    make_source,
    publisher,
)
from tests.followers import follow, owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def fsb() -> DesignationList:
    return make_list(slug="ru-fsb", jurisdiction=make_jurisdiction(slug="ru", name="Russia"))


@pytest.fixture
def kazakh() -> DesignationList:
    return make_list(slug="kz-terror", jurisdiction=make_jurisdiction(slug="kz", name="Kazakhstan"))


@pytest.fixture
def taliban() -> Entity:
    return make_entity(slug="taliban", name="Taliban")


def correct_to(event: EventVersion, **fields: Any) -> None:
    """Publish a correction of `event` that changes `fields`."""
    draft = correct(event.event, by=editor(), reason="The order names another.")
    for name, value in fields.items():
        setattr(draft, name, value)
    save_draft(draft, by=editor())
    submit(draft, by=editor())
    publish([draft], by=publisher())


def test_each_hears_what_it_chose_and_nothing_else(
    fsb: DesignationList, kazakh: DesignationList, taliban: Entity
) -> None:
    russia, other = fsb.jurisdiction, make_entity()
    follow("russia-taliban@example.org", jurisdictions=[russia], entities=[taliban])
    follow("russia-other@example.org", jurisdictions=[russia], entities=[other])
    follow("kazakhstan@example.org", jurisdictions=[kazakh.jurisdiction])
    follow("list@example.org", lists=[fsb])
    follow("both-lists@example.org", lists=[fsb, kazakh], entities=[taliban, other])
    follow("russia@example.org", jurisdictions=[russia])
    follow("taliban@example.org", entities=[taliban])
    follow("everything@example.org")
    follow("removals@example.org", kinds=[EventKind.DELISTED])
    follow("listings@example.org", kinds=[EventKind.LISTED, EventKind.DELISTED])
    follow("removal-there@example.org", lists=[fsb], entities=[taliban], kinds=[EventKind.DELISTED])
    make_event(list=fsb, entity=taliban)
    assert fan_out() == len(owed())
    heard = ("both-lists", "everything", "list", "listings", "russia", "russia-taliban", "taliban")
    assert owed() == sorted(f"{name}@example.org" for name in heard)


def test_events_of_a_list_as_a_whole_reach_those_who_follow_list_or_jurisdiction(
    fsb: DesignationList, taliban: Entity
) -> None:
    follow("list@example.org", lists=[fsb])
    follow("russia@example.org", jurisdictions=[fsb.jurisdiction])
    follow("taliban@example.org", entities=[taliban])
    make_event(kind=EventKind.LEGAL_CHANGED, list=fsb)
    fan_out()
    assert owed() == ["list@example.org", "russia@example.org"]


def test_overlapping_requests_of_one_address_owe_it_one_delivery(
    fsb: DesignationList, taliban: Entity
) -> None:
    for wishes in ({"lists": [fsb]}, {"entities": [taliban]}, {}):
        follow("reader@example.org", **wishes)
    make_event(list=fsb, entity=taliban)
    fan_out()
    assert owed() == ["reader@example.org"]


def test_what_is_not_announced_is_owed_to_nobody(fsb: DesignationList, taliban: Entity) -> None:
    follow(lists=[fsb])
    make_event(list=fsb, entity=taliban, announce=False)
    assert fan_out() == 0
    assert owed() == []


def test_changes_before_the_confirmation_are_not_owed(fsb: DesignationList, taliban: Entity) -> None:
    make_event(list=fsb, entity=taliban)
    follow(lists=[fsb])
    assert fan_out() == 0


def test_an_address_that_has_not_confirmed_is_owed_nothing(fsb: DesignationList, taliban: Entity) -> None:
    subscribe(email="reader@example.org", lists=[fsb])
    make_event(list=fsb, entity=taliban)
    assert fan_out() == 0


def test_corrections_and_retractions_are_owed_too(fsb: DesignationList, taliban: Entity) -> None:
    event = make_event(list=fsb, entity=taliban)
    fan_out()
    follow(entities=[taliban])
    correct_to(event, summary="By order 5.")
    fan_out()
    assert owed() == ["reader@example.org"]
    retract(event.event, by=publisher(), reason="The order was about somebody else.")
    fan_out()
    assert owed() == ["reader@example.org"] * 2


def test_a_correction_is_owed_to_those_who_follow_what_the_event_was_wrongly_about(
    fsb: DesignationList, kazakh: DesignationList, taliban: Entity
) -> None:
    event = make_event(list=fsb, entity=taliban)
    follow("before@example.org", jurisdictions=[fsb.jurisdiction], entities=[taliban])
    follow("after@example.org", jurisdictions=[kazakh.jurisdiction])
    follow("neither@example.org", entities=[make_entity()])
    fan_out()
    correct_to(event, list=kazakh)
    fan_out()
    assert owed() == ["after@example.org", "before@example.org"]


def test_a_second_correction_is_not_owed_for_what_the_first_one_corrected(
    fsb: DesignationList, kazakh: DesignationList, taliban: Entity
) -> None:
    event = make_event(list=fsb, entity=taliban)
    correct_to(event, list=kazakh)
    follow("long-before@example.org", jurisdictions=[fsb.jurisdiction])
    correct_to(event, summary="By decision 5.")
    assert fan_out() == 0


def test_a_further_citation_is_not_news(fsb: DesignationList, taliban: Entity) -> None:
    event = make_event(list=fsb, entity=taliban)
    follow(entities=[taliban])
    cite(event.event, fields=DraftCitation(source=make_source()), by=publisher())
    assert fan_out() == 0


def test_whoever_follows_one_of_a_merged_family_hears_of_all_of_it(
    fsb: DesignationList, taliban: Entity
) -> None:
    emirate, wing, other = make_entity(slug="emirate"), make_entity(slug="wing"), make_entity()
    merge(wing, into=emirate, by=administrator())
    merge(emirate, into=taliban, by=administrator())
    for entity in (taliban, emirate, wing, other):
        follow(f"{entity.slug}@example.org", entities=[entity])
    for entity in (taliban, wing):
        make_event(list=fsb, entity=entity)
        fan_out()
    assert owed() == [f"{slug}@example.org" for slug in ("emirate", "taliban", "wing") for _ in range(2)]


def test_after_an_unmerge_each_follows_its_own_again(fsb: DesignationList, taliban: Entity) -> None:
    emirate = make_entity(slug="emirate")
    merge(emirate, into=taliban, by=administrator())
    unmerge(emirate, by=administrator())
    follow(entities=[taliban])
    make_event(list=fsb, entity=emirate)
    assert fan_out() == 0


def test_what_editors_are_told_beforehand_is_what_is_sent(fsb: DesignationList, taliban: Entity) -> None:
    former, other = make_entity(), make_entity()
    merge(former, into=taliban, by=administrator())
    follow("former@example.org", entities=[former])
    follow("here@example.org", jurisdictions=[fsb.jurisdiction], kinds=[EventKind.LISTED])
    follow("removals@example.org", lists=[fsb], kinds=[EventKind.DELISTED])
    follow("everything@example.org")
    subscribe(email="unconfirmed@example.org", entities=[taliban])
    follow("other@example.org", entities=[other])
    told = [Told(EventKind.LISTED, fsb.pk, taliban.pk)]
    assert would_reach(told=told) == 3
    event = make_event(list=fsb, entity=taliban)
    fan_out()
    assert len(owed()) == 3
    both = [*told, Told(EventKind.LISTED, fsb.pk, other.pk)]
    assert would_reach(told=both) == 4
    correct_to(event, entity=other)
    fan_out()
    assert len(owed()) == 3 + 4
