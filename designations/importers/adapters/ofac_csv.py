"""OFAC's SDN list as it publishes it in CSV: sdn.csv, with alt.csv, add.csv and sdn_comments.csv beside it.

The format is described at https://ofac.treasury.gov/sdn-list-data-formats-data-schemas. It has no header, no
date and no count. The lists' permanent reference is the unique number (uid) of the first column.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from designations.importers.adapters.names import listed_name, without_repetition
from designations.importers.adapters.ofac_identifiers import identifier
from designations.importers.adapters.ofac_remarks import CUT_AT, Remarks, read_remarks
from designations.importers.adapters.ofac_rows import read_rows
from designations.importers.adapters.opening import counted_entries, file_of
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

_MAIN = (
    *("ent_num", "sdn_name", "sdn_type", "program", "title", "call_sign"),
    *("vess_type", "tonnage", "grt", "vess_flag", "vess_owner", "remarks"),
)
_ALT = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
_ADD = ("ent_num", "add_num", "address", "city", "country", "add_remarks")
_COMMENTS = ("ent_num", "remarks")
_KINDS: dict[str, EntityKind] = {
    "": "organisation",
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_ALIASES: dict[str, NameKind] = {"aka": "aka", "nka": "aka", "fka": "former"}
# Rows without an entry: a few are lost by re-saving, many mean that the files are of different days.
_MOST_ORPHANS, _MOST_ORPHANS_SHARE = 10, 0.02

_Rows = dict[str, list[dict[str, str]]]


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Read a set of the CSV files; only 'main' is needed. There are no options.

    The rows of the other files are held in memory by uid: some 60 MB for the whole list.
    """
    main = file_of(files)
    return ListFile(entries=counted_entries(_entries(main, files), name=main.name))


def _entries(main: Path, files: Mapping[str, Path]) -> Iterator[ListedEntry]:
    beside = {
        "alt": _by_uid(files, role="alt", columns=_ALT),
        "add": _by_uid(files, role="add", columns=_ADD),
        "comments": _by_uid(files, role="comments", columns=_COMMENTS),
    }
    given = {role: len(rows) for role, rows in beside.items()}
    for row in read_rows(main, columns=_MAIN):
        uid = row["ent_num"]
        # Taken out: where a uid stands twice, its aliases are those of the first.
        mine = {role: rows.pop(uid, []) for role, rows in beside.items()}
        yield _entry(row, mine, name=main.name)
    for role, rows in beside.items():
        if len(rows) > max(_MOST_ORPHANS, given[role] * _MOST_ORPHANS_SHARE):
            raise FileRefused(
                f"{files[role].name} is of another day than {main.name}: {len(rows)} of its {given[role]} "
                f"references have no entry there, such as {next(iter(rows))}."
            )


def _by_uid(files: Mapping[str, Path], *, role: str, columns: tuple[str, ...]) -> _Rows:
    rows: _Rows = defaultdict(list)
    if role in files:
        for row in read_rows(files[role], columns=columns):
            rows[row["ent_num"]].append(row)
    return rows


def _entry(row: dict[str, str], beside: _Rows, *, name: str) -> ListedEntry:
    uid = row["ent_num"]
    if not row["sdn_name"]:
        raise FileRefused(f"{name}: the entry {uid} has no name.")
    text = row["remarks"] + "".join(one["remarks"] for one in beside["comments"])
    remarks = read_remarks(text, cut=len(text) == CUT_AT and not text.endswith("."))
    return ListedEntry(
        reference=uid,
        names=_names(row, beside["alt"], remarks),
        kind=_KINDS.get(row["sdn_type"].lower(), "other"),
        programmes=tuple(tag for part in row["program"].split("] [") if (tag := part.strip(" []"))),
        births=tuple(dict.fromkeys(remarks.births)),
        identifiers=_identifiers(row, remarks),
        countries=tuple(
            dict.fromkeys(
                one
                for one in (*remarks.countries, row["vess_flag"], *(one["country"] for one in beside["add"]))
                if one
            )
        ),
        remarks=text,
        row=_row(row, beside, text, remarks),
    )


def _names(row: dict[str, str], aliases: list[dict[str, str]], remarks: Remarks) -> tuple[ListedName, ...]:
    return without_repetition(
        (
            listed_name(row["sdn_name"], kind="primary"),
            *(
                listed_name(one["alt_name"], kind=_ALIASES.get(one["alt_type"].lower(), "aka"))
                for one in aliases
            ),
            *remarks.names,
        )
    )


def _identifiers(row: dict[str, str], remarks: Remarks) -> tuple[ListedIdentifier, ...]:
    call_sign = [ListedIdentifier("call-sign", row["call_sign"])] if row["call_sign"] else []
    tail = identifier("Aircraft Tail Number", row["sdn_name"]) if row["sdn_type"] == "aircraft" else None
    return tuple(dict.fromkeys((*([tail] if tail else []), *call_sign, *remarks.identifiers)))


def _row(row: dict[str, str], beside: _Rows, remarks: str, found: Remarks) -> dict[str, str]:
    raw = {column: text for column, text in {**row, "remarks": remarks}.items() if text}
    for role, rows in beside.items():
        if role != "comments":
            for nth, one in enumerate(rows, start=1):
                raw[f"{role}[{nth}]"] = "; ".join(text for text in list(one.values())[1:] if text)
    if found.links:
        raw["linked_to"] = "; ".join(found.links)
    return raw
