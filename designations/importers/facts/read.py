"""Reading and validating the files of a fact base, all of it before anything is written."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from designations.importers.facts.columns import TABLES, Table
from designations.importers.formats import adapter
from designations.text.partial_dates import PartialDate, PartialDateError

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A cell larger than this is no fact; it bounds memory on a hostile file.
csv.field_size_limit(100_000)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the files, and where."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}, column {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


class FactsRefused(Exception):
    """The files hold faults; nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one file; `line` is where it begins."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> list[str]:
        """The values that a cell joins by semicolons."""
        return [value.strip() for value in self.cells[column].split(";") if value.strip()]

    def by_role(self, column: str) -> dict[str, str]:
        """The addresses of a cell such as `main https://...; alt https://...`, by role."""
        pairs = (value.partition(" ") for value in self.many(column))
        return {role: address.strip() for role, _, address in pairs}

    def date(self, column: str) -> PartialDate | None:
        """The partial date of a cell; None if it is empty."""
        return PartialDate.parse(self.cells[column]) if self.cells[column] else None


@dataclass(slots=True)
class Facts:
    """The rows of every file, validated."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> list[Row]:
        return self.tables.get(name, [])

    def has(self, name: str) -> bool:
        """Whether the (optional) file was there."""
        return name in self.tables


def read_facts(directory: Path) -> Facts:
    """Read every file below `directory`; raises `FactsRefused` with all faults found."""
    facts, faults = Facts(), list[Fault]()
    for table in TABLES:
        path = directory / f"{table.name}.csv"
        if not path.exists():
            if not table.optional:
                faults.append(Fault(path.name, 0, "", f"the file is missing in {directory}"))
            continue
        facts.tables[table.name] = list(_rows(path, table, faults))
    if not faults:
        faults += _pointers(facts)
        faults += _shapes(facts)
    if faults:
        raise FactsRefused(faults)
    return facts


def _rows(path: Path, table: Table, faults: list[Fault]) -> Iterator[Row]:
    seen: dict[str, int] = {}
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle, strict=True)
            header = next(reader, [])
            if tuple(header) != table.columns:
                wanted = ",".join(table.columns)
                faults.append(Fault(path.name, 1, "", f"the header must be exactly: {wanted}"))
                return
            line = reader.line_num + 1
            for values in reader:
                here, line = line, reader.line_num + 1
                if len(values) != len(header):
                    message = f"{len(values)} cells where the header has {len(header)}"
                    faults.append(Fault(path.name, here, "", message))
                    continue
                row = Row(here, dict(zip(header, (value.strip() for value in values), strict=True)))
                faults += _cells(path.name, table, row, seen)
                yield row
    except UnicodeDecodeError as error:
        faults.append(Fault(path.name, 0, "", f"not UTF-8 at byte {error.start}; save the file as UTF-8"))
    except csv.Error as error:
        faults.append(Fault(path.name, reader.line_num, "", f"not well-formed CSV: {error}"))


def _cells(file: str, table: Table, row: Row, seen: dict[str, int]) -> Iterator[Fault]:
    for column in sorted(table.required):
        if not row[column]:
            yield Fault(file, row.line, column, "is empty; a value is required")
    if table.key and row[table.key]:
        first = seen.setdefault(row[table.key], row.line)
        if first != row.line:
            yield Fault(file, row.line, table.key, f"{row[table.key]!r} stands on line {first} already")
        if table.slug and not SLUG.fullmatch(row[table.key]):
            yield Fault(file, row.line, table.key, f"{row[table.key]!r} is no slug: a-z, 0-9, single hyphens")
    for column, allowed in table.choices.items():
        if row[column] and row[column] not in allowed:
            yield Fault(file, row.line, column, f"{row[column]!r} is none of {', '.join(sorted(allowed))}")
    for column, limit in table.lengths.items():
        if len(row[column]) > limit:
            yield Fault(file, row.line, column, f"{len(row[column])} characters; at most {limit} fit")
    for column in sorted(table.urls):
        if row[column] and not row[column].startswith(("https://", "http://")):
            yield Fault(file, row.line, column, f"{row[column]!r} is no http or https address")
    for column in sorted(table.dates):
        try:
            row.date(column)
        except PartialDateError as error:
            yield Fault(file, row.line, column, str(error))
    for column, value in row.cells.items():
        if any(ord(c) < 32 or ord(c) == 127 for c in value if c not in "\n\t"):
            yield Fault(file, row.line, column, "holds a control character; remove it")


def _pointers(facts: Facts) -> Iterator[Fault]:
    keys = {table.name: {row[table.key] for row in facts[table.name]} for table in TABLES if table.key}
    for table in TABLES:
        for row in facts[table.name]:
            for column, targets in table.points.items():
                for value in row.many(column) if column in table.many else [row[column]]:
                    if value and not any(value in keys[target] for target in targets):
                        where = " or ".join(f"{target}.csv" for target in targets)
                        yield Fault(f"{table.name}.csv", row.line, column, f"{value!r} is not in {where}")


def _shapes(facts: Facts) -> Iterator[Fault]:
    for row in facts["designations"]:
        if row["id"] != f"{row['list_id']}--{row['group_id']}":
            yield Fault(
                "designations.csv", row.line, "id", "must be the list's id, two hyphens, the group's id"
            )
    pairs = {(row["list_id"], row["group_id"]) for row in facts["designations"]}
    for row in facts["events"]:
        if row["group_id"] and (row["list_id"], row["group_id"]) not in pairs:
            message = f"designations.csv has no row for {row['list_id']} and {row['group_id']}"
            yield Fault("events.csv", row.line, "group_id", message)
    names = dict[tuple[str, str], int]()
    for row in facts["aliases"]:
        first = names.setdefault((row["group_id"], row["name"]), row.line)
        if first != row.line:
            yield Fault("aliases.csv", row.line, "name", f"{row['name']!r} stands on line {first} already")
    for row in facts["feeds"]:
        yield from _feed_faults(row)
    programmes = dict[tuple[str, str], int]()
    for row in facts["feed_programmes"]:
        first = programmes.setdefault((row["feed_id"], row["programme"]), row.line)
        if first != row.line:
            message = f"{row['programme']!r} stands on line {first} already"
            yield Fault("feed_programmes.csv", row.line, "programme", message)


def _feed_faults(row: Row) -> Iterator[Fault]:
    roles, addresses = adapter(row["adapter"]).ROLES, row.by_role("addresses")
    for role, address in addresses.items():
        if role not in roles:
            message = f"{role!r} is none of the files of {row['adapter']}: {', '.join(roles)}"
            yield Fault("feeds.csv", row.line, "addresses", message)
        if not address.startswith(("https://", "http://")):
            yield Fault("feeds.csv", row.line, "addresses", f"{address!r} is no http or https address")
    if addresses and "main" not in addresses:
        yield Fault("feeds.csv", row.line, "addresses", "has none for the file 'main'")
    least = row["least_entries"]
    if not (least.isascii() and least.isdecimal() and 0 < int(least[:9]) == int(least[:10])):
        yield Fault("feeds.csv", row.line, "least_entries", f"{least[:20]!r} is no number from 1")
