"""Which column of a table means what: the options of a feed that needs no code, checked before any file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from designations.importers.entries import EntityKind, FileRefused

Columns = tuple[str, ...]

_FIELDS = (
    "reference",
    "name",
    "alias",
    "weak_alias",
    "former_name",
    "native_name",
    "kind",
    "programme",
    "listed_on",
    "birth",
    "country",
    "remarks",
)
_OPTIONS = (
    "columns",
    "identifiers",
    "alias_separator",
    "programme_separator",
    "header_row",
    "sheet",
    "delimiter",
    "programme_constant",
    "date_format",
    "kinds",
    "kind_constant",
    "group_rows",
)
_DELIMITERS = (",", ";", "\t", "|")
KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
# Words that the lists themselves use.
_WORDS: dict[str, EntityKind] = {
    "individual": "person",
    "person": "person",
    "natural person": "person",
    "entity": "organisation",
    "organisation": "organisation",
    "organization": "organisation",
    "group": "organisation",
    "company": "organisation",
    "ship": "vessel",
    "vessel": "vessel",
    "aircraft": "aircraft",
}


class MappingRefused(FileRefused):
    """The options of the feed are wrong, whatever the file is. The message names the option."""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """The options of a generic table; `columns` holds the fields that are mapped, in the order given."""

    columns: Mapping[str, Columns]
    identifiers: Mapping[str, str] = field(default_factory=dict)
    alias_separator: str = ""
    programme_separator: str = ""
    header_row: int = 1
    sheet: str | None = None
    delimiter: str = ","
    programme_constant: str = ""
    date_formats: tuple[str, ...] = ()
    kinds: Mapping[str, EntityKind] = field(default_factory=dict)
    kind_constant: EntityKind = "organisation"
    group_rows: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        """Every column that the file must have."""
        named = [column for columns in self.columns.values() for column in columns]
        return tuple(dict.fromkeys([*named, *self.identifiers.values()]))


def mapping_of(options: Mapping[str, object]) -> TableMapping:
    """Return the options, checked; raise MappingRefused, which names the option and what it may be.

    For the form of a feed as well: what passes here fails later only for what is in the file.
    """
    for name in options:
        if name not in _OPTIONS:
            raise MappingRefused(f"There is no option '{name}'; there are {', '.join(_OPTIONS)}.")
    columns = _columns(options)
    header_row = options.get("header_row", 1)
    if not isinstance(header_row, int) or isinstance(header_row, bool) or not 1 <= header_row <= 1000:
        raise MappingRefused("Option 'header_row' must be a number from 1 to 1000.")
    delimiter = _text(options, "delimiter") or ","
    if delimiter not in _DELIMITERS:
        raise MappingRefused("Option 'delimiter' must be one of: comma, semicolon, tab, |.")
    group_rows = options.get("group_rows", False)
    if not isinstance(group_rows, bool):
        raise MappingRefused("Option 'group_rows' must be true or false.")
    if group_rows and "reference" not in columns:
        raise MappingRefused("Option 'group_rows' needs 'columns.reference': rows are grouped by it.")
    return TableMapping(
        columns=columns,
        identifiers=_strings(options, "identifiers", what="the name of a column"),
        alias_separator=_text(options, "alias_separator", strip=False),
        programme_separator=_text(options, "programme_separator", strip=False),
        header_row=header_row,
        sheet=_text(options, "sheet") or None,
        delimiter=delimiter,
        programme_constant=_text(options, "programme_constant"),
        date_formats=_date_formats(options),
        kinds=_kinds(options),
        kind_constant=_kind(_text(options, "kind_constant") or "organisation", option="kind_constant"),
        group_rows=group_rows,
    )


def _columns(options: Mapping[str, object]) -> dict[str, Columns]:
    given = options.get("columns")
    if not isinstance(given, Mapping) or not given:
        raise MappingRefused("Option 'columns' is missing: it says which column is the name, and so on.")
    columns: dict[str, Columns] = {}
    for name, value in given.items():
        if name not in _FIELDS:
            raise MappingRefused(f"Option 'columns' knows no '{name}'; it may have {', '.join(_FIELDS)}.")
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list | tuple) or not several:
            raise MappingRefused(f"Option 'columns.{name}' must be the name of a column, or a list of names.")
        for one in several:
            if not isinstance(one, str) or not one.strip():
                raise MappingRefused(f"Option 'columns.{name}' must hold names of columns, not {one!r}.")
        columns[str(name)] = tuple(" ".join(one.split()) for one in several)
    if "name" not in columns:
        raise MappingRefused("Option 'columns.name' is missing: an entry cannot be without a name.")
    return columns


def _text(options: Mapping[str, object], name: str, *, strip: bool = True) -> str:
    value = options.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > 200:
        raise MappingRefused(f"Option '{name}' must be a text of at most 200 characters.")
    return value.strip() if strip and value != "\t" else value


def _strings(options: Mapping[str, object], name: str, *, what: str) -> dict[str, str]:
    given = options.get(name) or {}
    if not isinstance(given, Mapping) or not all(
        isinstance(key, str) and isinstance(value, str) and key.strip() and value.strip()
        for key, value in given.items()
    ):
        raise MappingRefused(f"Option '{name}' must map texts to {what}.")
    return {key.strip(): " ".join(value.split()) for key, value in given.items()}


def _date_formats(options: Mapping[str, object]) -> tuple[str, ...]:
    given = options.get("date_format") or ()
    several = (given,) if isinstance(given, str) else given
    if not isinstance(several, list | tuple):
        raise MappingRefused(
            "Option 'date_format' must be a text such as '%d.%m.%Y', or a list of such texts."
        )
    for one in several:
        if not isinstance(one, str) or "%Y" not in one:
            raise MappingRefused(f"Option 'date_format': {one!r} has no %Y, the year in four digits.")
        try:
            datetime.strptime(datetime(2001, 2, 3).strftime(one), one)
        except ValueError as error:
            raise MappingRefused(
                f"Option 'date_format': '{one}' is no format of a date ({error})."
            ) from error
    return tuple(several)


def _kinds(options: Mapping[str, object]) -> dict[str, EntityKind]:
    told = _strings(options, "kinds", what=f"one of {', '.join(KINDS)}")
    return _WORDS | {word.lower(): _kind(kind, option=f"kinds.{word}") for word, kind in told.items()}


def _kind(text: str, *, option: str) -> EntityKind:
    for kind in KINDS:
        if kind == text:
            return kind
    raise MappingRefused(f"Option '{option}' must be one of {', '.join(KINDS)}, not '{text}'.")
