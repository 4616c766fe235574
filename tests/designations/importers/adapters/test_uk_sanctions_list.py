"""The UK Sanctions List, in both formats. No published file is at hand: the layout is as described."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designations.importers.adapters import uk_sanctions_list
from designations.importers.entries import FileRefused, ListedIdentifier, ListedName
from tests.designations.importers.adapters.reading import FIXTURES, entries_of, opened
from tests.real_files import real_file

XML, CSV = FIXTURES / "uk-sanctions-list.xml", FIXTURES / "uk-sanctions-list.csv"
BOTH = pytest.mark.parametrize("path", [XML, CSV], ids=["xml", "csv"])


@BOTH
def test_both_formats_tell_the_same(path: Path) -> None:
    file, found = opened(uk_sanctions_list, path)
    entries = {entry.reference: entry for entry in found}
    assert file.dated == date(2026, 2, 13)
    assert set(entries) == {"CTI9901", "AQD9902", "RUS9903"}
    trust, person, ship = entries["CTI9901"], entries["AQD9902"], entries["RUS9903"]
    assert (trust.kind, person.kind, ship.kind) == ("organisation", "person", "vessel")
    assert trust.names == (
        ListedName("GREY OWL TRUST", "primary", script="Latn"),
        ListedName("Owls", "aka", weak=True, script="Latn"),
        ListedName("GREY-OWL TRUST", "spelling", script="Latn"),
        ListedName("Фонд Серая Сова", "native", script="Cyrl", language="ru"),
    )
    assert trust.programmes == ("The Counter-Terrorism (International Sanctions) Regulations 2019",)
    assert trust.other_ids == (("uk-ofsi", "90010"), ("un-sc", "QDe.990"))
    assert str(trust.listed_on) == "2012-06-29"
    assert ship.listed_on is None
    assert (trust.countries, person.countries) == (("Utopia", "Erewhon"), ("Utopia",))
    assert trust.remarks == "Invented."
    assert person.name == "Outis van NEMO"
    assert [str(birth) for birth in person.births] == ["1945", "1955-08-27"]
    assert person.identifiers == (ListedIdentifier("passport", "U123456"),)
    assert ship.identifiers == (ListedIdentifier("imo", "1234567"),)
    assert trust.identifiers == (ListedIdentifier("registration", "REG 123"),)
    assert trust.row["UN Reference Number"] == "QDe.990"


def test_headings_are_known_whatever_their_capitals_and_the_report_date_may_lack(tmp_path: Path) -> None:
    _date, header, rest = CSV.read_text(encoding="utf-8").split("\n", 2)
    path = tmp_path / "list.csv"
    path.write_text(f"{header.upper()}\n{rest}", encoding="utf-8")
    file, entries = opened(uk_sanctions_list, path)
    assert file.dated is None
    assert len(entries) == 3


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("AQD9902", "", "no usable Unique ID"),
        ("Primary Name", "Nickname", "'Nickname' is not a type of name"),
        ("Individual", "Robot", "is not a kind of entry"),
    ],
)
@BOTH
def test_an_unsound_entry_is_refused(path: Path, old: str, new: str, reason: str, tmp_path: Path) -> None:
    content = path.read_text(encoding="utf-8").replace(f">{old}<", f">{new}<").replace(f",{old},", f",{new},")
    with pytest.raises(FileRefused, match=reason):
        entries_of(uk_sanctions_list, content.encode(), tmp_path=tmp_path)


def test_an_entry_without_a_name_is_refused(tmp_path: Path) -> None:
    content = XML.read_bytes().replace(b"<Name6>SEA OWL</Name6>", b"<Name6> </Name6>")
    with pytest.raises(FileRefused, match=r"RUS9903.* has no name"):
        entries_of(uk_sanctions_list, content, tmp_path=tmp_path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<Sanctions/>", "root element is 'Sanctions'"),
        (b"<Designations><DateGenerated>13/02/2026</DateGenerated></Designations>", "no entries"),
        (b"<Designations><DateGenerated>today</DateGenerated></Designations>", "DateGenerated is no date"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Designations/>', "document type"),
        (b"<Designations><Designation>", "not well-formed"),
        (b"Report Date: 13-Feb-2026\n", "ends before its header"),
        (b"Unique ID,Name\nA,B\n", "the header lacks"),
    ],
)
def test_what_is_not_this_list_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=reason):
        entries_of(uk_sanctions_list, content, tmp_path=tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "eu-fsf-2026-02-07-error-500.xml",
        "un-sc-2021-02-09-html-instead-of-xml.xml",
        "un-sc-2023-09-19-empty.xml",
    ],
)
def test_failed_downloads_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        opened(uk_sanctions_list, real_file("_failed-downloads", name, tmp_path=tmp_path))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), start=st.sampled_from([XML, CSV]), kept=st.integers(0, 3000))
def test_any_bytes_are_entries_or_refused(content: bytes, start: Path, kept: int, tmp_path: Path) -> None:
    try:
        entries = entries_of(uk_sanctions_list, start.read_bytes()[:kept] + content, tmp_path=tmp_path)
    except FileRefused:
        return
    assert all(entry.reference and entry.name for entry in entries)
