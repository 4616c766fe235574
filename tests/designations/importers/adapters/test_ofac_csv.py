"""OFAC's SDN list in its CSV files."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from designations.importers.adapters import checks, ofac_csv
from designations.importers.entries import FileRefused, ListedEntry, ListedIdentifier, ListedName
from tests.designations.importers.adapters.reading import FIXTURES, entries_of
from tests.real_files import real_file

SET = {
    "main": FIXTURES / "ofac-sdn.csv",
    "alt": FIXTURES / "ofac-alt.csv",
    "add": FIXTURES / "ofac-add.csv",
    "comments": FIXTURES / "ofac-sdn_comments.csv",
}
ROW = b'901,"SAMPLE FRONT",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'


def _read(files: Mapping[str, Path]) -> list[ListedEntry]:
    return list(ofac_csv.read(files, options={}).entries)


@pytest.fixture(scope="module")
def entries() -> dict[str, ListedEntry]:
    return {entry.reference: entry for entry in _read(SET)}


def test_the_file_states_neither_date_nor_count() -> None:
    file = ofac_csv.read(SET, options={})
    assert (file.dated, file.counted) == (None, None)


def test_joined_programmes_are_several(entries: dict[str, ListedEntry]) -> None:
    assert entries["901"].programmes == ("SDGT", "SYRIA", "CAATSA - RUSSIA")
    assert entries["905"].programmes == ("FTO", "SDGT")


def test_the_type_tells_the_kind_and_no_type_means_an_organisation(entries: dict[str, ListedEntry]) -> None:
    assert [entry.kind for entry in entries.values()] == [
        "organisation",
        "person",
        "vessel",
        "aircraft",
        "organisation",
    ]


def test_aliases_are_joined_by_uid_and_those_in_the_remarks_are_weak_unless_also_strong(
    entries: dict[str, ListedEntry],
) -> None:
    assert entries["901"].names == (
        ListedName("SAMPLE NORTHLAND FRONT", "primary", script="Latn"),
        ListedName("SAMPLE FRONT OF NORTHLAND", script="Latn"),
        ListedName("OLD SAMPLE FRONT", "former", script="Latn"),
        ListedName("SNF", script="Latn"),
        ListedName("NORTH'S SAMPLE", "former", weak=True, script="Latn"),
    )


def test_births_keep_the_precision_that_the_remarks_give(entries: dict[str, ListedEntry]) -> None:
    assert [str(one) for one in entries["902"].births] == [
        "1975-06-14",
        "1951",
        "1962-01-01/1965-12-31",
        "1960-02",
    ]


def test_documents_are_read_from_the_remarks_with_their_country(entries: dict[str, ListedEntry]) -> None:
    assert entries["902"].identifiers == (
        ListedIdentifier("passport", "A 717", "Northland"),
        ListedIdentifier("national-id", "HRB 12 (Town)", "Southland"),
    )
    assert entries["903"].identifiers == (
        ListedIdentifier("call-sign", "XY12"),
        ListedIdentifier("imo", "1234567"),
        ListedIdentifier("mmsi", "123456789"),
    )
    assert entries["904"].identifiers == (
        ListedIdentifier("aircraft-tail-number", "EX-AMP1"),
        ListedIdentifier("aircraft-msn", "53460"),
        ListedIdentifier("digital-currency-xbt", "1Sample2Address3"),
    )


def test_countries_are_nationalities_flags_and_addresses_and_never_a_guess(
    entries: dict[str, ListedEntry],
) -> None:
    assert entries["902"].countries == ("Northland", "Southland", "Eastland")
    assert entries["903"].countries == ("Westland",)


def test_links_and_addresses_are_kept_in_the_raw_row(entries: dict[str, ListedEntry]) -> None:
    row = entries["902"].row
    assert row["linked_to"] == "SAMPLE NORTHLAND FRONT; SAMPLE (OTHER) LTD."
    assert row["add[1]"] == "22; 1 Sample Street, Flat 2; Exampleton 123; Eastland"
    assert row["title"] == "Secretary of the Sample"
    assert entries["901"].row["linked_to"] == "EXAMPLE TRADING CO."
    assert entries["903"].row["linked_to"] == "SAMPLE SHIPPING"


def test_remarks_cut_at_a_thousand_characters_go_on_in_the_comments(entries: dict[str, ListedEntry]) -> None:
    assert len(entries["905"].remarks) > 1000
    assert "PROMO SAMPLE; Passport Z9 (Northland)." in entries["905"].remarks
    assert entries["905"].identifiers == (ListedIdentifier("passport", "Z9", "Northland"),)


def test_without_the_comments_the_cut_piece_is_not_taken_for_whole() -> None:
    cut = {entry.reference: entry for entry in _read({"main": SET["main"]})}["905"]
    assert len(cut.remarks) == 1000
    assert "PROMO" not in cut.row["linked_to"]


def test_names_are_trimmed_and_inner_white_space_is_collapsed(entries: dict[str, ListedEntry]) -> None:
    assert entries["905"].name == "PROLIX SAMPLE"


def test_a_resaved_copy_without_quotes_with_bare_line_feeds_and_no_end_mark_is_the_same(
    tmp_path: Path,
) -> None:
    content = SET["main"].read_bytes().replace(b"\r\n", b"\n").replace(b"\x1a\n", b"")
    simple = content.replace(b'"SAMPLE NORTHLAND FRONT"', b"SAMPLE NORTHLAND FRONT").replace(
        b'"SDGT"', b"SDGT"
    )
    assert simple != content
    assert entries_of(ofac_csv, simple, tmp_path=tmp_path) == _read({"main": SET["main"]})


def test_the_null_of_a_last_line_that_lost_its_end_is_a_null(tmp_path: Path) -> None:
    assert entries_of(ofac_csv, ROW.rstrip()[:-1], tmp_path=tmp_path)[0].remarks == ""


def test_a_uid_that_stands_twice_gives_two_entries_and_the_aliases_to_the_first(tmp_path: Path) -> None:
    main = tmp_path / "sdn.csv"
    main.write_bytes(ROW + ROW.replace(b"SAMPLE FRONT", b"STRAY EXAMPLE"))
    first, second = _read({"main": main, "alt": SET["alt"]})
    assert (first.reference, second.reference) == ("901", "901")
    assert len(first.names) == 4
    assert [name.name for name in second.names] == ["STRAY EXAMPLE"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\x1a\r\n", "holds no entries"),
        (b"<html><body>Moved</body></html>", "an HTML page"),
        (b'{"error": 500}', "a JSON answer"),
        (b"ent_num,name\r\n", "line 1: 2 columns instead of 12"),
        (ROW.replace(b"901", b"uid"), "line 1: 'uid' is not the number of an entry"),
        (ROW + ROW[:-30], "line 2: 7 columns instead of 12"),
        (ROW.replace(b'"SAMPLE FRONT"', b"-0- "), "Entry 901 .* has no name"),
        (ROW + b"\x1a\r\n" + ROW, "more text after the end-of-file mark of line 2"),
        (ROW.replace(b'FRONT"', b"FRONT"), "Line 1"),
        (ROW.replace(b"SAMPLE", b"S\x00MPLE"), "a zero byte"),
        (ROW.replace(b"SAMPLE", b"S\xe9MPLE"), "not in utf-8"),
        (ROW.replace(b"SAMPLE", b"S" * 2001), "a name of 2007 characters"),
        (ROW.replace(b"SAMPLE", b"S" * 2_000_000), "a record of more than"),
        (ROW.replace(b"SAMPLE", b"S" * 200_000), "field larger than"),
    ],
)
def test_a_file_that_is_no_sound_version_of_the_list_is_refused(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match=reason):
        entries_of(ofac_csv, content, tmp_path=tmp_path)


def test_a_cell_that_a_spreadsheet_would_calculate_is_plain_text(tmp_path: Path) -> None:
    formula = b"=HYPERLINK(1)"
    assert entries_of(ofac_csv, ROW.replace(b"SAMPLE FRONT", formula), tmp_path=tmp_path)[0].name == (
        formula.decode()
    )


def test_more_entries_than_any_list_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofac_csv, "MAX_ENTRIES", checks.MAX_ENTRIES // 1_000_000)
    with pytest.raises(FileRefused, match="More than 2 entries"):
        entries_of(ofac_csv, ROW * 3, tmp_path=tmp_path)


def test_aliases_of_another_day_are_refused(tmp_path: Path) -> None:
    alt = tmp_path / "alt.csv"
    alt.write_text("".join(f'{uid},{uid},"aka","STRAY {uid}",-0- \r\n' for uid in range(1000, 1011)))
    with pytest.raises(FileRefused, match="'main' and 'alt' are not of one day: 11 of the 11 references"):
        _read({"main": SET["main"], "alt": alt})


def _published(day: str, *roles: str, tmp_path: Path) -> dict[str, Path]:
    names = {"main": "sdn.csv.gz", "alt": "alt.csv", "add": "add.csv", "comments": "sdn_comments.csv"}
    return {role: real_file("us-ofac", f"{day}-{names[role]}", tmp_path=tmp_path) for role in roles}


@pytest.mark.parametrize(
    ("day", "roles", "references", "sdgt", "fto"),
    [
        ("2019-01-15", ("main", "alt", "add", "comments"), 7379, 1408, 65),
        # One row of 2022-01-21 has the uid of another: 9044 rows.
        ("2022-01-21-resaved", ("main", "alt", "add"), 9043, 1786, 75),
        ("2022-01-21", ("main",), 9044, 1787, 75),
        ("2022-05-19", ("main",), 10169, 1832, 75),
        ("2022-05-20", ("main",), 10163, 1826, 70),
        ("2024-02-02", ("main",), 13915, 2259, 70),
    ],
)
def test_the_published_files_hold_as_many_entries_and_tags_as_were_counted(
    day: str, roles: tuple[str, ...], references: int, sdgt: int, fto: int, tmp_path: Path
) -> None:
    entries = {one.reference: one for one in _read(_published(day, *roles, tmp_path=tmp_path))}
    tagged = [one.programmes for one in entries.values()]
    assert len(entries) == references
    assert (sum("SDGT" in tags for tags in tagged), sum("FTO" in tags for tags in tagged)) == (sdgt, fto)
    assert all(tags for tags in tagged)


def test_the_aliases_and_addresses_of_a_published_set_all_find_their_entry(tmp_path: Path) -> None:
    entries = _read(_published("2019-01-15", "main", "alt", "add", "comments", tmp_path=tmp_path))
    keys = [key for one in entries for key in one.row]
    assert sum(key.startswith("alt[") for key in keys) == 9682
    assert sum(key.startswith("add[") for key in keys) == 11696
    assert sum(len(one.remarks) > 1000 for one in entries) == 3


def test_the_revocations_of_20_may_2022_are_five_tags_lost_by_entries_that_stay(tmp_path: Path) -> None:
    before, after = (
        {one.reference: one for one in _read(_published(day, "main", tmp_path=tmp_path))}
        for day in ("2022-05-19", "2022-05-20")
    )
    lost = [
        one for ref, one in before.items() if "FTO" in one.programmes and "FTO" not in after[ref].programmes
    ]
    assert len(lost) == 5
    assert all("SDGT" in after[one.reference].programmes for one in lost)


def test_the_empty_answer_that_was_really_given_is_refused(tmp_path: Path) -> None:
    path = real_file("_failed-downloads", "us-ofac-2024-05-04-empty.csv", tmp_path=tmp_path)
    with pytest.raises(FileRefused, match="is empty"):
        ofac_csv.read({"main": path}, options={})
