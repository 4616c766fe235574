"""The Australian list: a row for each name, cells of all types."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designations.importers.adapters import au_dfat
from designations.importers.entries import FileRefused, ListedName
from tests.designations.importers.adapters.reading import entries_of, opened
from tests.designations.importers.adapters.workbooks import workbook
from tests.real_files import real_file

COLUMNS = (
    *("Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Place of Birth"),
    *(
        "Citizenship",
        "Address",
        "Additional Information",
        "Listing Information",
        "Committees",
        "Control Date",
    ),
)
SOUND: dict[str, object] = {
    "Reference": 2,
    "Name of Individual or Entity": "Outis Nemo",
    "Type": "Individual",
    "Name Type": "Primary Name",
    "Committees": "1988 (Taliban)",
    "Control Date": datetime(2014, 12, 15),
}


def row(reference: object, name: str = "Outis Nemo", **changed: object) -> list[object]:
    values = SOUND | {"Reference": reference, "Name of Individual or Entity": name}
    values |= {column.replace("_", " "): value for column, value in changed.items()}
    assert set(values) <= set(COLUMNS)
    return [values.get(column) for column in COLUMNS]


def new_list(tmp_path: Path, *rows: list[object]) -> Path:
    return workbook(tmp_path / "regulation8.xlsx", [COLUMNS, *rows])


def test_rows_of_one_number_are_one_entry_wherever_they_stand(tmp_path: Path) -> None:
    path = new_list(
        tmp_path,
        row("2a", "أوتيس ", Name_Type="Original script "),
        row(2, "Outis Nemo ", Type="individual"),
        row("3", "Grey  Owl Trust", Type="Entity ", Name_Type="primary name"),
        row("2b1", "Outis", Name_Type="aka "),
        row("2c2 ", "Nobody", Name_Type="Formerly known as"),
        row("3A", "Owls", Type="Entity", Name_Type="AKA"),
    )
    first, second = opened(au_dfat, path)[1]
    assert (first.reference, first.kind, second.reference, second.kind) == (
        "2",
        "person",
        "3",
        "organisation",
    )
    assert first.names == (
        ListedName("Outis Nemo", "primary", script="Latn"),
        ListedName("أوتيس", "native", script="Arab"),
        ListedName("Outis", "aka", script="Latn"),
        ListedName("Nobody", "former", script="Latn"),
    )
    assert [name.name for name in second.names] == ["Grey Owl Trust", "Owls"]


def test_births_are_read_from_numbers_dates_and_prose(tmp_path: Path) -> None:
    path = new_list(
        tmp_path,
        row(2, Date_of_Birth=1963),
        row("2a", "A", Name_Type="aka", Date_of_Birth=datetime(1970, 2, 1)),
        row("2b", "B", Name_Type="aka", Date_of_Birth="a) Approximately 1955- 1958 b) 12 Jan. 1960\xa0\xa0"),
    )
    [entry] = opened(au_dfat, path)[1]
    assert [str(birth) for birth in entry.births] == [
        "1963",
        "1970-02-01",
        "1955-01-01/1958-12-31",
        "1960-01-12",
    ]


def test_the_control_date_says_on_or_before_which_day_the_entry_was_listed(tmp_path: Path) -> None:
    path = new_list(
        tmp_path,
        row(2),
        row("2a", "A", Name_Type="aka", Control_Date="08/04/2012"),
        row(3, Control_Date=None),
    )
    first, second = opened(au_dfat, path)[1]
    assert str(first.listed_on) == "../2012-04-08"
    assert second.listed_on is None


def test_committees_are_programmes_and_absent_citizenship_is_none(tmp_path: Path) -> None:
    path = new_list(
        tmp_path,
        row(2, Committees="1718 (DPRK)  ", Citizenship="a) Utopia b) Erewhon"),
        row(3, Citizenship="NA"),
    )
    first, second = opened(au_dfat, path)[1]
    assert first.programmes == ("1718 (DPRK)",)
    assert (first.countries, second.countries) == (("Utopia", "Erewhon"), ())


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(None), "row 3: 'Outis Nemo' has no usable reference: ''"),
        (row("two"), "row 3: .* no usable reference: 'two'"),
        (row("2 to 4"), "no usable reference"),
        (row(9, ""), "row 3: a row of entry 9 has no name"),
        (row(9, Name_Type="nickname"), "row 3: 'nickname' is no type of name"),
        (row(9, Type="Robot"), "row 3: entry 9 is of no known type"),
        (row("2a", Type="Entity"), "entry 2 is of no known type"),
        ([*row(9), "slipped"], r"row 3: cell 13 \('slipped'\) stands under no heading"),
    ],
)
def test_an_unsound_row_is_refused_by_its_number(bad: list[object], reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=reason):
        opened(au_dfat, new_list(tmp_path, row(2), bad))


def test_another_table_or_an_empty_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="the header lacks 'Reference'"):
        entries_of(au_dfat, b"Ref,Name\n1,x\n", tmp_path=tmp_path)
    with pytest.raises(FileRefused, match="no entries"):
        opened(au_dfat, new_list(tmp_path))


def test_the_published_list_has_an_entry_for_each_primary_name(tmp_path: Path) -> None:
    path = real_file("au-dfat", "2024-11-11-regulation8_consolidated.xlsx", tmp_path=tmp_path)
    file, entries = opened(au_dfat, path)
    references = {part.strip() for entry in entries for part in entry.row["Reference"].split("|")}
    assert file.dated is None
    assert len(references) == 9553
    assert len(entries) == 3062
    # 3162 references are counted where '34c1' and '1140g ' are taken for references of their own.
    doubtful = [one for entry in entries for one in entry.row["Reference"].split(" | ") if one[-1].isdigit()]
    assert len([one for one in doubtful if not one.isdigit()]) == 97
    assert all([name.kind for name in entry.names].count("primary") == 1 for entry in entries)
    assert {kind: sum(entry.kind == kind for entry in entries) for kind in ("person", "organisation")} == {
        "person": 2316,
        "organisation": 746,
    }
    latest = max(entry.listed_on.hi for entry in entries if entry.listed_on)
    assert latest == date(2024, 11, 11)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), good=st.booleans())
def test_any_bytes_are_entries_or_refused(content: bytes, good: bool, tmp_path: Path) -> None:
    start = (",".join(COLUMNS) + "\n2,A,Entity,aka,,,,,,,x,\n").encode() if good else b""
    try:
        entries = entries_of(au_dfat, start + content, tmp_path=tmp_path)
    except FileRefused:
        return
    assert all(entry.reference and entry.name for entry in entries)
