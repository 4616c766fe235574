"""Real files of real authorities, in the order in which they appeared. Skipped where they are absent."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from designations.editorial.integrity import findings
from designations.importers.facts.load import load_facts
from designations.importers.run import Outcome, import_version
from designations.models import DesignationList, Draft, EventVersion, Feed, FeedProgramme
from tests.factories import last_seq, make_entity, make_event, make_list, make_source
from tests.real_files import real_file

pytestmark = pytest.mark.django_db
UN = (
    "2017-06-30", "2017-07-03", "2018-10-29", "2021-12-30", "2022-01-03", "2023-05-28", "2023-08-02",
    "2023-10-19",
    "2024-11-30", "2025-09-03",
)  # fmt: skip
GONE_2017 = {"QDi.168", "QDi.169", "QDi.170"}
GONE_2021 = {"QDi.302", "QDi.347", "QDi.390", "QDi.391", "QDi.393"}


def make_feed(slug: str, adapter: str, **programmes: str) -> Feed:
    feed = Feed.objects.create(slug=slug, name=slug, adapter=adapter, least_entries=10)
    for programme, list_slug in programmes.items():
        on = DesignationList.objects.filter(slug=list_slug).first() or make_list(slug=list_slug)
        FeedProgramme.objects.create(feed=feed, programme=programme.replace("_", "-"), list=on)
    return feed


def un_feed() -> Feed:
    return make_feed("un", "un_consolidated", **{"Al_Qaida": "un-1267", "Taliban": "un-1988"})


def imported(feed: Feed, *parts: str, tmp_path: Path, dated: str = "") -> Outcome:
    files = {"main": real_file(*parts, tmp_path=tmp_path)}
    day = date.fromisoformat(dated) if dated else None
    outcome = import_version(feed, files=files, publish=True, dated=day)
    if outcome.as_json()["held"]:
        outcome = import_version(feed, files=files, publish=True, dated=day, accept_losses=True)
    return outcome


def references(outcome: Outcome, kind: str) -> set[str]:
    return {one.reference for one in outcome.found if one.kind == kind}


def test_the_un_files_in_order_name_who_left_and_delist_nobody_who_stands_later(tmp_path: Path) -> None:
    feed, missing, removed = un_feed(), dict[str, set[str]](), dict[str, set[str]]()
    for day in UN:
        outcome = imported(feed, "un-sc", f"{day}.xml.gz", tmp_path=tmp_path)
        missing[day], removed[day] = references(outcome, "missing"), references(outcome, "removed")
        assert not references(outcome, "returned")
    assert missing["2017-07-03"] == removed["2018-10-29"] == GONE_2017
    assert missing["2022-01-03"] == removed["2023-05-28"] == GONE_2021
    ended = EventVersion.objects.filter(kind="delisted", occurred_on="2021-12-31/2022-01-03")
    assert ended.count() == len(GONE_2021)
    standing = set(feed.entries.filter(seen__endswith__isnull=True).values_list("reference", flat=True))
    assert not standing & set().union(*removed.values())
    assert list(findings()) == []


def test_what_is_no_list_leaves_the_un_feed_as_it_was(tmp_path: Path) -> None:
    feed = un_feed()
    imported(feed, "un-sc", "2023-05-28.xml.gz", tmp_path=tmp_path)
    before = last_seq()
    for name in (
        "un-sc-2021-02-09-html-instead-of-xml.xml",
        "un-sc-2021-08-19-error-instead-of-xml.xml",
        "un-sc-2023-09-19-empty.xml",
        "un-sc-2025-08-not-well-formed.xml.gz",
        "eu-fsf-2026-02-07-error-500.xml",
    ):
        outcome = imported(feed, "_failed-downloads", name, tmp_path=tmp_path).as_json()
        assert outcome["rejected"]
        assert outcome["reason"]
    assert last_seq() == before


def test_five_organisations_leave_the_us_fto_list_and_stay_on_us_sdgt(tmp_path: Path) -> None:
    feed = make_feed("ofac", "ofac_csv", FTO="us-fto", SDGT="us-sdgt")
    for day in ("2022-05-19", "2022-05-20"):
        outcome = imported(feed, "us-ofac", f"{day}-sdn.csv.gz", tmp_path=tmp_path, dated=day)
    fto = DesignationList.objects.get(slug="us-fto").pk
    left = [one for one in outcome.found if one.kind == "removed" and one.list_id == fto]
    assert len(left) == 5
    assert all(one.after and "SDGT" in one.after["programmes"] for one in left)
    assert EventVersion.objects.filter(kind="delisted", list__slug="us-fto").count() == 5
    assert not EventVersion.objects.filter(kind="delisted", list__slug="us-sdgt").exists()


def test_canada_dates_what_the_record_has_undated(tmp_path: Path) -> None:
    first = make_feed("canada", "ca_regulation", listed="ca-listed")
    files = {"main": real_file("ca-listed-entities", "2025-03-03.en.xml", tmp_path=tmp_path)}
    import_version(first, files=files)
    entry = next(row for row in first.entries.all() if str(row.data["listed_on"]).startswith("../2018"))
    register = DesignationList.objects.get(slug="ca-listed")
    known = make_event(
        entity=make_entity(name=entry.name), list=register, occurred_on="",
        source=make_source(published_on="2025-06-01"),
    )  # fmt: skip
    again = make_feed("canada-again", "ca_regulation", listed="ca-listed")
    outcome = import_version(again, files=files)
    assert (outcome.drafts, outcome.cited) == (1, 0)
    assert str(Draft.objects.get(corrects=known.event).occurred_on) == entry.data["listed_on"]


def test_canada_adds_entries_with_the_dates_on_which_they_came_into_force(tmp_path: Path) -> None:
    feed = make_feed("canada", "ca_regulation", listed="ca-listed")
    added = {}
    for day in ("2024-06-19", "2024-10-14", "2025-03-03"):
        outcome = imported(feed, "ca-listed-entities", f"{day}.en.xml", tmp_path=tmp_path)
        added[day] = [one for one in outcome.found if one.kind == "added"]
        assert outcome.as_json()["entries"] == {"2024-06-19": 77, "2024-10-14": 78, "2025-03-03": 86}[day]
    assert [len(added[day]) for day in ("2024-10-14", "2025-03-03")] == [1, 8]
    assert all(one.after and one.after["listed_on"] for one in added["2025-03-03"])


def test_the_shipped_definitions_take_the_files_by_hand_while_they_are_disabled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_facts(with_events=False)
    for slug, parts, added in (
        ("un", ("un-sc", "2024-11-30.xml.gz"), 484),
        ("ca-listed", ("ca-listed-entities", "2025-03-03.en.xml"), 86),
        ("eu-fsf", ("eu-fsf", "2018-07-04-csv-excerpt.csv"), 34),
        ("au-dfat", ("au-dfat", "2024-11-11-regulation8_consolidated.xlsx"), 108),
    ):
        call_command("import_list", slug, file=[str(real_file(*parts, tmp_path=tmp_path))], json=True)
        told = json.loads(capsys.readouterr().out)
        assert (told["added"], told["rejected"], told["held"]) == (added, False, False)
    assert not Feed.objects.filter(is_enabled=True).exists()
