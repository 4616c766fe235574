"""The European Union's financial sanctions files, in their three formats."""

from datetime import date
from pathlib import Path

import pytest

from designations.importers.adapters import eu_fsf
from designations.importers.adapters.csv_stream import open_table
from designations.importers.entries import FileRefused, ListedEntry, ListedIdentifier, ListedName
from tests.designations.importers.adapters.reading import FIXTURES, entries_of, opened
from tests.real_files import real_file

ALL = ("eu-1.1.xml", "eu-whole.xml", "eu-1.0-resaved.csv", "eu-1.1.csv")


def _by_programme(entry: ListedEntry) -> list[tuple[str, str]]:
    return [(programme, str(listed)) for programme, listed in entry.listed_by_programme]


@pytest.mark.parametrize(
    ("name", "dated", "references"),
    [
        ("eu-1.1.xml", date(2020, 4, 15), ["EU.901.12", "902"]),
        ("eu-whole.xml", date(2016, 2, 11), ["901", "902"]),
        ("eu-1.0-resaved.csv", date(2018, 7, 4), ["EU.901.12", "902"]),
        ("eu-1.1.csv", date(2022, 10, 28), ["EU.901.12", "EU.902.1"]),
    ],
)
def test_each_format_is_known_by_its_content_and_gives_its_date_and_references(
    name: str, dated: date, references: list[str]
) -> None:
    file, entries = opened(eu_fsf, FIXTURES / name)
    assert file.dated == dated
    assert [entry.reference for entry in entries] == references
    assert [entry.kind for entry in entries] == ["person", "organisation"]


@pytest.mark.parametrize("name", ALL)
def test_the_logical_id_is_among_the_other_ids_in_every_format(name: str) -> None:
    _, entries = opened(eu_fsf, FIXTURES / name)
    assert [dict(entry.other_ids)["logical_id"] for entry in entries] == ["901", "902"]


def test_version_1_1_takes_the_first_strong_untranslated_name_as_primary() -> None:
    person = opened(eu_fsf, FIXTURES / "eu-1.1.xml")[1][0]
    assert person.names == (
        ListedName("Sample of Northland", "primary", script="Latn"),
        ListedName("Пример Северов", script="Cyrl", language="bg"),
        ListedName("Little Sample", weak=True, script="Latn"),
    )


def test_version_1_1_gives_programmes_and_the_latest_day_by_which_they_named_the_entity() -> None:
    person, organisation = opened(eu_fsf, FIXTURES / "eu-1.1.xml")[1]
    assert person.programmes == ("TAQA", "TERR")
    assert _by_programme(person) == [("TAQA", "../2019-04-08"), ("TERR", "../2016-03-22")]
    assert person.listed_on is None
    assert organisation.programmes == ("TERR",)
    assert str(organisation.listed_on) == "../2001-12-28"


def test_version_1_1_gives_births_documents_citizenships_and_remarks() -> None:
    person = opened(eu_fsf, FIXTURES / "eu-1.1.xml")[1][0]
    assert [str(one) for one in person.births] == ["1965-12-12", "1966", "1967-03", "1968-01-01/1970-12-31"]
    assert person.identifiers == (
        ListedIdentifier("passport", "488000"),
        ListedIdentifier("national-id", "77-1", "DZ"),
    )
    assert person.countries == ("DZ",)
    assert person.remarks == "Invented for a test."
    assert person.other_ids == (("logical_id", "901"), ("united_nation_id", "QDi.901"))
    assert person.row["@designationDate"] == "2003-07-03"
    assert person.row["regulation[1]/publicationUrl"] == "https://example.org/1"


def test_the_old_xml_names_further_programmes_in_the_remark() -> None:
    person, organisation = opened(eu_fsf, FIXTURES / "eu-whole.xml")[1]
    assert person.programmes == ("AFG", "TAQA")
    assert _by_programme(person) == [("AFG", "../2012-02-21")]
    assert person.listed_on is None
    assert organisation.programmes == ("TERR",)
    assert str(organisation.listed_on) == "../2015-08-01"


def test_the_old_xml_gives_names_births_and_documents() -> None:
    person = opened(eu_fsf, FIXTURES / "eu-whole.xml")[1][0]
    assert person.names == (
        ListedName("Sample Northman", "primary", script="Latn"),
        ListedName("Échantillon du Nord", script="Latn", language="fr"),
    )
    assert [str(one) for one in person.births] == ["1953-01-01/1958-12-31", "1963", "1964-02-21"]
    assert person.identifiers == (ListedIdentifier("passport", "AD0001", "AFG"),)
    assert person.countries == ("AFG",)


def test_a_csv_wrapped_in_quotes_and_tabs_by_a_spreadsheet_is_read_as_before() -> None:
    person, organisation = opened(eu_fsf, FIXTURES / "eu-1.0-resaved.csv")[1]
    assert person.names == (
        ListedName("Sample Northman", "primary", script="Latn"),
        ListedName("Échantillon Northman", script="Latn", language="fr"),
    )
    assert _by_programme(person) == [("AFG", "../2018-02-16"), ("TAQA", "../2002-09-13")]
    assert [str(one) for one in person.births] == ["1963-05-01"]
    assert person.identifiers == (ListedIdentifier("passport", "AD0001", "AFG"),)
    assert person.remarks == "(Date of UN designation: 2002-02-21)\n(Invented; for a test)"
    assert person.row["Naal_function"] == "Head; of a test"
    assert organisation.programmes == ("TERR",)


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    assert opened(eu_fsf, FIXTURES / "eu-1.0-resaved.csv")[1][1].name == "=Example Front of Northland"


