"""Versions of a list file come in: what differs becomes events, what is no list changes nothing."""

import json
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from django.core.management import CommandError, call_command

from designations.editorial.integrity import findings
from designations.importers.run import Outcome, import_version
from designations.models import (
    Change,
    Designation,
    DesignationList,
    Draft,
    Entity,
    Entry,
    EntryLink,
    EventVersion,
    Feed,
    FeedProgramme,
    Snapshot,
)
from tests.factories import last_seq, make_entity, make_event, make_list

pytestmark = pytest.mark.django_db
Row = dict[str, str]


@pytest.fixture
def qaida() -> DesignationList:
    return make_list(slug="xx-north")


@pytest.fixture
def feed(qaida: DesignationList) -> Feed:
    feed = Feed.objects.create(slug="north", name="Northern list", adapter="un_consolidated", least_entries=2)
    FeedProgramme.objects.create(feed=feed, programme="Al-Qaida", list=qaida)
    FeedProgramme.objects.create(feed=feed, programme="Taliban", list=make_list(slug="xx-south"))
    return feed


def row(number: int, name: str = "", *, on: str = "Al-Qaida", listed: str = "2001-10-08", **more: str) -> Row:
    """One entry of an invented list."""
    return {
        "ref": f"QDe.{number:03}", "name": name or f"FRONT {number}", "on": on, "listed": listed,
        "id": str(number), **more,
    }  # fmt: skip


def version(tmp_path: Path, day: str, rows: list[Row]) -> dict[str, Path]:
    """A file in the format of the consolidated list, with invented names."""
    entries = "".join(
        f"<ENTITY><DATAID>{r['id']}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{escape(r['name'])}</FIRST_NAME>"
        f"<UN_LIST_TYPE>{r['on']}</UN_LIST_TYPE><REFERENCE_NUMBER>{r['ref']}</REFERENCE_NUMBER>"
        f"<LISTED_ON>{r['listed']}</LISTED_ON>"
        + (
            f"<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>{escape(r['aka'])}</ALIAS_NAME></ENTITY_ALIAS>"
            if "aka" in r
            else ""
        )
        + "</ENTITY>"
        for r in rows
    )
    path = tmp_path / f"{day}-{len(list(tmp_path.iterdir()))}.xml"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z">'
        f"<INDIVIDUALS/><ENTITIES>{entries}</ENTITIES></CONSOLIDATED_LIST>",
        encoding="utf-8",
    )
    return {"main": path}


def take(feed: Feed, tmp_path: Path, day: str, rows: list[Row], *, publish: bool = True) -> Outcome:
    return import_version(feed, files=version(tmp_path, day, rows), publish=publish)


def status(slug: str, *, on: str) -> tuple[str, bool]:
    rows = Designation.objects.standing(valid_on=date.fromisoformat(on), known_at=last_seq())
    found = rows.get(slug=slug)
    return found.status, found.certain  # type: ignore[attr-defined]


MANY = [row(n) for n in range(1, 31)]


def test_a_first_version_lists_its_entries_with_their_dates_and_tells_nobody(
    feed: Feed, tmp_path: Path
) -> None:
    outcome = take(feed, tmp_path, "2020-01-01", MANY)
    assert (outcome.published, outcome.as_json()["added"]) == (30, 30)
    assert status("xx-north--front-1", on="2001-10-08") == ("in_force", True)
    assert not Change.objects.filter(announce=True).exists()
    assert list(findings()) == []


def test_the_same_bytes_again_change_nothing(feed: Feed, tmp_path: Path) -> None:
    files = version(tmp_path, "2020-01-01", MANY)
    import_version(feed, files=files, publish=True)
    before = last_seq()
    outcome = import_version(feed, files=files, publish=True)
    assert outcome.as_json()["snapshot"] is None
    assert (last_seq(), Snapshot.objects.count()) == (before, 1)


def test_an_entry_gone_once_is_missing_and_gone_twice_is_removed_with_honest_dates(
    feed: Feed, tmp_path: Path
) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    second = take(feed, tmp_path, "2020-02-01", MANY[1:])
    assert (second.as_json()["removal_pending"], second.published) == (1, 0)
    assert status("xx-north--front-1", on="2020-03-01") == ("in_force", True)
    third = take(feed, tmp_path, "2020-03-01", [*MANY[1:], row(99)])
    assert (third.as_json()["removed"], third.as_json()["added"]) == (1, 1)
    gone = EventVersion.objects.get(kind="delisted")
    assert str(gone.occurred_on) == "2020-01-02/2020-02-01"
    assert status("xx-north--front-1", on="2020-01-15") == ("in_force", False)
    assert status("xx-north--front-1", on="2020-02-01") == ("ended", True)


