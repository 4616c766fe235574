"""Canada's autonomous sanctions, which have no permanent reference."""

from pathlib import Path

import pytest

from designations.importers.adapters import ca_sema
from designations.importers.entries import FileRefused, ListedEntry, ListedIdentifier, ListedName
from tests.designations.importers.adapters.reading import FIXTURES, entries_of, opened
from tests.real_files import real_file

RECORD = (
    "<data-set><record><Country>{country}</Country><Entity>{name}</Entity><Aliases>{aliases}</Aliases>"
    "<Item>{item}</Item><DateOfListing>{listed}</DateOfListing></record></data-set>"
)


def _list(**fields: str) -> bytes:
    sound = {"country": "Northland", "name": "Sample", "aliases": "", "item": "1", "listed": "2020-09-28"}
    return RECORD.format(**sound | fields).encode()


@pytest.fixture(scope="module")
def entries() -> list[ListedEntry]:
    return opened(ca_sema, FIXTURES / "ca-sema.xml")[1]


def test_the_reference_is_made_of_country_schedule_and_item_and_said_not_to_be_permanent(
    entries: list[ListedEntry],
) -> None:
    assert [one.reference for one in entries] == [
        "Northland-1, Part 1-1",
        "Northland-1.1-1",
        "Samples of Westland-2",
        "Samples of Westland-N/A-3",
        "Samples of Westland-N/A-4",
    ]
    assert entries[0].other_ids == (("not-permanent", "Northland-1, Part 1-1"),)


def test_the_bilingual_country_is_the_programme_as_the_file_writes_it(entries: list[ListedEntry]) -> None:
    assert entries[0].programmes == ("Northland / Terre du Nord",)
    assert entries[2].programmes == ("Samples of Westland",)


def test_the_listing_day_is_given_where_the_file_has_it(entries: list[ListedEntry]) -> None:
    assert [one.listed_on and str(one.listed_on) for one in entries] == [
        "2020-09-28",
        "2025-01-02",
        None,
        None,
        None,
    ]


def test_people_have_births_and_ships_have_none_but_an_imo_number(entries: list[ListedEntry]) -> None:
    person, ship = entries[:2]
    assert (person.kind, [str(one) for one in person.births]) == ("person", ["1958-02-03", "1960"])
    assert (ship.kind, ship.births) == ("vessel", ())
    assert ship.identifiers == (ListedIdentifier("imo", "1234567"),)
    assert (entries[4].kind, entries[4].births) == ("person", ())


def test_aliases_know_the_language_that_the_cell_states(entries: list[ListedEntry]) -> None:
    assert entries[0].names == (
        ListedName("Obraz Primerovich SAMPLEV", "primary", script="Latn"),
        ListedName("Abraz Samplew", script="Latn"),
        ListedName("Абраз Прыклад", script="Cyrl", language="be"),
        ListedName("Образ Примеров", script="Cyrl", language="ru"),
        ListedName("Пример", script="Cyrl", language="ru"),
        ListedName("O. Samplev", script="Latn"),
    )


def test_a_comma_in_the_name_of_a_company_parts_nothing(entries: list[ListedEntry]) -> None:
    assert [name.name for name in entries[2].names] == [
        "Sample Works Co., Ltd.",
        "Sample Works, Ltd.",
        "Example Works",
        "«Образ, пример и работа»",
    ]
    assert [name.name for name in entries[3].names] == [
        "Sample Bank",
        "Bank of Samples, JSC",
        "Банк образцов, примеров",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"<data-set/>", "holds no entries"),
        (b"<export/>", "The root element is export, not data-set"),
        (_list(country=" "), "without Country or Item"),
        (_list(item=""), "without Country or Item"),
        (_list(name=" "), r"record \(Northland-1\) has no name"),
        (_list(listed="yesterday"), "Northland-1: DateOfListing is no date"),
        (_list(country="N" * 120), "the reference has 122 characters"),
        (_list(aliases="a," * 60_000), "'Aliases' has 120000 characters"),
        (_list(aliases=",".join(map(str, range(6_000)))), "has 6001 names"),
        (_list()[:-5], "not well-formed"),
    ],
)
def test_a_file_that_is_no_sound_version_of_the_list_is_refused(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match=reason):
        entries_of(ca_sema, content, tmp_path=tmp_path)


@pytest.mark.parametrize(
    ("name", "count", "dated"),
    [("2020-04-15-sema-lmes.xml", 1369, 0), ("2025-05-25-sema-lmes.xml.gz", 4759, 4759)],
)
def test_the_published_files_hold_as_many_records_as_were_counted(
    name: str, count: int, dated: int, tmp_path: Path
) -> None:
    _, entries = opened(ca_sema, real_file("ca-sema", name, tmp_path=tmp_path))
    assert len(entries) == len({one.reference for one in entries}) == count
    assert sum(one.listed_on is not None for one in entries) == dated
