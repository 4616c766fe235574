"""Any table, by the mapping in the options of a feed."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designations.importers.adapters import generic_table
from designations.importers.adapters.table_mapping import MappingRefused, mapping_of
from designations.importers.entries import FileRefused, ListedEntry, ListedIdentifier, ListedName
from tests.designations.importers.adapters.workbooks import workbook

COLUMNS: dict[str, object] = {
    "reference": "Ref No",
    "name": ["First", "Last"],
    "alias": ["Alias 1", "Alias 2"],
    "weak_alias": "Nickname",
    "native_name": "Native",
    "kind": "Type",
    "programme": "Schedule",
    "listed_on": "Date",
    "birth": "Born",
    "country": "Country",
    "remarks": "Notes",
}
OPTIONS: dict[str, object] = {
    "columns": COLUMNS,
    "identifiers": {"passport": "Passport"},
    "alias_separator": ";",
    "header_row": 3,
    "delimiter": ";",
    "date_format": "%d.%m.%Y",
    "programme_constant": "list",
}
TABLE = (
    "Ministry of Owls\n\n"
    "Ref No;First;Last;Alias 1;Alias 2;Nickname;Native;Type;Schedule;Date;Born;Country;Passport;Notes;Other\n"
    'U-1;Outis;Nemo;"Nobody; No One ;";Niemand;Ny;Утис Немо;Person;;01.02.2020;03.04.1970;'
    '"(1) Utopia (2) Erewhon";A-1;Invented;kept\n'
    "U-2;Grey Owl;;;;;;Entity;First;2021-05-06;;;;;\n"
)


def entries(content: str | bytes, options: Mapping[str, object], *, tmp_path: Path) -> list[ListedEntry]:
    path = tmp_path / "table"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(generic_table.read({"main": path}, options=options).entries)


def test_every_mapped_column_finds_its_place(tmp_path: Path) -> None:
    first, second = entries(TABLE, OPTIONS, tmp_path=tmp_path)
    assert first.reference == "U-1"
    assert first.names == (
        ListedName("Outis Nemo", "primary", script="Latn"),
        ListedName("Nobody", "aka", script="Latn"),
        ListedName("No One", "aka", script="Latn"),
        ListedName("Niemand", "aka", script="Latn"),
        ListedName("Ny", "aka", weak=True, script="Latn"),
        ListedName("Утис Немо", "native", script="Cyrl"),
    )
    assert (first.kind, second.kind) == ("person", "organisation")
    assert (first.programmes, second.programmes) == (("list",), ("First",))
    assert (str(first.listed_on), str(second.listed_on)) == ("2020-02-01", "2021-05-06")
    assert [str(birth) for birth in first.births] == ["1970-04-03"]
    assert first.countries == ("Utopia", "Erewhon")
    assert first.identifiers == (ListedIdentifier("passport", "A-1"),)
    assert first.remarks == "Invented"
    assert first.row["Other"] == "kept"
    assert first.other_ids == ()


def test_a_workbook_is_read_by_the_same_mapping(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        [["No", "Name", "Since"], [7, "Grey Owl", datetime(2019, 3, 1)]],
        formats={"C2": "mmm-yy"},
    )
    options = {"columns": {"reference": "No", "name": "Name", "listed_on": "Since"}, "sheet": "Sheet"}
    [entry] = generic_table.read({"main": path}, options=options).entries
    assert (entry.reference, entry.name, str(entry.listed_on)) == ("7", "Grey Owl", "2019-03")


def test_a_reference_may_be_made_of_several_columns(tmp_path: Path) -> None:
    options = {"columns": {"reference": ["Schedule", "Item"], "name": "Name"}}
    found = entries("Schedule,Item,Name\n1,2,A\n,3,B\n", options, tmp_path=tmp_path)
    assert [entry.reference for entry in found] == ["1 / 2", "- / 3"]


def test_a_list_without_references_is_known_by_folded_names_and_says_so(tmp_path: Path) -> None:
    options = {"columns": {"name": "Name"}}
    long = "Owl " * 60
    first, second = entries(f"Name\nAl-Būm  Group\n{long}\n", options, tmp_path=tmp_path)
    assert first.reference == "al bum group"
    assert first.other_ids == (("reference-derived-from", "name"),)
    assert len(second.reference) == 100
    with pytest.raises(FileRefused, match=r"line 2: '\?\?' has no letters"):
        entries("Name\n??\n", options, tmp_path=tmp_path)


def test_rows_that_share_a_reference_become_one_entry_where_the_option_says_so(tmp_path: Path) -> None:
    table = "Ref,Name,Born\n1,Outis Nemo,1970\n2,Grey Owl,\n1,Nobody,1971-02\n"
    columns = {"reference": "Ref", "name": "Name", "birth": "Born"}
    assert len(entries(table, {"columns": columns}, tmp_path=tmp_path)) == 3
    first, second = entries(table, {"columns": columns, "group_rows": True}, tmp_path=tmp_path)
    assert [(name.name, name.kind) for name in first.names] == [("Outis Nemo", "primary"), ("Nobody", "aka")]
    assert [str(birth) for birth in first.births] == ["1970", "1971-02"]
    assert second.reference == "2"


@pytest.mark.parametrize(
    ("cell", "formats", "date"),
    [
        ("2020", None, "2020"),
        ("2020-02", None, "2020-02"),
        ("1 February 2020", None, "2020-02-01"),
        ("13/02/2020", None, "2020-02-13"),
        ("02/01/2020", "%m/%d/%Y", "2020-02-01"),
        ("Feb 2020", ["%d %b %Y", "%b %Y"], "2020-02"),
    ],
)
def test_a_listing_date_is_read_as_far_as_it_says(
    cell: str, formats: str | list[str] | None, date: str, tmp_path: Path
) -> None:
    options = {"columns": {"name": "Name", "listed_on": "Date"}, "date_format": formats}
    [entry] = entries(f"Name,Date\nA,{cell}\n", options, tmp_path=tmp_path)
    assert str(entry.listed_on) == date


@pytest.mark.parametrize(
    ("cell", "formats"), [("01/02/2020", None), ("soon", None), ("13.13.2020", "%d.%m.%Y")]
)
def test_a_listing_date_that_has_two_readings_or_none_is_refused_with_the_option(
    cell: str, formats: str | None, tmp_path: Path
) -> None:
    options = {"columns": {"name": "Name", "listed_on": "Date"}, "date_format": formats}
    with pytest.raises(FileRefused, match="line 2: .*option 'date_format'"):
        entries(f"Name,Date\nA,{cell}\n", options, tmp_path=tmp_path)


def test_the_order_of_day_and_month_of_births_is_that_of_the_format_or_unknown(tmp_path: Path) -> None:
    def births(formats: str | None) -> list[str]:
        options = {"columns": {"name": "Name", "birth": "Born"}, "date_format": formats}
        [entry] = entries("Name,Born\nA,01/02/1970 or 1971\n", options, tmp_path=tmp_path)
        return [str(birth) for birth in entry.births]

    assert births("%m-%d-%Y") == ["1970-01-02", "1971"]
    assert births("%d-%m-%Y") == ["1970-02-01", "1971"]
    assert births(None) == ["1970", "1971"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"columns": None}, "Option 'columns' is missing"),
        ({"columns": {"reference": "Ref No"}}, "'columns.name' is missing"),
        ({"columns": {"name": "A", "title": "B"}}, "knows no 'title'"),
        ({"columns": {"name": 3}}, "'columns.name' must be the name of a column"),
        ({"columns": {"name": ["A", ""]}}, "'columns.name' must hold names"),
        ({"identifiers": ["Passport"]}, "'identifiers' must map"),
        ({"header_row": 0}, "'header_row' must be a number"),
        ({"header_row": True}, "'header_row' must be a number"),
        ({"delimiter": "::"}, "'delimiter' must be one of"),
        ({"sheet": 1}, "'sheet' must be a text"),
        ({"date_format": "%d.%m.%y"}, "has no %Y"),
        ({"date_format": 5}, "'date_format' must be a text"),
        ({"kinds": {"Robot": "machine"}}, "'kinds.Robot' must be one of"),
        ({"kind_constant": "machine"}, "'kind_constant' must be one of"),
        ({"group_rows": "yes"}, "'group_rows' must be true or false"),
        ({"group_rows": True, "columns": {"name": "A"}}, "needs 'columns.reference'"),
        ({"colour": "red"}, "no option 'colour'"),
    ],
)
def test_wrong_options_are_refused_by_name(changed: dict[str, object], reason: str) -> None:
    with pytest.raises(MappingRefused, match=reason):
        mapping_of(OPTIONS | changed)


def test_a_column_that_the_file_lacks_is_refused_with_the_option_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(
        MappingRefused, match=r"'columns.alias': line 1 has no column 'Aka'; it has 'Name', 'Ref'"
    ):
        entries("Ref,Name\n1,A\n", {"columns": {"name": "Name", "alias": "Aka"}}, tmp_path=tmp_path)
    options = {"columns": {"name": "Name"}, "identifiers": {"passport": "Pass"}}
    with pytest.raises(MappingRefused, match="'identifiers.passport'"):
        entries("Ref,Name\n1,A\n", options, tmp_path=tmp_path)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("Ref,Name,Type\n,A,\n", "line 2: 'A' has no reference"),
        ("Ref,Name,Type\n1,,x\n", "line 2: entry '1' has no name"),
        ("Ref,Name,Type\n1,A,Robot\n", "line 2: 'Robot' is no kind of entry .*option 'kinds'"),
        ("Ref,Name,Type\n", "no entries"),
        ("Ref,Name,Type\n1,A,,x\n", "stands under no heading"),
        ("\n\nRef,Name,Type\n1,A,\n", "'header_row'"),
    ],
)
def test_an_unsound_table_is_refused_with_the_line(table: str, reason: str, tmp_path: Path) -> None:
    options = {"columns": {"reference": "Ref", "name": "Name", "kind": "Type"}}
    with pytest.raises(FileRefused, match=reason):
        entries(table, options, tmp_path=tmp_path)


def test_words_of_a_list_become_kinds_by_option(tmp_path: Path) -> None:
    options = {
        "columns": {"name": "Name", "kind": "Type"},
        "kinds": {"Gang": "organisation", "個人": "person"},
    }
    found = entries("Name,Type\nA,gang\nB,個人\nC,Vessel\n", options, tmp_path=tmp_path)
    assert [entry.kind for entry in found] == ["organisation", "person", "vessel"]


def test_a_formula_is_kept_as_inert_text(tmp_path: Path) -> None:
    [entry] = entries('Name\n"=1+1"\n', {"columns": {"name": "Name"}}, tmp_path=tmp_path)
    assert entry.name == "'=1+1"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode), good=st.booleans())
def test_any_bytes_are_entries_or_refused(content: bytes, good: bool, tmp_path: Path) -> None:
    try:
        found = entries((TABLE.encode() if good else b"") + content, OPTIONS, tmp_path=tmp_path)
    except FileRefused:
        return
    assert all(entry.reference and entry.name for entry in found)
