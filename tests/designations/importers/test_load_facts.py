"""Loading the fact base: validated whole, idempotent, respectful of editors."""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from designations.editorial.access import system_user
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft
from designations.editorial.edit import edit
from designations.editorial.publish import publish
from designations.editorial.retract import retract
from designations.importers.facts.events import event_id
from designations.importers.facts.load import SHIPPED, load_facts
from designations.importers.facts.read import FactsRefused, read_facts
from designations.models import Change, Delivery, Designation, Entity, Event, EventVersion, Feed, Source
from tests.factories import administrator, editor, head_of, last_seq, publisher

pytestmark = pytest.mark.django_db

FILES = {
    "jurisdictions": "code,name,kind\nXA,Aland,country\nXB,Bland,country\n",
    "lists": (
        "id,jurisdiction,name,native_name,authority,legal_basis,legal_basis_url,official_url,established,scope,"
        "review_cycle,delisting_procedure,source_url\n"
        "xa-register,XA,Register of Aland,,Ministry,,,https://register.example.org/,2002,both,,,\n"
    ),
    "groups": (
        "id,name,kind,wikidata_id,native_name,native_language,country_codes,founded,description\n"
        "north-front,North Front,organisation,,Северный фронт,ru,XA,1994,An invented front.\n"
        "south-front,South Front,organisation,,,,XB,,\n"
    ),
    "aliases": "group_id,name,language_script,kind\nnorth-front,NF,Latn,acronym\n",
    "designations": (
        "id,list_id,group_id,name_on_list,note\n"
        "xa-register--north-front,xa-register,north-front,FRONT (NORTH),\n"
        "xa-register--south-front,xa-register,south-front,,\n"
    ),
    "sources": (
        "id,url,title,publisher,author,published_on,kind,language,archived_url\n"
        "wire-1,https://news.example.org/1,[Front listed],Example Wire,,2003-02-15,news_article,en,\n"
        "wire-2,https://news.example.org/2,[Front delisted],Example Wire,,2010,news_article,en,\n"
    ),
    "events": (
        "id,list_id,group_id,kind,occurred_on,effective_on,actor,speaker,on_behalf_of,stance,end_reason,continued_by,"
        "summary,source_ids\n"
        "north-listed,xa-register,north-front,listed,2003-02-14,,Court,,,,,,Listed.,wire-1\n"
        "north-delisted,xa-register,north-front,delisted,2010-05-01,,Court,,,,,,Delisted.,wire-2\n"
        "south-listed,xa-register,south-front,listed,,,,,,,,,,wire-2\n"
        "south-said,xa-register,south-front,statement,2010,,,A minister,XB,opposes,,,,wire-1;wire-2\n"
    ),
}
Edit = Callable[[str, str, str], None]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def change(facts: Path) -> Edit:
    def replace(name: str, old: str, new: str) -> None:
        path = facts / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


def event(key: str) -> Event:
    return Event.objects.get(public_id=event_id(key))


def test_a_second_load_changes_nothing_and_logs_nothing(facts: Path) -> None:
    first = load_facts(facts)
    assert (first.published, first.created) == (4, 7)
    before = last_seq()
    second = load_facts(facts)
    assert last_seq() == before
    assert (second.published, second.corrected, second.cited, second.created, second.updated) == (
        0,
        0,
        0,
        0,
        0,
    )


def test_facts_are_unannounced_and_published_under_a_stated_policy(facts: Path) -> None:
    load_facts(facts)
    assert not Change.objects.filter(announce=True).exists()
    assert not Delivery.objects.exists()
    version = head_of(event("north-listed"))
    assert (version.author.username, version.review) == ("facts", "waived")
    assert version.waiver_reason


def test_the_system_users_cannot_log_in(facts: Path) -> None:
    for name in ("facts", "importer"):
        user = system_user(name)
        assert not user.is_active
        assert not user.has_usable_password()


