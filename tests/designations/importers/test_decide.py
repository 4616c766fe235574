"""Decisions on entries: who they are, and what is written once that is known."""

from pathlib import Path

import pytest

from designations.editorial.errors import AuthorCannotReview, NotAllowedNow, PermissionRefused
from designations.editorial.integrity import findings
from designations.editorial.publish import publish
from designations.importers.decide import decide, reopen
from designations.models import (
    Draft,
    Entity,
    EntryLink,
    EventKind,
    EventVersion,
    Feed,
    FeedProgramme,
    Period,
)
from tests.factories import editor, make_entity, make_event, make_list, make_user, publisher
from tests.feeds import link_of, make_feed, version

pytestmark = pytest.mark.django_db


@pytest.fixture
def front() -> Entity:
    return make_entity(name="Northern Front")


def waiting(tmp_path: Path, *, trusted: bool = False, name: str = "Northern Front") -> Feed:
    """A feed with two versions, whose entry A1 has a candidate and came with the second one."""
    feed = make_feed(trusted=trusted)
    version(feed, tmp_path, [("B1", "Eastern League")])
    version(feed, tmp_path, [("B1", "Eastern League"), ("A1", name, "NF")], day=5)
    return feed


def test_a_like_name_waits_and_the_decision_writes_one_draft(tmp_path: Path, front: Entity) -> None:
    feed = waiting(tmp_path)
    link = link_of(feed, "A1")
    assert link.entity is None
    assert [slug for slug, _ in link.candidates] == [front.slug]
    done = decide(link, entity=front, by=editor())
    assert (done.drafts, done.published) == (1, 0)
    draft = Draft.objects.get(entity=front)
    assert (draft.kind, draft.state, draft.reference) == (EventKind.LISTED, Draft.State.SUBMITTED, "A1")
    assert str(draft.occurred_on) == "2024-01-11/2024-01-15"
    assert (draft.author.username, draft.edited_by) == ("importer", editor())
    stored = link_of(feed, "A1")
    assert (stored.entity, stored.rule, stored.decided_by) == (front, EntryLink.Rule.EDITOR, editor())


def test_the_same_decision_again_changes_nothing(tmp_path: Path, front: Entity) -> None:
    link = link_of(waiting(tmp_path), "A1")
    decide(link, entity=front, by=editor())
    again = decide(link, entity=front, by=editor())
    assert (again.drafts, again.published, Draft.objects.count()) == (0, 0, 1)


def test_the_draft_of_a_decision_is_published_by_another_person(tmp_path: Path, front: Entity) -> None:
    decide(link_of(waiting(tmp_path), "A1"), entity=front, by=publisher())
    draft = Draft.objects.get(entity=front)
    with pytest.raises(AuthorCannotReview):
        publish([draft], by=publisher())
    [event] = publish([draft], by=make_user(group="publisher"))
    citation = EventVersion.objects.get(event=event).citations.get()
    assert citation.quote == "A1 | Northern Front | T"
    assert citation.source.snapshot.number == 2


def test_an_entry_becomes_a_new_entity_with_its_names(tmp_path: Path, front: Entity) -> None:
    feed = waiting(tmp_path)
    done = decide(link_of(feed, "A1"), entity=None, by=editor())
    made = done.link.entity
    assert made is not None
    assert made != front
    assert (made.name, [row.name for row in made.names.all()]) == ("Northern Front", ["NF"])
    assert Draft.objects.get().entity == made
    with pytest.raises(NotAllowedNow, match="that is decided"):
        decide(link_of(feed, "A1"), entity=None, by=editor())
    assert Entity.objects.filter(name="Northern Front").count() == 2


def test_a_trusted_feed_publishes_what_waited(tmp_path: Path, front: Entity) -> None:
    done = decide(link_of(waiting(tmp_path, trusted=True), "A1"), entity=front, by=editor())
    assert (done.drafts, done.published) == (0, 1)
    head = EventVersion.objects.get(designation__entity=front)
    assert (head.kind, head.reference, str(head.occurred_on)) == ("listed", "A1", "2024-01-11/2024-01-15")
    assert head.citations.get().quote == "A1 | Northern Front | T"


def test_what_the_record_has_in_force_is_not_written_again(tmp_path: Path, front: Entity) -> None:
    register = make_list()
    make_event(entity=front, list=register, occurred_on="2003", name_on_list="Another name")
    feed = make_feed(list=register, trusted=True)
    version(feed, tmp_path, [("A1", "Northern Front")])
    before = EventVersion.objects.count()
    done = decide(link_of(feed, "A1"), entity=front, by=editor())
    assert (done.drafts, done.published) == (0, 0)
    assert EventVersion.objects.count() == before


def events_of(entity: Entity) -> list[tuple[str, str]]:
    """Kind and date of the published events of `entity`, in the order of publication."""
    rows = EventVersion.objects.filter(designation__entity=entity).order_by("pk")
    return [(row.kind, str(row.occurred_on)) for row in rows]


def drafts_of(entity: Entity) -> list[tuple[str, str]]:
    """Kind and date of the drafts about `entity`, the oldest first."""
    return [(row.kind, str(row.occurred_on)) for row in Draft.objects.filter(entity=entity).order_by("pk")]


CAME_AND_WENT = [("listed", "2024-01-11/2024-01-15"), ("delisted", "2024-01-16/2024-01-19")]


