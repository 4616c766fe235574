"""OFAC's lists in XML, by both schemas."""

from datetime import date
from pathlib import Path

import pytest

from designations.importers.adapters import ofac_xml
from designations.importers.entries import FileRefused, ListedEntry, ListedIdentifier, ListedName
from tests.designations.importers.adapters.reading import FIXTURES, entries_of, opened
from tests.real_files import real_file

SDN = FIXTURES / "ofac-sdn.xml"
ENHANCED = FIXTURES / "ofac-enhanced.xml"
FILTERED = {"filters": {"sanctionsPrograms": ["SDGT"]}}


@pytest.fixture(scope="module")
def entries() -> list[ListedEntry]:
    return opened(ofac_xml, SDN)[1]


@pytest.fixture(scope="module")
def enhanced() -> ListedEntry:
    (entry,) = ofac_xml.read({"main": ENHANCED}, options=FILTERED).entries
    return entry


def test_the_date_is_written_month_first_and_the_count_is_stated() -> None:
    file = ofac_xml.read({"main": SDN}, options={})
    assert (file.dated, file.counted) == (date(2024, 5, 6), 3)


def test_every_programme_is_a_tag_and_the_type_is_the_kind(entries: list[ListedEntry]) -> None:
    assert [(one.reference, one.kind, one.programmes) for one in entries] == [
        ("901", "person", ("SDGT", "NS-PLC")),
        ("902", "organisation", ("FTO",)),
        ("903", "vessel", ("IRAN",)),
    ]


def test_aliases_know_their_strength(entries: list[ListedEntry]) -> None:
    assert entries[0].names == (
        ListedName("SAMPLEV, Obraz Primerovich", "primary", script="Latn"),
        ListedName("PRIMEROV, Obraz", script="Latn"),
        ListedName("THE SAMPLE", "former", weak=True, script="Latn"),
    )


def test_births_identifiers_and_countries_are_read(entries: list[ListedEntry]) -> None:
    assert [str(one) for one in entries[0].births] == ["1960-01-01/1961-12-31", "1962"]
    assert entries[0].identifiers == (ListedIdentifier("passport", "A 717", "Northland"),)
    assert entries[0].countries == ("Northland", "Southland", "Eastland")
    assert entries[2].identifiers == (
        ListedIdentifier("call-sign", "XY12"),
        ListedIdentifier("imo", "1234567"),
    )
    assert entries[1].remarks == "all offices worldwide"
    assert entries[0].row["akaList/aka[2]/category"] == "weak"


def test_the_namespace_does_not_matter(tmp_path: Path, entries: list[ListedEntry]) -> None:
    moved = SDN.read_bytes().replace(
        b"http://tempuri.org/sdnList.xsd",
        b"https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
    )
    assert entries_of(ofac_xml, moved, tmp_path=tmp_path) == entries


def test_an_element_named_title_makes_no_web_page_of_a_list(tmp_path: Path) -> None:
    short = SDN.read_bytes().replace(b"    <firstName>Obraz  Primerovich</firstName>\n", b"")
    assert b"<title>" in short[:400]
    assert len(entries_of(ofac_xml, short, tmp_path=tmp_path)) == 3


def test_the_enhanced_export_states_its_day_and_the_day_of_listing(enhanced: ListedEntry) -> None:
    assert ofac_xml.read({"main": ENHANCED}, options=FILTERED).dated == date(2024, 8, 28)
    assert str(enhanced.listed_on) == "2017-01-02"
    assert enhanced.programmes == ("SDGT", "FTO")
    assert (enhanced.reference, enhanced.other_ids) == ("901", (("identity", "77"),))


def test_enhanced_names_are_given_per_script_the_primary_one_first(enhanced: ListedEntry) -> None:
    assert enhanced.names == (
        ListedName("SAMPLE NORTHLAND FRONT", "primary", script="Latn"),
        ListedName("مثال شمالي", "native", script="Arab"),
        ListedName("SNF", weak=True, script="Latn"),
        ListedName("OLD SAMPLE FRONT", "former", script="Latn"),
    )


def test_enhanced_births_identifiers_countries_and_relations_are_read(enhanced: ListedEntry) -> None:
    assert [str(one) for one in enhanced.births] == ["1951-01-01/1953-12-31", "1955-03-01/1956-03-31"]
    assert enhanced.identifiers == (
        ListedIdentifier("national-id", "N-3", "Northland"),
        ListedIdentifier("digital-currency-xbt", "1Sample2Address3"),
    )
    assert enhanced.countries == ("Southland", "Northland")
    assert enhanced.row["relationships/relationship/relatedEntity/@entityId"] == "902"
    assert not any(path.endswith("@refId") for path in enhanced.row)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "filtered by sanctionsPrograms SDGT; the feed expects one filtered by nothing"),
        ({"filters": {"sanctionsPrograms": ["FTO"]}}, "expects one filtered by sanctionsPrograms FTO"),
        ({"filters": {**FILTERED["filters"], "sanctionsLists": "FSE List"}}, "sanctionsLists SDN List"),
        ({"filters": "SDGT"}, "option 'filters' is 'SDGT'"),
    ],
)
def test_an_export_with_other_filters_than_those_of_the_feed_is_refused(
    options: dict[str, object], reason: str
) -> None:
    with pytest.raises(FileRefused, match=reason):
        ofac_xml.read({"main": ENHANCED}, options=options)