def test_an_entry_that_vanishes_once_and_returns_was_never_removed(feed: Feed, tmp_path: Path) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    take(feed, tmp_path, "2020-02-01", MANY[1:])
    back = take(feed, tmp_path, "2020-03-01", MANY)
    assert (back.as_json()["returned"], back.published) == (1, 0)
    assert not EventVersion.objects.filter(kind="delisted").exists()


def test_a_membership_that_ended_and_begins_again_is_a_new_listing_never_a_deletion(
    feed: Feed, tmp_path: Path
) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    for day in ("2020-02-01", "2020-03-01"):
        take(feed, tmp_path, day, [*MANY[1:], row(90 + int(day[6]))])
    versions = EventVersion.objects.count()
    take(feed, tmp_path, "2020-04-01", [row(1, listed="2020-03-20"), *MANY[1:]])
    assert EventVersion.objects.count() > versions
    assert status("xx-north--front-1", on="2020-04-02") == ("in_force", True)
    assert status("xx-north--front-1", on="2020-03-10") == ("ended", True)
    assert list(findings()) == []


def test_a_programme_lost_while_the_entry_stays_ends_that_listing_only(feed: Feed, tmp_path: Path) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    outcome = take(feed, tmp_path, "2020-02-01", [row(1, on="Taliban"), *MANY[1:]])
    assert (outcome.as_json()["removed"], outcome.as_json()["added"]) == (1, 1)
    assert status("xx-north--front-1", on="2020-02-02") == ("ended", True)
    assert status("xx-south--front-1", on="2020-02-02") == ("in_force", True)


def test_a_changed_name_is_one_amendment_that_says_what_changed(feed: Feed, tmp_path: Path) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    take(feed, tmp_path, "2020-02-01", [row(1, aka="NORTHERN FRONT"), *MANY[1:]])
    amended = EventVersion.objects.get(kind="amended")
    assert "NORTHERN FRONT" in amended.summary
    assert str(amended.occurred_on) == "2020-01-02/2020-02-01"


def test_a_stray_suffix_on_a_reference_is_no_change(feed: Feed, tmp_path: Path) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    outcome = take(feed, tmp_path, "2020-02-01", [{**MANY[0], "ref": "QDe.001. "}, *MANY[1:]])
    assert (outcome.as_json()["added"], outcome.as_json()["removal_pending"], outcome.published) == (0, 0, 0)


def test_a_reference_issued_anew_under_the_same_id_and_name_is_the_same_entry(
    feed: Feed, tmp_path: Path
) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    outcome = take(feed, tmp_path, "2020-02-01", [{**MANY[0], "ref": "QDe.701"}, *MANY[1:]])
    assert (outcome.as_json()["added"], outcome.as_json()["removal_pending"]) == (0, 0)
    assert "QDe.701" in EventVersion.objects.get(kind="amended").summary


def test_an_id_issued_to_another_entry_does_not_move_the_old_one(feed: Feed, tmp_path: Path) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    other = {**row(801, "SOMEBODY ELSE"), "id": "1"}
    outcome = take(feed, tmp_path, "2020-02-01", [other, *MANY[1:]])
    assert (outcome.as_json()["added"], outcome.as_json()["removal_pending"]) == (1, 1)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<html><body>Sorry</body></html>", "HTML"),
        (b'{"error": 500}', "JSON"),
        (b"<A", "XML"),
    ],
)
def test_what_is_no_list_is_rejected_with_a_reason_and_changes_nothing(
    feed: Feed, tmp_path: Path, body: bytes, reason: str
) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    before = (last_seq(), Entry.objects.count())
    bad = tmp_path / "bad.xml"
    bad.write_bytes(body)
    outcome = import_version(feed, files={"main": bad}, publish=True).as_json()
    assert outcome["rejected"]
    assert reason in outcome["reason"]
    assert (last_seq(), Entry.objects.count()) == before
    feed.refresh_from_db()
    assert reason in feed.last_failure


