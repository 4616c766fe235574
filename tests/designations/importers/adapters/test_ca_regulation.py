"""Canada's list of entities, in the regulation of either language."""

from datetime import date
from pathlib import Path

import pytest

from designations.importers.adapters import ca_regulation
from designations.importers.entries import FileRefused, ListedEntry, ListedName
from tests.designations.importers.adapters.reading import FIXTURES, entries_of, opened
from tests.real_files import real_file

ENGLISH = FIXTURES / "ca-regulation.en.xml"
FRENCH = FIXTURES / "ca-regulation.fr.xml"


@pytest.fixture(scope="module")
def english() -> list[ListedEntry]:
    return opened(ca_regulation, ENGLISH)[1]


@pytest.fixture(scope="module")
def french() -> list[ListedEntry]:
    return opened(ca_regulation, FRENCH)[1]


def test_the_fixtures_have_the_byte_order_mark_of_the_published_files() -> None:
    assert ENGLISH.read_bytes().startswith(b"\xef\xbb\xbf")
    assert FRENCH.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_file_is_of_its_current_date_and_every_item_is_an_entry(english: list[ListedEntry]) -> None:
    assert opened(ca_regulation, ENGLISH)[0].dated == date(2025, 3, 3)
    assert [one.reference for one in english] == ["901", "902", "903"]
    assert {one.programmes for one in english} == {("listed",)}
    assert english[1].other_ids == (("lims:id", "1902"),)


def test_a_new_entry_is_listed_on_the_day_it_came_into_force_and_others_on_or_before_it(
    english: list[ListedEntry],
) -> None:
    assert [str(one.listed_on) for one in english] == ["../2018-05-23", "../2024-06-21", "2025-02-19"]


def test_aliases_acronyms_and_names_in_brackets_are_found_in_the_sentence(english: list[ListedEntry]) -> None:
    assert english[0].names == (
        ListedName("Sample Northland Front", "primary", script="Latn"),
        ListedName("SNF", "acronym", script="Latn"),
        ListedName("Front of the Sample", script="Latn"),
        ListedName("Example Front", script="Latn"),
        ListedName("SNF-EX", "acronym", script="Latn"),
        ListedName("Bread and Salt Party", script="Latn"),
        ListedName("The Bakers", script="Latn"),
        ListedName("BSP", "acronym", script="Latn"),
        ListedName("Front d’exemple", script="Latn", language="fr"),
        ListedName("FDE", "acronym", script="Latn", language="fr"),
        ListedName("Samples of Peace", script="Latn"),
        ListedName("the Example Army", script="Latn"),
    )


def test_an_and_in_a_name_that_stands_alone_parts_nothing(english: list[ListedEntry]) -> None:
    assert [name.name for name in english[1].names] == ["Blood and Sample"]
    assert [name.name for name in english[2].names] == ["Obraz Primer", "Obraz and Primer"]


def test_the_french_sentence_is_read_with_its_own_words_and_brackets(french: list[ListedEntry]) -> None:
    assert [(name.name, name.kind, name.language) for name in french[0].names] == [
        ("Front d’exemple", "primary", ""),
        ("FDE", "acronym", ""),
        ("le Front modèle", "aka", ""),
        ("Exemple", "aka", ""),
        ("EX", "acronym", ""),
        ("Sample Front", "aka", "en"),
        ("l’Armée et la Paix de l’exemple", "aka", ""),
    ]
    assert [(name.name, name.language) for name in french[2].names] == [
        ("Sample Boys", "en"),
        ("Garçons et exemples", ""),
    ]


def test_a_bracket_that_is_never_closed_loses_no_name(french: list[ListedEntry]) -> None:
    assert [name.name for name in french[1].names] == ["Al-Exemple", "ALEX", "Groupe d’exemple", "GE"]


def test_the_sentence_is_kept_whole(english: list[ListedEntry]) -> None:
    assert english[2].remarks == "Obraz Primer (also known as Obraz and Primer)"
    assert english[2].row == {
        "Text": "Obraz Primer (also known as Obraz and Primer)",
        "lims:inforce-start-date": "2025-02-19",
        "lims:enacted-date": "2025-02-19",
        "lims:fid": "903",
        "lims:id": "903",
    }