ABOUT = (
    "<publshInformation><Publish_Date>{}</Publish_Date><Record_Count>{}</Record_Count></publshInformation>"
)
ENTRY = "<sdnEntry><uid>{}</uid><lastName>{}</lastName><sdnType>Entity</sdnType></sdnEntry>"


def _list(*entries: str, dated: str = "05/06/2024", count: object = None) -> str:
    about = ABOUT.format(dated, len(entries) if count is None else count)
    return f"<sdnList>{about}{''.join(entries)}</sdnList>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_list(), "holds no entries"),
        (_list(ENTRY.format(1, "A"), dated="2024-05-06"), "does not begin with its date"),
        (_list(ENTRY.format(1, "A"), dated="13/13/2024"), "does not begin with its date"),
        (_list(ENTRY.format(1, "A"), count="many"), "Record_Count is no number: 'many'"),
        (_list(ENTRY.format(1, "A"), count=2), "says that it holds 2 entries, and holds 1"),
        (_list(ENTRY.format("", "A")), "has no reference"),
        (_list(ENTRY.format(7, " ")), r"sdnEntry 7 \(7\) has no name"),
        (_list(ENTRY.format(7, "A" * 100_001)), "'lastName' has 100001 characters"),
        (_list(ENTRY.format(7, "A"), ABOUT), "a second publshInformation"),
        (f"<sdnList>{ENTRY.format(7, 'A')}</sdnList>", "does not begin with its date"),
        ("<sdnList/>", "holds no entries"),
        ("<CONSOLIDATED_LIST/>", "root element is CONSOLIDATED_LIST"),
        (_list(ENTRY.format(7, "A"))[:-12], "not well-formed"),
        ("<!DOCTYPE sdnList [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + _list(), "document type"),
        ("<sdnList>" + "<a>" * 100_000, "not well-formed.*depth"),
        ("<sanctionsData><publicationInfo/></sanctionsData>", "publicationInfo/dataAsOf"),
    ],
)
def test_a_file_that_is_no_sound_version_of_the_list_is_refused(
    content: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match=reason):
        entries_of(ofac_xml, content.encode(), tmp_path=tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b'<entity id="901">', b"<entity>", "has no reference"),
        (b"formattedFullName", b"otherName", "has no name"),
        (b"2024-08-28T", b"28/08/2024 ", "publicationInfo/dataAsOf"),
        (b"</entities>", b"</entities><entity/>", "where none belongs"),
    ],
)
def test_an_enhanced_export_that_is_no_sound_version_is_refused(
    old: bytes, new: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "enhanced.xml"
    path.write_bytes(ENHANCED.read_bytes().replace(old, new))
    with pytest.raises(FileRefused, match=reason):
        list(ofac_xml.read({"main": path}, options=FILTERED).entries)


@pytest.mark.parametrize(
    ("name", "dated", "count", "sdgt"),
    [
        ("2018-04-06-consolidated-nonsdn.xml.gz", date(2018, 4, 6), 639, 1),
        ("2021-12-16-consolidated-nonsdn.xml", date(2021, 12, 16), 441, 1),
        ("2024-02-23-consolidated-nonsdn.xml", date(2024, 2, 23), 444, 2),
        ("2024-05-06-consolidated-nonsdn.xml", date(2024, 5, 6), 443, 2),
    ],
)
def test_the_published_files_hold_as_many_entries_and_tags_as_were_counted(
    name: str, dated: date, count: int, sdgt: int, tmp_path: Path
) -> None:
    file, entries = opened(ofac_xml, real_file("us-ofac", name, tmp_path=tmp_path))
    assert (file.dated, file.counted, len(entries)) == (dated, count, count)
    assert sum("SDGT" in entry.programmes for entry in entries) == sdgt
    assert not any("FTO" in entry.programmes for entry in entries)
    assert any(name.weak for entry in entries for name in entry.names)


def test_the_published_enhanced_export_is_read_by_a_feed_that_expects_its_filter(tmp_path: Path) -> None:
    path = real_file("us-ofac", "2024-08-28-enhanced-irgc.xml.gz", tmp_path=tmp_path)
    with pytest.raises(FileRefused, match="filtered by sanctionsPrograms IRGC"):
        ofac_xml.read({"main": path}, options={})
    file = ofac_xml.read({"main": path}, options={"filters": {"sanctionsPrograms": ["IRGC"]}})
    entries = list(file.entries)
    assert (file.dated, len(entries)) == (date(2024, 8, 28), 293)
    assert all("IRGC" in entry.programmes and entry.listed_on for entry in entries)
    assert {name.script for entry in entries for name in entry.names} == {"Latn", "Arab", "Cyrl", "Hant"}
