"""Rows of tables: encodings, places, cells of all types, and files that mean harm."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designations.importers.adapters import rows as limits
from designations.importers.adapters import tables, tables_csv, tables_xlsx
from designations.importers.adapters.rows import Row, numbered
from designations.importers.entries import FileRefused
from tests.designations.importers.adapters.workbooks import sheet_xml, with_member, workbook
from tests.real_files import real_file

SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path, *, sheet: str | None = None, delimiter: str = ",") -> list[Row]:
    return list(tables.rows_of(path, sheet=sheet, delimiter=delimiter))


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "table"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_the_same_in_every_encoding_that_is_read(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path, "Ref,Name\r\n1,Société d’Été\r\n".encode(encoding))
    assert [row.cells for row in read(path)] == [("Ref", "Name"), ("1", "Société d’Été")]


def test_a_character_over_the_edge_of_a_chunk_is_not_a_wrong_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_csv, "_CHUNK", 4)
    assert read(written(tmp_path, "abcé,x\n".encode()))[0].cells == ("abcé", "x")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "nothing but white space"),
        (b"<!DOCTYPE html><html><body>Gone</body></html>", "HTML page"),
        (b"<error/>", "no table"),
        (b'{"error": "busy"}', "JSON"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "before 2007"),
        ("Ref,Name\n1,Аль".encode("utf-16"), "UTF-16"),
        (b"a,b\n1,\x81\xff\n", "line 2"),
        (b"a,b\n1,x\x00y\n", "line 2: a NUL"),
        (b'a,b\n1,"never closed\n2,x\n', "line 2: not well-formed CSV"),
        (b'a,b\n1,"x"y\n', "line 2: not well-formed CSV"),
        (b"PK\x03\x04 and nothing more", "damaged archive"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=reason):
        read(written(tmp_path, content))


def test_a_line_break_inside_a_cell_is_kept_and_the_row_has_the_line_on_which_it_begins(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, b'a,b\r\n1,"one\r\ntwo"\r\n\r\n,,\r\n2,x\r\n\x1a')
    assert read(path) == [
        Row(1, "line 1", ("a", "b")),
        Row(2, "line 2", ("1", "one\r\ntwo")),
        Row(6, "line 6", ("2", "x")),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"x" * (limits.MAX_CELL + 1),
        b"," * (limits.MAX_COLUMNS + 1),
        b"x," * (tables_csv.MAX_ROW_CHARACTERS // 2 + 1),
        b'"\n' + b'","\n' * (tables_csv.MAX_ROW_CHARACTERS // 4 + 1),
    ],
    ids=["a cell", "many cells", "a line", "a row over many lines"],
)
def test_absurd_lengths_are_refused_with_the_line(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="line 2"):
        read(written(tmp_path, b"a,b\n" + content + b"\n"))


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    with pytest.raises(FileRefused, match="more than 3 rows"):
        read(written(tmp_path, b"a\n" * 4))


def test_a_file_above_the_cap_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with open(path, "wb") as file:
        file.truncate(1024**3 + 1)
    with pytest.raises(FileRefused, match="1073741825 bytes"):
        read(path)


def test_what_is_not_a_plain_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="not a plain file"):
        read(tmp_path)
    with pytest.raises(FileRefused, match="cannot be opened"):
        read(tmp_path / "absent")


def test_a_formula_in_a_csv_file_becomes_inert_text_and_the_spreadsheet_trick_is_undone(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, b'"=cmd|\' /C calc\'!A0","=""00123""",+98 21 1,-,@x\n')
    assert read(path)[0].cells == ("'=cmd|' /C calc'!A0", "00123", "+98 21 1", "-", "@x")


def test_cells_of_all_types_become_text_and_dates_say_no_more_than_the_sheet_shows(tmp_path: Path) -> None:
    day = datetime(1961, 3, 1)
    path = workbook(
        tmp_path / "t.xlsx",
        [
            [
                2,
                "2a",
                2.0,
                2.5,
                True,
                None,
                " padded ",
                day,
                day,
                day,
                date(1961, 3, 2),
                datetime(1961, 3, 1, 9),
            ]
        ],
        formats={"H1": "dd/mm/yyyy", "I1": "mmm-yy", "J1": "yyyy"},
    )
    assert read(path) == [
        Row(
            1,
            "row 1",
            (
                *("2", "2a", "2", "2.5", "TRUE", "", "padded"),
                *("1961-03-01", "1961-03", "1961", "1961-03-02", "1961-03-01 09:00:00"),
            ),
        )
    ]


def test_blank_rows_are_skipped_and_the_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["a"], [], [None, " "], ["b"]])
    assert [(row.place, row.cells) for row in read(path)] == [("row 1", ("a",)), ("row 4", ("b",))]


def test_the_sheet_is_the_one_that_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["a"]])
    assert read(path, sheet="Sheet")[0].cells == ("a",)
    with pytest.raises(FileRefused, match=r"no sheet 'List'.*\['Sheet'\]"):
        read(path, sheet="List")


def test_a_formula_in_a_workbook_is_refused_with_its_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["Name"], ["=HYPERLINK(A1)"]])
    with pytest.raises(FileRefused, match=r"row 2: a formula \(=HYPERLINK"):
        read(path)