def test_people_are_those_that_the_feed_names() -> None:
    file = ca_regulation.read({"main": ENGLISH}, options={"persons": ["903"]})
    assert [one.kind for one in file.entries] == ["organisation", "organisation", "person"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"SOR/2002-284", b"SOR/2001-360", "but 'SOR/2001-360'"),
        (b"<InstrumentNumber>SOR/2002-284</InstrumentNumber>", b"", "is not SOR/2002-284"),
        (b'lims:current-date="2025-03-03"', b"", "lims:current-date is no date"),
        (b' lims:fid="902"', b"", "has no reference"),
        (b"<Text>Blood and Sample</Text>", b"<Text> </Text>", r"Item 902 \(902\) has no name"),
        (b"Blood and Sample", b"B" * 50_001, "an Item of 50001 characters"),
        (b"Blood and Sample", b"B" * 2_001, "a name of 2001 characters"),
        (b"Regulation", b"Statute", "The root element is Statute"),
        (b"</List>", b"", "not well-formed"),
        (b"<List ", b"<Other ", "not well-formed|where none belongs"),
        (b"?><Regulation", b"?><!DOCTYPE Regulation><Regulation", "document type"),
        (b"utf-8", b"utf-16", "not well-formed"),
    ],
)
def test_a_file_that_is_no_sound_version_of_the_list_is_refused(
    old: bytes, new: bytes, reason: str, tmp_path: Path
) -> None:
    content = ENGLISH.read_bytes()
    assert old in content
    with pytest.raises(FileRefused, match=reason):
        entries_of(ca_regulation, content.replace(old, new), tmp_path=tmp_path)


def test_a_regulation_without_items_is_refused(tmp_path: Path) -> None:
    content = ENGLISH.read_text("utf-8-sig")
    first, last = content.index("<Item"), content.rindex("</Item>") + len("</Item>")
    with pytest.raises(FileRefused, match="holds no entries"):
        entries_of(ca_regulation, (content[:first] + content[last:]).encode(), tmp_path=tmp_path)


def test_a_sentence_made_to_take_for_ever_is_read(tmp_path: Path) -> None:
    sentence = "Sample (also known among other names as " + "a and (b), " * 1_000 + "x) " + "(" * 9_000
    content = ENGLISH.read_text("utf-8-sig").replace("Blood and Sample", sentence)
    assert len(entries_of(ca_regulation, content.encode(), tmp_path=tmp_path)) == 3


@pytest.mark.parametrize(
    ("name", "dated", "count"),
    [
        ("2021-02-15.en.xml", date(2021, 2, 15), 73),
        ("2021-06-28.en.xml", date(2021, 6, 28), 77),
        ("2024-06-19.en.xml", date(2024, 6, 19), 77),
        ("2024-10-14.en.xml", date(2024, 10, 14), 78),
        ("2025-03-03.en.xml", date(2025, 3, 3), 86),
        ("2025-03-03.fr.xml", date(2025, 3, 3), 86),
    ],
)
def test_the_published_files_hold_as_many_entries_as_were_counted(
    name: str, dated: date, count: int, tmp_path: Path
) -> None:
    file, entries = opened(ca_regulation, real_file("ca-listed-entities", name, tmp_path=tmp_path))
    assert (file.dated, len(entries)) == (dated, count)
    assert len({entry.reference for entry in entries}) == count
    assert sum(len(entry.names) > 1 for entry in entries) > count * 0.8
    names = [name.name for entry in entries for name in entry.names]
    assert not [
        one for one in names if one.count("(") != one.count(")") or "known" in one or "sous le" in one
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "listed"),
    [
        ("2024-06-19.en.xml", "2024-10-14.en.xml", ["2024-10-11"]),
        ("2024-10-14.en.xml", "2025-03-03.en.xml", ["2024-11-28", *["2025-02-19"] * 7]),
    ],
)
def test_what_a_published_file_adds_has_its_day_in_force(
    earlier: str, later: str, listed: list[str], tmp_path: Path
) -> None:
    before, after = (
        {
            one.reference: one
            for one in opened(ca_regulation, real_file(_DIRECTORY, name, tmp_path=tmp_path))[1]
        }
        for name in (earlier, later)
    )
    assert [str(one.listed_on) for reference, one in after.items() if reference not in before] == listed
    assert before.keys() <= after.keys()


_DIRECTORY = "ca-listed-entities"


def test_an_amended_entry_keeps_its_reference_and_is_no_new_listing(tmp_path: Path) -> None:
    before, after = (
        {
            one.reference: one
            for one in opened(ca_regulation, real_file(_DIRECTORY, name, tmp_path=tmp_path))[1]
        }
        for name in ("2024-06-19.en.xml", "2024-10-14.en.xml")
    )
    amended = [one for ref, one in after.items() if ref in before and one.remarks != before[ref].remarks]
    assert len(amended) == 16
    assert {str(one.listed_on) for one in amended} == {"../2024-06-21"}