def test_csv_1_1_with_a_line_break_within_a_cell_is_read() -> None:
    person = opened(eu_fsf, FIXTURES / "eu-1.1.csv")[1][0]
    assert person.name == 'Sample "the Northman"'
    assert [str(one) for one in person.births] == ["1967-03"]
    assert person.identifiers == (ListedIdentifier("passport", "488000", "DZ"),)
    assert str(person.listed_on) == "../2018-03-22"


HEADER = "Entity_logical_id;EU_ref_num;Subject_type;Programme;Leba_publication_date;Naal_wholename\n"
WRAPPED = '"' + HEADER.strip() + '\t"\n'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEADER.encode(), "a header and no entries"),
        (b"Name;Street\nA;B\n", "Line 1: the header lacks 'entity_logical_id"),
        (b"uid,name,type\n1,A,B\n", "no table with columns parted by ';'"),
        (HEADER.encode() + b"1;EU.1;P;TERR;2001-12-28\n", "Line 2: 5 cells, and the header has 6"),
        (HEADER.encode() + b"1;EU.1;P;TERR;2001-12-28;N;extra\n", "Line 2: 7 cells"),
        (HEADER.encode() + b";;P;TERR;2001-12-28;N\n", "has no reference"),
        (HEADER.encode() + b"1;EU.1;P;TERR;2001-12-28; \n", r"Line 2: entity 1 \(EU.1\) has no name"),
        (HEADER.encode() + b"1;EU.1;P;TERR;28.12.2001;N\n", "the publication date is no date"),
        (HEADER.encode() + b"1;;P;T;;N\n2;;P;T;;N\n1;;P;T;;N\n", "Line 4: entity 1 had its rows before"),
        (HEADER.encode() + "1;;P;T;;É\n".encode("cp1252"), "not in UTF-8"),
        (HEADER.encode("utf-16"), "not in UTF-8"),
        (HEADER.encode() + b"1;;P;T;;N\0\n", "a zero byte"),
        (WRAPPED.encode() + b"1;;P,T;T;;N\n", "not in quotes as the first one is"),
        (WRAPPED.encode() + b'"1;;P;T;;\x81"\n', "not in cp1252"),
        (HEADER.encode() + b'1;;P;T;;"' + b"N" * 200_000 + b'"\n', "field larger than field limit"),
        (HEADER.encode() + b"1;;P;T;;N" + b";" * 1_100_000, "more than 1048576 characters"),
        (HEADER.encode() + b'1;;P;T;;"N\n', "Line 2: unexpected end of data"),
        (b"<export/>", "holds no entries"),
        (b"<CONSOLIDATED_LIST/>", "neither export nor WHOLE"),
        (b'<WHOLE Date="11.02.2016"><ENTITY Id="1"/></WHOLE>', "The date of the file is no date"),
        (b'<WHOLE><ENTITY Id="1" Type="P"/></WHOLE>', r"Line 1: ENTITY 1 \(1\) has no name"),
        (b"<WHOLE><ENTITY><NAME><WHOLENAME>N</WHOLENAME></NAME></ENTITY></WHOLE>", "has no reference"),
    ],
)
def test_a_file_that_is_no_sound_version_of_the_list_is_refused(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match=reason):
        entries_of(eu_fsf, content, tmp_path=tmp_path)


@pytest.mark.parametrize(
    ("name", "dated", "count", "terrorism"),
    [
        ("2016-02-11-old-xml-excerpt.xml.gz", date(2016, 2, 11), 595, 22),
        # 999 rows, as was counted, of 93 entities.
        ("2018-07-04-csv-excerpt.csv", date(2018, 7, 4), 93, 17),
        ("2020-04-15-xml11-excerpt.xml", date(2020, 4, 15), 5, 1),
    ],
)
def test_the_published_files_hold_as_many_entries_as_were_counted(
    name: str, dated: date, count: int, terrorism: int, tmp_path: Path
) -> None:
    file, entries = opened(eu_fsf, real_file("eu-fsf", name, tmp_path=tmp_path))
    assert file.dated == dated
    assert len({entry.reference for entry in entries}) == len(entries) == count
    assert sum("TERR" in entry.programmes for entry in entries) == terrorism
    assert {entry.kind for entry in entries} <= {"person", "organisation"}


def test_the_published_excerpt_of_the_csv_has_all_its_rows(tmp_path: Path) -> None:
    path = real_file("eu-fsf", "2018-07-04-csv-excerpt.csv", tmp_path=tmp_path)
    assert sum(1 for _ in open_table(path, delimiter=";").rows()) == 999


def test_the_error_500_that_was_really_given_is_refused(tmp_path: Path) -> None:
    path = real_file("_failed-downloads", "eu-fsf-2026-02-07-error-500.xml", tmp_path=tmp_path)
    with pytest.raises(FileRefused, match="a JSON answer.*Internal Server Error"):
        opened(eu_fsf, path)