def test_ids_are_the_same_after_a_reinstallation(facts: Path) -> None:
    load_facts(facts)
    assert head_of(event("north-listed")).event.public_id == event_id("north-listed")
    assert event_id("north-listed") != event_id("north-delisted")


def test_without_events_only_reference_rows_are_loaded(facts: Path) -> None:
    load_facts(facts, with_events=False)
    assert Entity.objects.count() == 2
    assert not EventVersion.objects.exists()
    assert not Designation.objects.exists()


def test_names_carry_script_and_language(facts: Path) -> None:
    load_facts(facts)
    names = {name.name: name for name in Entity.objects.get(slug="north-front").names.all()}
    assert set(names) == {"NF", "Северный фронт"}
    assert (names["Северный фронт"].script, names["Северный фронт"].language) == ("Cyrl", "ru")


def test_a_changed_row_that_is_still_ours_becomes_a_correction(facts: Path, change: Edit) -> None:
    load_facts(facts)
    asked = last_seq()
    change("events", "delisted,2010-05-01", "delisted,2010-06-01")
    report = load_facts(facts)
    assert report.corrected == 1
    assert head_of(event("north-delisted")).version == 2
    rows = Designation.objects.filter(slug="xa-register--north-front")
    day = date(2010, 5, 15)
    assert rows.standing(valid_on=day, known_at=last_seq()).get().status == "in_force"  # type: ignore[attr-defined]
    assert rows.standing(valid_on=day, known_at=asked).get().status == "ended"  # type: ignore[attr-defined]


def test_a_row_that_an_editor_corrected_is_skipped_and_reported(facts: Path, change: Edit) -> None:
    load_facts(facts)
    draft = correct(event("north-delisted"), by=editor(), reason="The gazette says so.")
    draft.summary = "Delisted by order."
    save_draft(draft, by=editor())
    publish([draft], by=publisher())
    change("events", "delisted,2010-05-01", "delisted,2010-06-01")
    before = last_seq()
    report = load_facts(facts)
    assert (report.corrected, report.skipped) == (0, 1)
    assert any("north-delisted" in note for note in report.notes)
    assert last_seq() == before


def test_a_retracted_row_stays_retracted(facts: Path) -> None:
    load_facts(facts)
    retract(event("north-delisted"), by=publisher(), reason="It never happened.")
    before = last_seq()
    report = load_facts(facts)
    assert last_seq() == before
    assert any("retracted" in note for note in report.notes)


def test_new_sources_become_further_citations(facts: Path, change: Edit) -> None:
    load_facts(facts)
    change("events", "Listed.,wire-1", "Listed.,wire-1;wire-2")
    report = load_facts(facts)
    assert (report.cited, report.corrected) == (1, 0)
    version = head_of(event("north-listed"))
    assert version.version == 1
    assert version.citations.count() == 2


def test_a_source_that_an_editor_dropped_is_not_cited_again(facts: Path) -> None:
    load_facts(facts)
    draft = correct(event("south-said"), by=editor(), reason="The second source does not say so.")
    dropped = draft.citations.get(source__title="[Front delisted]")
    save_draft(draft, by=editor(), citations=[c for c in draft.citations.all() if c.pk != dropped.pk])
    publish([draft], by=publisher())
    report = load_facts(facts)
    assert report.cited == 0
    assert head_of(event("south-said")).citations.count() == 1


def test_a_missing_row_is_reported_and_never_retracted(facts: Path, change: Edit) -> None:
    load_facts(facts)
    change(
        "events",
        "south-said,xa-register,south-front,statement,2010,,,A minister,XB,opposes,,,,wire-1;wire-2\n",
        "",
    )
    before = last_seq()
    report = load_facts(facts)
    assert any(event_id("south-said") in note for note in report.notes)
    assert not head_of(event("south-said")).is_retracted
    assert last_seq() == before


