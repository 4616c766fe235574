"""The United Nations' consolidated list, by both writers."""

from datetime import date
from pathlib import Path

import pytest

from designations.importers.adapters import un_consolidated
from designations.importers.entries import FileRefused, ListedEntry, ListedIdentifier, ListedName
from tests.designations.importers.adapters.reading import FIXTURES, entries_of, opened
from tests.real_files import real_file


@pytest.fixture(scope="module")
def person() -> ListedEntry:
    return opened(un_consolidated, FIXTURES / "un-before-2023.xml")[1][0]


@pytest.fixture(scope="module")
def organisation() -> ListedEntry:
    return opened(un_consolidated, FIXTURES / "un-before-2023.xml")[1][1]


def test_the_day_of_the_file_is_the_one_that_it_states_whatever_the_offset() -> None:
    assert opened(un_consolidated, FIXTURES / "un-before-2023.xml")[0].dated == date(2019, 3, 31)
    assert opened(un_consolidated, FIXTURES / "un-since-2023.xml")[0].dated == date(2023, 8, 2)


def test_an_entry_has_its_trimmed_reference_its_committee_and_its_other_ids(person: ListedEntry) -> None:
    assert person.reference == "QDi.901"
    assert person.kind == "person"
    assert person.programmes == ("Al-Qaida",)
    assert person.other_ids == (("dataid", "901"), ("versionnum", "1"))


def test_a_listing_day_is_read_with_and_without_an_offset(
    person: ListedEntry, organisation: ListedEntry
) -> None:
    assert str(person.listed_on) == "2016-11-30"
    assert str(organisation.listed_on) == "2001-10-06"


def test_names_are_joined_trimmed_and_split_and_know_script_kind_and_strength(person: ListedEntry) -> None:
    assert person.names == (
        ListedName("SAMPLE NORTHMAN", "primary", script="Latn"),
        ListedName("مثال شمالي", "native", script="Arab"),
        ListedName("Sampel Northman", script="Latn"),
        ListedName("Sample Norsman", script="Latn"),
        ListedName("أبو مثال", weak=True, script="Arab"),
        ListedName("Abu Mithal", weak=True, script="Latn"),
        ListedName("Abu Misal", weak=True, script="Latn"),
        ListedName("Former Sample", "former", script="Latn"),
        ListedName("Obraz", weak=True, script="Latn"),
        ListedName("Образ", "native", weak=True, script="Cyrl"),
    )


def test_an_organisation_has_other_and_former_names(organisation: ListedEntry) -> None:
    assert organisation.kind == "organisation"
    assert organisation.name == "EXAMPLE FRONT OF NORTHLAND (EFN)"
    assert [(one.name, one.kind) for one in organisation.names[1:]] == [
        ("EFN", "aka"),
        ("Example Band", "former"),
    ]


def test_dates_of_birth_keep_the_precision_that_they_have(person: ListedEntry) -> None:
    assert [str(one) for one in person.births] == [
        "1964-07-17",
        "1965",
        "1966",
        "1967-01-01/1969-12-31",
        "1961-08",
        "1958-09",
    ]


def test_documents_without_a_number_are_none(person: ListedEntry) -> None:
    assert person.identifiers == (
        ListedIdentifier("passport", "X 0001", "Northland"),
        ListedIdentifier("passport", "X 0002", "Southland"),
        ListedIdentifier("national-id", "N-3"),
    )


def test_nationalities_remarks_and_the_raw_row_are_kept(person: ListedEntry) -> None:
    assert person.countries == ("Northland", "Southland")
    assert person.remarks == "Invented for a test.\nSecond line."
    assert person.row["REFERENCE_NUMBER"] == "QDi.901"
    assert person.row["LAST_DAY_UPDATED/VALUE[2]"] == "2018-01-01"
    assert person.row["INDIVIDUAL_DATE_OF_BIRTH[5]/DATE"] == "Invalid date"


def test_the_later_writer_gives_the_same_entries() -> None:
    _, (person, organisation) = opened(un_consolidated, FIXTURES / "un-since-2023.xml")
    assert (person.reference, person.name, person.listed_on) == ("QDi.901", "SAMPLE NORTHMAN", None)
    assert person.names[1] == ListedName("ምሳሌ", "native", script="Ethi")
    assert organisation.names[1] == ListedName("Example Band", script="Latn")
    assert organisation.other_ids == (("dataid", "902"), ("versionnum", "2"))


