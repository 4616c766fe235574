"""The British Consolidated List, in both formats."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designations.importers.adapters import grouped, uk_conlist
from designations.importers.entries import FileRefused, ListedEntry, ListedIdentifier, ListedName
from tests.designations.importers.adapters.reading import FIXTURES, entries_of, opened
from tests.designations.importers.adapters.workbooks import workbook
from tests.real_files import real_file

OLD = FIXTURES / "uk-conlist-29.csv"
COLUMNS = (
    *("Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Title", "Name Non-Latin Script"),
    *("Non-Latin Script Type", "Non-Latin Script Language", "DOB", "Town of Birth", "Country of Birth"),
    *("Nationality", "Passport Number", "Passport Details", "National Identification Number"),
    *("National Identification Details", "Position", "Address 1", "Address 2", "Address 3", "Address 4"),
    *("Address 5", "Address 6", "Post/Zip Code", "Country", "Other Information", "Group Type", "Alias Type"),
    *(
        "Alias Quality",
        "Regime",
        "Listed On",
        "UK Sanctions List Date Designated",
        "Last Updated",
        "Group ID",
    ),
)
SOUND = {
    "Name 6": "GREY OWL TRUST",
    "Group Type": "Entity",
    "Alias Type": "Primary name",
    "Regime": "Counter-Terrorism (International)",
    "Listed On": "02/03/2022",
    "Group ID": 90010,
}


def row(**changed: object) -> list[object]:
    """Return a row of the 2022 format: the sound one with these columns changed; '_' stands for a space."""
    values = SOUND | {column.replace("_", " "): value for column, value in changed.items()}
    assert set(values) <= set(COLUMNS)
    return [values.get(column) for column in COLUMNS]


def new_list(
    tmp_path: Path, *rows: list[object], first: tuple[object, ...] = ("Last Updated", "10/04/2025")
) -> Path:
    return workbook(tmp_path / "conlist.xlsx", [first, COLUMNS, *rows])


@pytest.fixture(scope="module")
def old() -> list[ListedEntry]:
    return opened(uk_conlist, OLD)[1]


def test_the_first_line_dates_the_list_padded_or_not(tmp_path: Path) -> None:
    assert opened(uk_conlist, OLD)[0].dated == date(2016, 6, 5)
    padded = OLD.read_bytes().replace(b"Last Updated,05/06/2016", b"Last Updated,05/06/2016" + b"," * 27, 1)
    path = tmp_path / "padded.csv"
    path.write_bytes(padded)
    assert opened(uk_conlist, path)[0].dated == date(2016, 6, 5)


def test_rows_that_stand_apart_are_one_entry_by_their_group(old: list[ListedEntry]) -> None:
    assert [(entry.reference, entry.kind, len(entry.names)) for entry in old] == [
        ("90001", "organisation", 3),
        ("90002", "person", 2),
    ]


def test_names_are_trimmed_in_spoken_order_and_the_primary_one_comes_first(old: list[ListedEntry]) -> None:
    assert old[0].names == (
        ListedName("Café Society for the Blue Heron", "primary", script="Latn"),
        ListedName("BLUE HERON FRONT", "aka", script="Latn"),
        ListedName("HERON FRONT OF OLD", "former", script="Latn"),
    )
    assert [name.name for name in old[1].names] == ["Outis NEMO", "Outis van NEMO"]


def test_an_entry_of_two_regimes_has_the_listing_day_of_each(old: list[ListedEntry]) -> None:
    assert old[1].programmes == ("The ISIL (Da'esh) and Al-Qaida organisations", "Somalia")
    told = [(regime, str(day)) for regime, day in old[1].listed_by_programme]
    assert told == [("The ISIL (Da'esh) and Al-Qaida organisations", "2016-04-01"), ("Somalia", "2010-04-28")]
    assert str(old[1].listed_on) == "2010-04-28"
    assert old[0].listed_by_programme == ()
    assert str(old[0].listed_on) == "2011-10-12"


def test_births_of_one_cell_and_of_several_rows_are_all_kept_as_far_as_they_are_known(
    old: list[ListedEntry],
) -> None:
    assert [str(birth) for birth in old[1].births] == ["1980", "1981-03", "1982-04-02"]


def test_numbered_values_of_old_files_are_told_apart_and_prose_is_left_alone(old: list[ListedEntry]) -> None:
    assert old[1].countries == ("Utopia", "Erewhon")
    assert old[1].identifiers == (
        ListedIdentifier("passport", "U123456"),
        ListedIdentifier("passport", "E-99881"),
    )
    assert old[1].row["NI Number"] == "none on record"


def test_references_of_the_united_nations_are_other_ids_and_line_breaks_stay_in_the_text(
    old: list[ListedEntry],
) -> None:
    assert old[0].other_ids == (("un-sc", "QDe.991"),)
    assert old[0].remarks == "UN Ref QDe.991. First line.\r\nSecond line, with a comma."
    assert old[0].countries == ("Utopia",)


def test_the_format_of_2022_tells_quality_spelling_script_and_numbers(tmp_path: Path) -> None:
    information = (
        "(UK Sanctions List Ref):CTI9901. (UN Ref):QDe. 990. (UK Statement of Reasons):Invented."
        " (IMO number):1234567"
    )
    path = new_list(
        tmp_path,
        row(Name_6="OWLS", Alias_Type="AKA", Alias_Quality="Low quality"),
        row(Name_6="GREY-OWL TRUST", Alias_Type="Primary name variation", Alias_Quality="Good quality"),
        row(**{"Name Non-Latin Script": "Фонд Серая Сова", "Non-Latin Script Language": "Russian"}),
        row(**{"Other Information": information, "National Identification Number": "(1) 12345 (2) -"}),
    )
    _file, [entry] = opened(uk_conlist, path)
    assert entry.names == (
        ListedName("GREY OWL TRUST", "primary", script="Latn"),
        ListedName("OWLS", "aka", weak=True, script="Latn"),
        ListedName("GREY-OWL TRUST", "spelling", script="Latn"),
        ListedName("Фонд Серая Сова", "native", script="Cyrl", language="ru"),
    )
    assert entry.other_ids == (("uk-sanctions-list", "CTI9901"), ("un-sc", "QDe.990"))
    assert entry.identifiers == (ListedIdentifier("national-id", "12345"), ListedIdentifier("imo", "1234567"))


def test_an_entry_with_variations_only_is_known_by_the_first_and_a_second_primary_name_is_an_alias(
    tmp_path: Path,
) -> None:
    path = new_list(
        tmp_path,
        row(Group_ID=1, Name_6="ALIAS", Alias_Type="AKA"),
        row(Group_ID=1, Name_6="VARIATION", Alias_Type="Primary name variation"),
        row(Group_ID=2, Name_6="ONE"),
        row(Group_ID=2, Name_6="TWO"),
    )
    first, second = opened(uk_conlist, path)[1]
    assert [(name.name, name.kind) for name in first.names] == [("VARIATION", "primary"), ("ALIAS", "aka")]
    assert [(name.name, name.kind) for name in second.names] == [("ONE", "primary"), ("TWO", "aka")]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"Group_ID": None}, "row 4: 'GREY OWL TRUST' has no Group ID"),
        ({"Group_ID": "9x"}, "row 4: .* no Group ID that is a number: '9x'"),
        ({"Group_ID": 7, "Name_6": None}, "row 4: a row of group 7 has no name"),
        ({"Alias_Type": "Nickname"}, "row 4: 'Nickname' is not a type of name"),
        ({"Group_ID": 7, "Group_Type": "Robot"}, "row 4: 'Robot' is not a kind of entry"),
        ({"Group_Type": "Individual"}, "group 90010 is of several types"),
        ({"Regime": " "}, "row 4: a row of group 90010 names no regime"),
        ({"Listed_On": "soon"}, "row 4: 'Listed On' is no date: 'soon'"),
        ({"Listed_On": "31/02/2020"}, "row 4: 'Listed On': there is no such day"),
        ({"Name_6": "x" * 3000}, "a name of 3000 characters"),
    ],
)
def test_an_unsound_row_is_refused_by_its_number(
    changed: dict[str, object], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match=reason):
        opened(uk_conlist, new_list(tmp_path, row(), row(**changed)))


def test_a_file_that_is_not_this_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="should say 'Last Updated'"):
        opened(uk_conlist, new_list(tmp_path, row(), first=("Report", "10/04/2025")))
    with pytest.raises(FileRefused, match="the date of the list is no date: 'today'"):
        opened(uk_conlist, new_list(tmp_path, row(), first=("Last Updated", "today")))
    with pytest.raises(FileRefused, match="no entries"):
        opened(uk_conlist, new_list(tmp_path))
    with pytest.raises(FileRefused, match="ends before its header"):
        entries_of(uk_conlist, b"Last Updated,01/01/2020\n", tmp_path=tmp_path)
    with pytest.raises(FileRefused, match="line 2: the header lacks 'Name 1'"):
        entries_of(uk_conlist, b"Last Updated,01/01/2020\nName 6,Group ID\n", tmp_path=tmp_path)
    with pytest.raises(FileRefused, match="no main file"):
        uk_conlist.read({}, options={})


def test_what_has_to_be_held_until_the_last_row_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = new_list(tmp_path, row(), row(Group_ID=2), row(Group_ID=3))
    monkeypatch.setattr(grouped, "MAX_HELD_CHARACTERS", 1000)
    with pytest.raises(FileRefused, match="more than 1000 characters"):
        opened(uk_conlist, path)
    monkeypatch.undo()
    monkeypatch.setattr(grouped, "MAX_ENTRIES", 2)
    with pytest.raises(FileRefused, match="row 5: more than 2 entries"):
        opened(uk_conlist, path)


@pytest.mark.parametrize(
    ("name", "dated", "groups", "kinds"),
    [
        ("2016-03-23-conlist.csv.gz", date(2016, 3, 23), 1924, {"organisation": 655, "person": 1269}),
        ("2018-04-13-conlist-resaved.csv.gz", date(2018, 4, 13), 2106, {"person": 1426, "organisation": 680}),
        ("2020-04-27-conlist.csv.gz", date(2020, 4, 27), 2114, {"person": 1523, "organisation": 591}),
        (
            "2023-06-05-conlist.xlsx",
            date(2023, 6, 5),
            3993,
            {"person": 3231, "organisation": 747, "vessel": 15},
        ),
        (
            "2025-04-10-conlist.xlsx",
            date(2025, 4, 10),
            4686,
            {"person": 3662, "organisation": 1009, "vessel": 15},
        ),
    ],
)
def test_published_lists_hold_the_groups_that_were_counted_in_them(
    name: str, dated: date, groups: int, kinds: dict[str, int], tmp_path: Path
) -> None:
    file, entries = opened(uk_conlist, real_file("uk-ofsi", name, tmp_path=tmp_path))
    assert file.dated == dated
    assert len(entries) == len({entry.reference for entry in entries}) == groups
    assert {kind: sum(entry.kind == kind for entry in entries) for kind in kinds} == kinds
    assert all(entry.listed_on and entry.listed_on.is_exact and entry.programmes for entry in entries)
    assert all(entry.names[0].kind == "primary" for entry in entries)


@pytest.mark.parametrize(
    "name",
    [
        "eu-fsf-2026-02-07-error-500.xml",
        "un-sc-2021-02-09-html-instead-of-xml.xml",
        "un-sc-2021-08-19-error-instead-of-xml.xml",
        "un-sc-2023-09-19-empty.xml",
        "un-sc-2025-08-not-well-formed.xml.gz",
        "us-ofac-2024-05-04-empty.csv",
    ],
)
def test_failed_downloads_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        opened(uk_conlist, real_file("_failed-downloads", name, tmp_path=tmp_path))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300), kept=st.integers(0, 1200))
def test_any_bytes_after_a_good_beginning_are_entries_or_refused(
    content: bytes, kept: int, tmp_path: Path
) -> None:
    try:
        entries = entries_of(uk_conlist, OLD.read_bytes()[:kept] + content, tmp_path=tmp_path)
    except FileRefused:
        return
    assert all(entry.reference and entry.name for entry in entries)