def test_a_file_below_the_feeds_minimum_is_rejected(feed: Feed, tmp_path: Path) -> None:
    outcome = take(feed, tmp_path, "2020-01-01", MANY[:1])
    assert outcome.as_json()["rejected"]
    assert not Entry.objects.exists()


def test_a_file_that_lost_too_much_is_held_as_a_whole_until_an_editor_accepts_it(
    feed: Feed, tmp_path: Path
) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    files = version(tmp_path, "2020-02-01", [*MANY[6:], row(99)])
    held = import_version(feed, files=files, publish=True)
    assert held.as_json()["held"]
    assert "6 of 30" in held.as_json()["reason"]
    assert not Entry.objects.filter(reference="QDe.099").exists()
    accepted = import_version(feed, files=files, publish=True, accept_losses=True)
    assert accepted.as_json()["removal_pending"] == 6


def test_an_untrusted_feed_drafts_and_publishes_nothing(
    feed: Feed, qaida: DesignationList, tmp_path: Path
) -> None:
    known = make_event(
        entity=make_entity(name="FRONT 1"), list=qaida, name_on_list="FRONT 1", occurred_on="2001"
    )
    published = EventVersion.objects.count()
    take(feed, tmp_path, "2020-01-01", MANY, publish=False)
    for day in ("2020-02-01", "2020-03-01"):
        take(feed, tmp_path, day, [*MANY[1:], row(90 + int(day[6]))], publish=False)
    assert EventVersion.objects.count() == published
    draft = Draft.objects.get(kind="delisted")
    assert draft.entity == (known.designation.entity if known.designation else None)
    assert draft.citations.get().quote.startswith("QDe.001 | FRONT 1")


def test_entries_link_to_the_entity_on_the_same_list_and_never_merge_by_name_alone(
    feed: Feed, qaida: DesignationList, tmp_path: Path
) -> None:
    make_event(entity=make_entity(slug="first"), list=qaida, name_on_list="Front 1", occurred_on="2001")
    make_entity(slug="second", name="Front 2")
    outcome = take(feed, tmp_path, "2020-01-01", MANY)
    assert EntryLink.objects.get(reference="QDe.001").rule == "name_on_list"
    undecided = EntryLink.objects.get(reference="QDe.002")
    assert (undecided.entity, undecided.candidates) == (None, [["second", "is also called front 2"]])
    assert outcome.undecided == 1
    assert not Designation.objects.filter(entity__slug="second").exists()
    assert Entity.objects.filter(slug="front-3").exists()


def test_what_the_record_knows_already_is_not_listed_again(
    feed: Feed, qaida: DesignationList, tmp_path: Path
) -> None:
    make_event(entity=make_entity(slug="first"), list=qaida, name_on_list="FRONT 1", occurred_on="2001-10-08")
    assert take(feed, tmp_path, "2020-01-01", MANY).published == 29


def test_events_cite_the_snapshot_with_reference_and_row(feed: Feed, tmp_path: Path) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    citation = EventVersion.objects.get(designation__slug="xx-north--front-7").citations.get()
    assert citation.quote == "QDe.007 | FRONT 7 | Al-Qaida | listed 2001-10-08"
    assert citation.source == Snapshot.objects.get().source


def test_one_version_is_one_batch_of_changes_for_its_events(feed: Feed, tmp_path: Path) -> None:
    take(feed, tmp_path, "2020-01-01", MANY)
    events = Change.objects.filter(subject_type="event")
    assert events.values("batch").distinct().count() == 1


def test_the_command_prints_the_agreed_members(
    feed: Feed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = version(tmp_path, "2020-01-01", MANY)["main"]
    call_command("import_list", "north", "--file", str(path), "--publish", "--json")
    told = json.loads(capsys.readouterr().out)
    assert {
        "feed", "snapshot", "sha256", "entries", "added", "removed", "removal_pending", "changed",
        "unchanged", "drafts", "published", "rejected", "held", "reason", "seconds",
    } <= told.keys()  # fmt: skip
    assert (told["entries"], told["published"]) == (30, 30)


def test_the_command_names_what_it_does_not_know(feed: Feed, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There are: north"):
        call_command("import_list", "south", "--file", "x")
    with pytest.raises(CommandError, match="no such file"):
        call_command("import_list", "north", "--file", str(tmp_path / "none.xml"))
    with pytest.raises(CommandError, match="roles main"):
        call_command("import_list", "north", "--file", "alt=x")