@pytest.mark.parametrize("trusted", [True, False])
def test_an_entry_that_left_before_it_was_decided_is_told_from_listing_to_delisting(
    tmp_path: Path, front: Entity, trusted: bool
) -> None:
    feed = waiting(tmp_path, trusted=trusted)
    for day in (9, 12):
        version(feed, tmp_path, [("B1", "Eastern League"), (f"C{day}", f"Front {day}")], day=day)
    done = decide(link_of(feed, "A1"), entity=front, by=editor())
    assert (done.published, done.drafts) == ((2, 0) if trusted else (0, 2))
    assert (events_of(front) if trusted else drafts_of(front)) == CAME_AND_WENT
    assert list(findings()) == []


def test_an_entry_gone_from_one_version_only_is_still_listed(tmp_path: Path, front: Entity) -> None:
    feed = waiting(tmp_path)
    version(feed, tmp_path, [("B1", "Eastern League")], day=9)
    decide(link_of(feed, "A1"), entity=front, by=editor())
    assert drafts_of(front) == CAME_AND_WENT[:1]


def test_an_entry_that_left_and_returned_is_told_in_order_and_the_drafts_can_be_published(
    tmp_path: Path, front: Entity
) -> None:
    feed = waiting(tmp_path)
    for day in (9, 12):
        version(feed, tmp_path, [("B1", "Eastern League"), (f"C{day}", f"Front {day}")], day=day)
    version(feed, tmp_path, [("B1", "Eastern League"), ("A1", "Northern Front")], day=20)
    decide(link_of(feed, "A1"), entity=front, by=editor())
    assert drafts_of(front) == [*CAME_AND_WENT, ("listed", "2024-01-23/2024-01-30")]
    publish(list(Draft.objects.order_by("pk")), by=publisher())
    assert [period.end for period in Period.objects.oldest_first()] == ["2024-01-16/2024-01-19", ""]


def test_a_programme_lost_before_the_decision_ends_that_listing_only(tmp_path: Path, front: Entity) -> None:
    feed = waiting(tmp_path, trusted=True)
    FeedProgramme.objects.create(feed=feed, programme="U", list=make_list())
    other = ("B1", "Eastern League")
    version(feed, tmp_path, [other, ("A1", "Northern Front", "NF", "T/U")], day=9)
    version(feed, tmp_path, [other, ("A1", "Northern Front", "NF", "U")], day=12)
    decide(link_of(feed, "A1"), entity=front, by=editor())
    assert sorted(events_of(front)) == [
        ("delisted", "2024-01-20/2024-01-22"),
        ("listed", "2024-01-11/2024-01-15"),
        ("listed", "2024-01-16/2024-01-19"),
    ]


def test_an_amended_entry_is_listed_since_its_first_version_and_cites_the_one_that_says_so(
    tmp_path: Path, front: Entity
) -> None:
    feed = waiting(tmp_path)
    version(feed, tmp_path, [("B1", "Eastern League"), ("A1", "Northern Front", "NF;Fronte")], day=20)
    decide(link_of(feed, "A1"), entity=front, by=editor())
    draft = Draft.objects.get(kind=EventKind.LISTED, entity=front)
    assert str(draft.occurred_on) == "2024-01-11/2024-01-15"
    assert draft.citations.get().source.snapshot.number == 3


def test_an_entity_is_one_entry_of_a_feed_at_most(tmp_path: Path, front: Entity) -> None:
    feed = waiting(tmp_path)
    version(
        feed, tmp_path, [("B1", "Eastern League"), ("A1", "Northern Front"), ("A2", "Northern Front")], day=9
    )
    decide(link_of(feed, "A1"), entity=front, by=editor())
    with pytest.raises(NotAllowedNow, match="is entry A1 of this feed already"):
        decide(link_of(feed, "A2"), entity=front, by=editor())
    assert link_of(feed, "A2").entity is None


def test_an_undone_link_waits_again_and_its_draft_is_rejected(tmp_path: Path, front: Entity) -> None:
    feed = waiting(tmp_path)
    decide(link_of(feed, "A1"), entity=front, by=editor())
    done = reopen(link_of(feed, "A1"), by=editor())
    link = link_of(feed, "A1")
    assert done.withdrawn == 1
    assert (link.entity, link.rule, link.is_reopened) == (None, "", True)
    assert link.candidates == [[front.slug, "linked before: decided by an editor"]]
    assert Draft.objects.get().state == Draft.State.REJECTED
    other = make_entity()
    assert decide(link, entity=other, by=editor()).drafts == 1
    assert Draft.objects.get(state=Draft.State.SUBMITTED).entity == other


def test_no_rule_links_again_what_an_editor_took_apart(tmp_path: Path) -> None:
    feed = make_feed(trusted=True)
    version(feed, tmp_path, [("A1", "Northern Front")])
    assert link_of(feed, "A1").rule == EntryLink.Rule.NEW
    reopen(link_of(feed, "A1"), by=editor())
    version(feed, tmp_path, [("A1", "Northern Front", "NF")], day=3)
    assert link_of(feed, "A1").entity is None


def test_undoing_an_undecided_link_does_nothing(tmp_path: Path, front: Entity) -> None:
    link = link_of(waiting(tmp_path), "A1")
    assert reopen(link, by=editor()).withdrawn == 0
    assert not link_of(link.feed, "A1").is_reopened


def test_deciding_takes_the_permission_to_edit_reference_rows(tmp_path: Path, front: Entity) -> None:
    link = link_of(waiting(tmp_path), "A1")
    nobody = make_user()
    with pytest.raises(PermissionRefused):
        decide(link, entity=front, by=nobody)
    with pytest.raises(PermissionRefused):
        reopen(link, by=nobody)
    assert not Draft.objects.exists()