def test_a_reference_row_that_an_editor_changed_is_left_alone(facts: Path, change: Edit) -> None:
    load_facts(facts)
    source = Source.objects.get(title="[Front listed]")
    source.title = "Court lists Northern Front"
    edit(source, by=administrator())
    change("sources", "[Front listed]", "[Court lists front]")
    report = load_facts(facts)
    source.refresh_from_db()
    assert source.title == "Court lists Northern Front"
    assert report.skipped == 1


def test_a_changed_reference_row_that_is_ours_is_brought_up(facts: Path, change: Edit) -> None:
    load_facts(facts)
    change("groups", "South Front,organisation", "Southern Front,organisation")
    report = load_facts(facts)
    assert Entity.objects.get(slug="south-front").name == "Southern Front"
    assert report.updated == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("events", "2003-02-14", "2003-02-30", r"events\.csv, line 2, column occurred_on"),
        ("events", "listed,2003", "enlisted,2003", r"events\.csv, line 2"),
        ("events", "Listed.,wire-1", "Listed.,", r"events\.csv, line 2, column source_ids: is empty"),
        (
            "events",
            "Listed.,wire-1",
            "Listed.,wire-9",
            r"line 2, column source_ids: 'wire-9' is not in sources\.csv",
        ),
        (
            "events",
            "north-delisted,",
            "north-listed,",
            r"line 3, column id: 'north-listed' stands on line 2 already",
        ),
        ("lists", "xa-register,XA", "xa-register,XZ", r"lists\.csv, line 2, column jurisdiction"),
        ("groups", "south-front,South", "South Front,South", r"groups\.csv, line 3, column id: .* no slug"),
        ("sources", "https://news.example.org/1", "javascript:alert(1)", r"sources\.csv, line 2, column url"),
        ("aliases", "acronym", "nickname", r"aliases\.csv, line 2, column kind"),
        (
            "jurisdictions",
            "code,name,kind",
            "code,title,kind",
            r"jurisdictions\.csv, line 1: the header must be",
        ),
        ("designations", "FRONT (NORTH),", "FRONT (NORTH)", r"designations\.csv, line 2: 4 cells"),
        (
            "groups",
            "An invented front.",
            "A\x07 front.",
            r"groups\.csv, line 2, column description: .*control",
        ),
        ("groups", "An invented front.", "x" * 501, r"column description: 501 characters; at most 500"),
    ],
)
def test_a_fault_names_file_line_and_column_and_nothing_is_written(
    facts: Path, change: Edit, name: str, old: str, new: str, message: str
) -> None:
    change(name, old, new)
    before = last_seq()
    with pytest.raises((FactsRefused, CommandError), match=message):
        load_facts(facts)
    assert last_seq() == before
    assert not Entity.objects.exists()


def test_all_faults_are_reported_together(facts: Path, change: Edit) -> None:
    change("events", "2003-02-14", "14.02.2003")
    change("sources", "https://news.example.org/2", "ftp://news.example.org/2")
    with pytest.raises(FactsRefused) as refusal:
        load_facts(facts)
    assert [(fault.file, fault.line) for fault in refusal.value.faults] == [
        ("sources.csv", 3),
        ("events.csv", 2),
    ]


def test_a_file_that_is_not_utf8_is_refused(facts: Path) -> None:
    (facts / "groups.csv").write_bytes(FILES["groups"].encode("cp1251", errors="replace"))
    with pytest.raises(FactsRefused, match=r"groups\.csv: not UTF-8 at byte"):
        load_facts(facts)


def test_a_missing_file_is_named(facts: Path) -> None:
    (facts / "lists.csv").unlink()
    with pytest.raises(FactsRefused, match=r"lists\.csv: the file is missing"):
        load_facts(facts)


def test_events_that_contradict_each_other_are_refused_with_their_line(facts: Path, change: Edit) -> None:
    said = "south-said,xa-register,south-front,statement,2010,,,A minister,XB,opposes,,,,wire-1;wire-2"
    change("events", said, "south-again,xa-register,south-front,listed,2024-01-01,,,,,,,,,wire-1")
    with pytest.raises(CommandError, match=r"events\.csv, line 5"):
        call_command("load_facts", facts, verbosity=0)
    assert not EventVersion.objects.exists()