@pytest.mark.parametrize(
    ("rows", "before", "reason"),
    [
        ('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>', "", "no more than 1048576 rows"),
        ('<row r="1"><c r="A1"><v>1</v></c></row>', '<!DOCTYPE x [<!ENTITY a "b">]>', "EntitiesForbidden"),
        (
            '<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>',
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
            "EntitiesForbidden",
        ),
        ("<row", "", "cannot be read"),
        ('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>', "", "not a valid column"),
        ('<row r="1"><c r="A1" t="s"><v>77</v></c></row>', "", "cannot be read"),
    ],
    ids=["row number", "entity", "external entity", "not well-formed", "column name", "no such shared text"],
)
def test_a_sheet_that_no_program_writes_is_refused(
    rows: str, before: str, reason: str, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "t.xlsx", [["a"]])
    with pytest.raises(FileRefused, match=reason):
        read(with_member(path, SHEET, sheet_xml(rows, before=before)))


def test_a_column_number_beyond_every_table_costs_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["a"]])
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZ1"><v>2</v></c></row>'
    assert read(with_member(path, SHEET, sheet_xml(row)))[0].cells == ("1",)


def test_an_archive_is_judged_by_its_directory_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = with_member(workbook(tmp_path / "bomb.xlsx", [["a"]]), "xl/x.xml", b"0" * 5_000_000)
    with pytest.raises(FileRefused, match="packed more than 100 times"):
        read(bomb)
    plain = workbook(tmp_path / "t.xlsx", [["a"]])
    monkeypatch.setattr(tables_xlsx, "MAX_UNPACKED", 1000)
    with pytest.raises(FileRefused, match="unpacks to"):
        read(plain)
    monkeypatch.setattr(tables_xlsx, "MAX_MEMBERS", 2)
    with pytest.raises(FileRefused, match="parts"):
        read(plain)


def test_parts_and_rows_that_would_be_held_whole_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowded = "".join(f'<c r="A1"><v>{number}</v></c>' for number in range(4000))
    sound = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 4000))
    path = with_member(
        workbook(tmp_path / "t.xlsx", [["a"]]), SHEET, sheet_xml(f"<row r='1'>{crowded}</row>")
    )
    monkeypatch.setattr(tables_xlsx, "MAX_WHOLE", 50_000)
    monkeypatch.setattr(tables_xlsx, "_CHUNK", 7_000)
    with pytest.raises(FileRefused, match="has a row of more than 50000 bytes"):
        read(path)
    assert len(read(with_member(path, SHEET, sheet_xml(sound)))) == 3999
    with pytest.raises(FileRefused, match=r"'xl/styles.xml' has \d+ bytes"):
        read(with_member(path, "xl/styles.xml", bytes(range(256)) * 300))


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x05\x06" + b"\x00" * 18)
    with pytest.raises(FileRefused):
        read(path)


def test_the_header_must_have_the_columns_and_text_under_none_is_a_slipped_row(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="line 1: the header lacks 'Name'. It says: Ref, Nom"):
        tables.columns_of(Row(1, "line 1", ("Ref", "Nom")), required=["Ref", "Name"])
    with pytest.raises(FileRefused, match="more than once"):
        tables.columns_of(Row(1, "line 1", ("Ref", "Ref")), required=["Ref"])
    rows = iter([Row(2, "line 2", ("1", "x", "y"))])
    with pytest.raises(FileRefused, match=r"line 2: cell 3 \('y'\) stands under no heading"):
        list(tables.records(rows, columns=("Ref", "Name")))


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("Iran", ("Iran",)),
        ("(1) Iran (2) Iraq", ("Iran", "Iraq")),
        ("1) Saudi Arabia 2) Qatar", ("Saudi Arabia", "Qatar")),
        ("(1) Iran. (2) Iraq", ("Iran", "Iraq")),
        ("a) Iran b) Iran", ("Iran",)),
        ("(1) A123 (2) -", ("A123",)),
    ],
)
def test_values_that_a_cell_counts_are_told_apart(cell: str, values: tuple[str, ...]) -> None:
    assert numbered(cell) == values


def test_an_empty_download_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="empty"):
        read(real_file("_failed-downloads", "us-ofac-2024-05-04-empty.csv", tmp_path=tmp_path))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=400),
    start=st.sampled_from([b"", b"PK\x03\x04", b"a,b\n", b'"', b"\xef\xbb\xbf"]),
)
def test_any_bytes_are_rows_or_refused(content: bytes, start: bytes, tmp_path: Path) -> None:
    try:
        found = read(written(tmp_path, start + content))
    except FileRefused:
        return
    assert all(any(row.cells) and row.cells[-1] for row in found)


@pytest.fixture(scope="module")
def sound_workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "t.xlsx"
    return workbook(path, [["Ref", "Name"], [1, "x"]]).read_bytes()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_workbook_damaged_anywhere_is_rows_or_refused(
    data: st.DataObject, sound_workbook: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "damaged.xlsx"
    content = bytearray(sound_workbook)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(content[: data.draw(st.integers(4, len(content)))]))
    try:
        found = read(path)
    except FileRefused:
        return
    assert all(row.place for row in found)
