"""The European Union's financial sanctions in semicolon CSV: 1.0, 1.1, and either saved by a spreadsheet.

An entity has as many rows as it has names, addresses, births, documents and citizenships under its legal
bases, all together; each row repeats the entity and fills the columns of one part.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby
from pathlib import Path

from designations.importers.adapters.checks import MAX_ENTRIES, clean, stated_date
from designations.importers.adapters.csv_stream import Row, Table, open_table
from designations.importers.adapters.eu_entity import Entity, told_birth, written_birth
from designations.importers.entries import FileRefused, ListedEntry, ListFile

MAX_ROWS = 20_000

# Our word for a column -> what 1.0 and 1.1 call it, in lower case.
_COLUMNS = {
    "generated": ("date_file*", "filegenerationdate"),
    "id": ("entity_logical_id", "entity_logicalid"),
    "reference": ("eu_ref_num", "entity_eu_referencenumber"),
    "united_nations_id": ("", "entity_unitednationid"),
    "subject": ("subject_type", "entity_subjecttype"),
    "remark": ("entity_remark", "entity_remark"),
    "programme": ("programme", "entity_regulation_programme"),
    "published": ("leba_publication_date", "entity_regulation_publicationdate"),
    "whole_name": ("naal_wholename", "namealias_wholename"),
    "first_name": ("naal_firstname", "namealias_firstname"),
    "middle_name": ("naal_middlename", "namealias_middlename"),
    "last_name": ("naal_lastname", "namealias_lastname"),
    "language": ("naal_language", "namealias_namelanguage"),
    "strong": ("", "namealias_strong"),
    "birth": ("birt_date", "birthdate_birthdate"),
    "number": ("iden_number", "identification_number"),
    "latin_number": ("", "identification_latinnumber"),
    "number_kind": ("", "identification_typecode"),
    "number_country": ("iden_country", "identification_countryiso2code"),
    "citizenship": ("citi_country", "citizenship_countryiso2code"),
}
_BIRTH = "birthdate_"
_NEEDED = ("id", "reference", "subject", "programme", "whole_name")


def read_csv(path: Path) -> ListFile:
    """Open any of the CSV formats, told apart by the header. `dated` is what the first row says."""
    table = open_table(path, delimiter=";")
    header = [clean(name).lower() for name in table.header]
    places = {ours: _place(header, names) for ours, names in _COLUMNS.items()}
    missing = [f"'{' or '.join(filter(None, _COLUMNS[ours]))}'" for ours in _NEEDED if places[ours] is None]
    if missing:
        raise FileRefused(
            f"Line 1: the header lacks {', '.join(missing)}. It begins: {';'.join(header)[:80]!r}"
        )
    first = next(iter(table.rows()), None)
    if first is None:
        raise FileRefused("The file holds a header and no entries.")
    generated = _cell(first, places, "generated")
    return ListFile(
        entries=_entries(table, places, header),
        dated=stated_date(generated, what=f"Line {first.line}: the date of the file") if generated else None,
    )


Places = dict[str, int | None]


def _place(header: list[str], names: tuple[str, ...]) -> int | None:
    for place, column in enumerate(header):
        if any(
            column == name or (name[-1:] == "*" and column.startswith(name[:-1])) for name in names if name
        ):
            return place
    return None


def _cell(row: Row, places: Places, column: str) -> str:
    place = places[column]
    return "" if place is None else clean(row.cells[place])


def _entries(table: Table, places: Places, header: list[str]) -> Iterator[ListedEntry]:
    seen: set[str] = set()
    for logical_id, rows in groupby(table.rows(), key=lambda row: _cell(row, places, "id")):
        first = next(rows)
        if logical_id in seen:
            raise FileRefused(f"Line {first.line}: entity {logical_id[:40]} had its rows before others.")
        seen.add(logical_id)
        if len(seen) > MAX_ENTRIES:
            raise FileRefused(f"Line {first.line}: more than {MAX_ENTRIES} entries.")
        entity, where = _begun(first, places)
        kept: dict[tuple[int, str], None] = {}
        for count, row in enumerate(chain([first], rows), start=1):
            if count > MAX_ROWS:
                raise FileRefused(f"{where} has more than {MAX_ROWS} rows.")
            _add(entity, row, places=places, header=header, where=where)
            filled = ((place, cell.strip()) for place, cell in enumerate(row.cells) if cell.strip())
            kept.update(dict.fromkeys(filled))
        entity.row = _raw(kept, table.header)
        yield entity.entry(where=where)


def _begun(row: Row, places: Places) -> tuple[Entity, str]:
    def cell(column: str) -> str:
        return _cell(row, places, column)

    entity = Entity(cell("reference"), cell("id"), cell("subject"), cell("united_nations_id"))
    return entity, f"Line {row.line}: entity {entity.logical_id[:40]}".rstrip()


def _add(entity: Entity, row: Row, *, places: Places, header: list[str], where: str) -> None:
    def cell(column: str) -> str:
        return _cell(row, places, column)

    entity.add_regulation(cell("programme"), cell("published"), where=where)
    entity.add_remark(cell("remark"))
    entity.add_name(
        cell("whole_name"),
        (cell("first_name"), cell("middle_name"), cell("last_name")),
        language=cell("language"),
        weak=cell("strong").lower() == "false",
    )
    told = {
        name.removeprefix(_BIRTH): clean(text)
        for name, text in zip(header, row.cells, strict=False)
        if name.startswith(_BIRTH)
    }
    entity.add_birth(told_birth(told) if told else written_birth(cell("birth")))
    entity.add_identifier(
        cell("number") or cell("latin_number"), kind=cell("number_kind"), country=cell("number_country")
    )
    entity.add_country(cell("citizenship"))


def _raw(kept: dict[tuple[int, str], None], columns: list[str]) -> dict[str, str]:
    """Return each column's distinct cells, as they came: `Naal_wholename`, `Naal_wholename[2]`, ..."""
    row: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for place, text in kept:
        name = columns[place]
        numbers[name] = numbers.get(name, 0) + 1
        row[name if numbers[name] == 1 else f"{name}[{numbers[name]}]"] = text
    return row