def test_the_command_reports_what_it_did(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_facts", facts)
    assert "events: 4 published" in capsys.readouterr().out


def test_the_shipped_files_are_valid_and_fold_without_anomaly(tmp_path: Path) -> None:
    from designations.editorial.integrity import findings
    from designations.importers.facts.load import SHIPPED

    load_facts()
    with (SHIPPED / "events.csv").open(encoding="utf-8", newline="") as handle:
        assert EventVersion.objects.count() == sum(1 for _ in csv.DictReader(handle))
    assert list(findings()) == []
    undated = EventVersion.objects.filter(kind="listed", occurred_on=None).values("designation")
    today = Designation.objects.filter(pk__in=undated).standing(valid_on=date.today(), known_at=last_seq())
    assert {row.status for row in today} <= {"in_force", "suspended", "ended"}  # type: ignore[attr-defined]
    shutil.rmtree(tmp_path)


FEEDS = (
    "id,name,publisher,adapter,addresses,least_entries,notes\n"
    "xa-file,Register,Ministry,ofac_csv,main https://a.example.org/1; alt https://a.example.org/2,5,Page.\n"
    "xa-paper,Paper,,generic_table,,1,\n"
)
PROGRAMMES = "feed_id,programme,list_id\nxa-file,T,xa-register\n"


@pytest.fixture
def with_feeds(facts: Path) -> Path:
    (facts / "feeds.csv").write_text(FEEDS, encoding="utf-8")
    (facts / "feed_programmes.csv").write_text(PROGRAMMES, encoding="utf-8")
    return facts


def test_feeds_are_defined_once_disabled_and_are_the_editors_from_then_on(with_feeds: Path) -> None:
    load_facts(with_feeds, with_events=False)
    feed = Feed.objects.get(slug="xa-file")
    assert feed.addresses == {"main": "https://a.example.org/1", "alt": "https://a.example.org/2"}
    assert (feed.is_enabled, feed.is_trusted, feed.least_entries, feed.notes) == (False, False, 5, "Page.")
    assert [str(row) for row in feed.programmes.all()] == ["T -> xa-register"]
    feed.programmes.all().delete()
    Feed.objects.filter(slug="xa-file").update(is_enabled=True, addresses={}, name="Ours")
    before = list(Feed.objects.values())
    assert load_facts(with_feeds).created == 0
    assert list(Feed.objects.values()) == before
    assert not feed.programmes.exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "feeds",
            "alt https",
            "all https",
            "'all' is none of the files of ofac_csv: main, alt, add, comments",
        ),
        ("feeds", "main https", "add https", "has none for the file 'main'"),
        ("feeds", "https://a.example.org/2", "ftp://a.example.org/2", "is no http or https address"),
        ("feeds", ",5,", ",0,", "'0' is no number from 1"),
        ("feeds", "ofac_csv", "magic", "'magic' is none of"),
        ("feed_programmes", "xa-register", "xb-register", "'xb-register' is not in lists.csv"),
        ("feed_programmes", "xa-file", "xa-fil", "'xa-fil' is not in feeds.csv"),
    ],
)
def test_what_is_wrong_with_the_definition_of_a_feed_is_said_with_its_line(
    with_feeds: Path, change: Edit, name: str, old: str, new: str, message: str
) -> None:
    change(name, old, new)
    with pytest.raises(FactsRefused, match=f"{name}.csv, line 2.*{message}"):
        load_facts(with_feeds)
    assert not Feed.objects.exists()


def test_every_shipped_feed_follows_lists_and_says_on_which_page_its_file_is_found() -> None:
    facts = read_facts(SHIPPED)
    assert facts["feeds"]
    followed = {row["feed_id"] for row in facts["feed_programmes"]}
    for row in facts["feeds"]:
        assert row["id"] in followed
        assert "Page: https://" in row["notes"]