def test_an_alias_that_is_both_weak_and_strong_is_one_strong_name() -> None:
    _, (person, _) = opened(un_consolidated, FIXTURES / "un-since-2023.xml")
    assert person.names[2:] == (ListedName("Sampel", script="Latn"),)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    content = (FIXTURES / "un-since-2023.xml").read_bytes()
    marked = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    assert entries_of(un_consolidated, marked, tmp_path=tmp_path) == entries_of(
        un_consolidated, content, tmp_path=tmp_path
    )


LIST = (
    '<CONSOLIDATED_LIST dateGenerated="2024-01-01T00:00:00Z">'
    "<INDIVIDUALS>{}</INDIVIDUALS></CONSOLIDATED_LIST>"
)
ENTRY = (
    "<INDIVIDUAL><DATAID>7</DATAID><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>"
    "<FIRST_NAME>{name}</FIRST_NAME><LISTED_ON>{listed}</LISTED_ON></INDIVIDUAL>"
)


def _with(*, reference: str = "QDi.901", name: str = "SAMPLE", listed: str = "2001-01-25") -> str:
    return LIST.format(ENTRY.format(reference=reference, name=name, listed=listed))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_with(reference=" "), "Line 1: INDIVIDUAL 7 has no reference"),
        (_with(reference="Q" * 101), "101 characters"),
        (_with(name=" "), r"INDIVIDUAL 7 \(QDi.901\) has no name"),
        (_with(name="N" * 2001), "a name of 2001 characters"),
        (_with(listed="25 January 2001"), "INDIVIDUAL 7: LISTED_ON is no date"),
        (_with(listed="2001-02-30"), "no such day"),
        (LIST.format(""), "holds no entries"),
        (LIST.format("<X>" + ENTRY + "</X>"), "where none belongs"),
        (LIST.format("").replace("2024", "ever"), "dateGenerated is no date"),
        ("<export><INDIVIDUAL/></export>", "The root element is export, not CONSOLIDATED_LIST"),
    ],
)
def test_a_file_that_is_no_sound_version_of_the_list_is_refused(
    content: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match=reason):
        entries_of(un_consolidated, content.encode(), tmp_path=tmp_path)


@pytest.mark.parametrize(
    ("name", "dated", "individuals", "entities"),
    [
        ("2017-06-30.xml.gz", date(2017, 6, 30), 653, 371),
        ("2017-07-03.xml.gz", date(2017, 7, 3), 650, 371),
        ("2018-10-29.xml.gz", date(2018, 10, 29), 703, 390),
        ("2021-12-30.xml.gz", date(2021, 12, 30), 717, 257),
        ("2022-01-03.xml.gz", date(2022, 1, 3), 712, 257),
        ("2023-05-28.xml.gz", date(2023, 5, 28), 704, 254),
        ("2023-08-02.xml.gz", date(2023, 8, 2), 702, 253),
        ("2023-10-19.xml.gz", date(2023, 10, 19), 670, 192),
        ("2024-11-30.xml.gz", date(2024, 11, 30), 686, 193),
        ("2025-09-03.xml.gz", date(2025, 9, 3), 684, 195),
    ],
)
def test_the_published_files_hold_as_many_entries_as_were_counted(
    name: str, dated: date, individuals: int, entities: int, tmp_path: Path
) -> None:
    file, entries = opened(un_consolidated, real_file("un-sc", name, tmp_path=tmp_path))
    assert file.dated == dated
    kinds = [entry.kind for entry in entries]
    assert (kinds.count("person"), kinds.count("organisation")) == (individuals, entities)
    assert len({entry.reference for entry in entries}) == individuals + entities
    assert all(entry.programmes and entry.listed_on for entry in entries)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("un-sc-2021-02-09-html-instead-of-xml.xml", "an HTML page"),
        ("un-sc-2021-08-19-error-instead-of-xml.xml", "an HTML page.*403 Forbidden"),
        ("un-sc-2023-09-19-empty.xml", "is empty"),
        ("un-sc-2025-08-not-well-formed.xml.gz", "not well-formed XML.*line 53"),
    ],
)
def test_bad_answers_that_were_really_given_are_refused(name: str, reason: str, tmp_path: Path) -> None:
    path = real_file("_failed-downloads", name, tmp_path=tmp_path)
    with pytest.raises(FileRefused, match=reason):
        opened(un_consolidated, path)
