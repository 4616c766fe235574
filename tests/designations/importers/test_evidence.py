"""A file that shows a listing which the record has less closely dated: evidence for it, and no second one."""

from pathlib import Path

import pytest

from designations.editorial.integrity import findings
from designations.editorial.publish import publish
from designations.importers.decide import decide
from designations.models import Change, DesignationList, Draft, Entity, EntryLink, EventVersion, Feed, Period
from tests.factories import editor, make_entity, make_event, make_list, make_source, publisher
from tests.feeds import link_of, make_feed, version

pytestmark = pytest.mark.django_db
OTHER = ("B1", "Eastern League")
STANDS = ("A1", "Northern Front")
DATED = ("A1", "Northern Front", "", "T", "2003-05-14")


@pytest.fixture
def front() -> Entity:
    return make_entity(name="Northern Front")


@pytest.fixture
def register() -> DesignationList:
    return make_list()


@pytest.fixture
def known(front: Entity, register: DesignationList) -> EventVersion:
    """An undated listing, whose source was published four months after the first version of the feed."""
    return make_event(
        entity=front, list=register, occurred_on="", source=make_source(published_on="2024-05-29")
    )


@pytest.fixture
def feed(known: EventVersion) -> Feed:
    return make_feed(list=known.list, trusted=True)


@pytest.fixture
def drafting(known: EventVersion) -> Feed:
    return make_feed(list=known.list)


def test_the_row_of_a_trusted_feed_is_cited_with_its_date_and_tells_nobody(
    known: EventVersion, feed: Feed, tmp_path: Path
) -> None:
    outcome = version(feed, tmp_path, [OTHER, DATED])
    told = outcome.as_json()
    assert (told["cited"], told["published"], told["drafts"]) == (1, 1, 0)
    _, added = known.citations.order_by("pk")
    assert (added.quote, str(added.claimed_on)) == (
        "A1 | Northern Front | T | listed 2003-05-14",
        "2003-05-14",
    )
    assert EventVersion.objects.filter(event=known.event).count() == 1
    change = Change.objects.get(action=Change.Action.CITED)
    assert (change.announce, change.subject_id) == (False, known.event.public_id)
    period = Period.objects.get(known__endswith__isnull=True, designation=known.designation)
    assert str(period.start_hi) == "2024-01-10"
    assert list(findings()) == []


def test_a_row_without_a_date_is_cited_and_claims_none(
    known: EventVersion, feed: Feed, tmp_path: Path
) -> None:
    assert version(feed, tmp_path, [OTHER, STANDS]).cited == 1
    assert known.citations.order_by("pk")[1].claimed_on is None


def test_a_later_version_of_the_same_entry_cites_nothing_again_and_sees_it_leave(
    front: Entity, feed: Feed, tmp_path: Path
) -> None:
    version(feed, tmp_path, [OTHER, STANDS])
    for day in (3, 5):
        assert version(feed, tmp_path, [OTHER, (f"C{day}", f"Front {day}")], day=day).cited == 0
    gone = EventVersion.objects.get(designation__entity=front, kind="delisted")
    assert str(gone.occurred_on) == "2024-01-11/2024-01-13"


def test_a_feed_that_drafts_proposes_a_correction_with_the_date_of_the_file(
    known: EventVersion, drafting: Feed, tmp_path: Path
) -> None:
    told = version(drafting, tmp_path, [OTHER, DATED]).as_json()
    assert (told["cited"], told["published"], told["drafts"]) == (0, 0, 1)
    draft = Draft.objects.get(author__username="importer")
    assert (draft.corrects, str(draft.occurred_on), draft.state) == (known.event, "2003-05-14", "submitted")
    assert [row.quote for row in draft.citations.all()][1:] == ["A1 | Northern Front | T | listed 2003-05-14"]
    publish([draft], by=publisher())
    head = EventVersion.objects.filter(event=known.event).order_by("-version")[0]
    assert (head.version, str(head.occurred_on), head.citations.count()) == (2, "2003-05-14", 2)


def test_a_correction_that_waits_is_not_proposed_again(drafting: Feed, tmp_path: Path) -> None:
    version(drafting, tmp_path, [OTHER, STANDS])
    version(drafting, tmp_path, [OTHER], day=2)
    assert version(drafting, tmp_path, [OTHER, STANDS], day=4).drafts == 0
    draft = Draft.objects.get(author__username="importer")
    assert (draft.occurred_on, draft.corrects_id is not None) == (None, True)


@pytest.mark.parametrize(
    ("recorded", "row", "cited"),
    [
        ("2024", STANDS, 1),
        ("2024-01-05/2024-03-01", STANDS, 1),
        ("2024-01-05/2024-03-01", (*DATED[:4], "2024-01-06"), 1),
        ("2024-01-05/2024-03-01", DATED, 0),
        ("2024-02-01", STANDS, 0),
    ],
)
def test_only_dates_that_can_be_those_of_one_day_are_evidence(
    front: Entity, register: DesignationList, tmp_path: Path, recorded: str, row: tuple[str, ...], cited: int
) -> None:
    make_event(entity=front, list=register, occurred_on=recorded)
    done = version(make_feed(list=register, trusted=True), tmp_path, [OTHER, row])
    assert (done.cited, done.drafts) == (cited, 1 - cited)


def test_a_listing_that_ended_before_the_file_is_not_the_one_that_the_file_shows(
    front: Entity, register: DesignationList, tmp_path: Path
) -> None:
    make_event(entity=front, list=register, occurred_on="", source=make_source(published_on="2010-01-01"))
    make_event(entity=front, list=register, kind="delisted", occurred_on="2012-01-01")
    done = version(make_feed(list=register, trusted=True), tmp_path, [OTHER, (*DATED[:4], "2020-02-02")])
    assert (done.cited, done.drafts, done.published) == (0, 0, 2)


def test_a_late_decision_cites_the_listing_that_the_record_has(
    known: EventVersion, front: Entity, feed: Feed, tmp_path: Path
) -> None:
    EntryLink.objects.create(feed=feed, reference="A1", is_reopened=True)
    version(feed, tmp_path, [OTHER, DATED])
    done = decide(link_of(feed, "A1"), entity=front, by=editor())
    assert (done.cited, done.published, done.drafts) == (1, 0, 0)
    assert known.citations.count() == 2
