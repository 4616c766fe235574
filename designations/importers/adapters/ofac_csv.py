"""OFAC's SDN list as it publishes it in CSV: sdn.csv, with alt.csv, add.csv and sdn_comments.csv beside it.

The files have no header, no date and no count. The reference is the unique number (uid) of the first column.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from designations.importers.adapters.checks import MAX_ENTRIES, distinct, main_file, script, sound
from designations.importers.adapters.ofac_identifiers import identifier
from designations.importers.adapters.ofac_remarks import CUT_AT, Remarks, read_remarks
from designations.importers.adapters.ofac_rows import read_rows
from designations.importers.entries import (
    EntityKind,
    FileRefused,
    ListedEntry,
    ListedIdentifier,
    ListedName,
    ListFile,
    NameKind,
)

ROLES = ("main", "alt", "add", "comments")

_Rows = dict[str, list[dict[str, str]]]
_MAIN = (
    *("ent_num", "sdn_name", "sdn_type", "program", "title", "call_sign"),
    *("vess_type", "tonnage", "grt", "vess_flag", "vess_owner", "remarks"),
)
_BESIDE = {
    "alt": ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"),
    "add": ("ent_num", "add_num", "address", "city", "country", "add_remarks"),
    "comments": ("ent_num", "remarks"),
}
_KINDS: dict[str, EntityKind] = {
    "": "organisation",
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_ALIASES: dict[str, NameKind] = {"aka": "aka", "nka": "aka", "fka": "former"}
# Rows without an entry: a few are lost by re-saving, many mean that the files are of different days.
_MOST_ORPHANS, _MOST_ORPHANS_SHARE = 10, 0.02


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Read a set of the CSV files, of which only 'main' is needed. There are no options.

    The rows of the other files are held in memory by uid until their entry has come: at most some 30 MB.
    """
    main = main_file(files)
    return ListFile(entries=_entries(main, files))


def _entries(main: Path, files: Mapping[str, Path]) -> Iterator[ListedEntry]:
    beside = {role: _by_uid(files, role=role) for role in _BESIDE}
    given = {role: len(rows) for role, rows in beside.items()}
    count = 0
    for count, row in enumerate(read_rows(main, columns=_MAIN, role="main"), start=1):
        if count > MAX_ENTRIES:
            raise FileRefused(f"More than {MAX_ENTRIES} entries.")
        # Taken out: where a uid stands twice, its aliases are those of the first.
        yield _entry(row, {role: rows.pop(row["ent_num"], []) for role, rows in beside.items()})
    if not count:
        raise FileRefused("The file holds no entries.")
    for role, rows in beside.items():
        if len(rows) > max(_MOST_ORPHANS, given[role] * _MOST_ORPHANS_SHARE):
            raise FileRefused(
                f"The files 'main' and '{role}' are not of one day: {len(rows)} of the {given[role]} "
                f"references of '{role}', such as {next(iter(rows))}, have no entry."
            )


def _by_uid(files: Mapping[str, Path], *, role: str) -> _Rows:
    rows: _Rows = defaultdict(list)
    if role in files:
        for row in read_rows(files[role], columns=_BESIDE[role], role=role):
            rows[row["ent_num"]].append(row)
    return rows


def _entry(row: dict[str, str], beside: _Rows) -> ListedEntry:
    text = row["remarks"] + "".join(one["remarks"] for one in beside["comments"])
    remarks = read_remarks(text, cut=len(text) == CUT_AT and not text.endswith("."))
    countries = (*remarks.countries, row["vess_flag"], *(one["country"] for one in beside["add"]))
    entry = ListedEntry(
        reference=row["ent_num"],
        names=distinct(_names(row, beside["alt"], remarks)) if row["sdn_name"] else (),
        kind=_KINDS.get(row["sdn_type"].lower(), "other"),
        programmes=tuple(tag for part in row["program"].split("] [") if (tag := part.strip(" []"))),
        births=tuple(dict.fromkeys(remarks.births)),
        identifiers=tuple(dict.fromkeys(_identifiers(row, remarks))),
        countries=tuple(dict.fromkeys(filter(None, countries))),
        remarks=text,
        row=_row(row, beside, text, remarks),
    )
    return sound(entry, where=f"Entry {entry.reference}")


def _names(row: dict[str, str], aliases: list[dict[str, str]], remarks: Remarks) -> Iterator[ListedName]:
    yield ListedName(row["sdn_name"], "primary", script=script(row["sdn_name"]))
    for one in aliases:
        kind = _ALIASES.get(one["alt_type"].lower(), "aka")
        yield ListedName(one["alt_name"], kind, script=script(one["alt_name"]))
    yield from remarks.names


def _identifiers(row: dict[str, str], remarks: Remarks) -> Iterator[ListedIdentifier]:
    # An aircraft is listed under its tail number.
    if row["sdn_type"] == "aircraft" and (tail := identifier("Aircraft Tail Number", row["sdn_name"])):
        yield tail
    if row["call_sign"]:
        yield ListedIdentifier("call-sign", row["call_sign"])
    yield from remarks.identifiers


def _row(row: dict[str, str], beside: _Rows, text: str, remarks: Remarks) -> dict[str, str]:
    raw = {column: value for column, value in {**row, "remarks": text}.items() if value}
    for role in ("alt", "add"):
        for nth, one in enumerate(beside[role], start=1):
            raw[f"{role}[{nth}]"] = "; ".join(filter(None, list(one.values())[1:]))
    if remarks.links:
        raw["linked_to"] = "; ".join(remarks.links)
    return raw
