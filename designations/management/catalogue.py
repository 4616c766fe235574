"""The strings of the pages and their translations: found in the code, kept in `designations/locale`.

Babel reads and writes the files, so that no gettext tools need be installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
LOCALE = ROOT / "designations" / "locale"
WIDTH = 110
# Not when it was written: a file says the same as long as the strings do.
_EVER = datetime(2026, 1, 1, tzinfo=UTC)
_ONE, _MANY, _IN_CONTEXT = None, (1, 2), ((1, "c"), 2)
_CALLS = {
    "_": _ONE,
    "gettext": _ONE,
    "gettext_lazy": _ONE,
    "ngettext": _MANY,
    "ngettext_lazy": _MANY,
    "pgettext": _IN_CONTEXT,
    "pgettext_lazy": _IN_CONTEXT,
    "npgettext": ((1, "c"), 2, 3),
}


def templates() -> list[Path]:
    """The templates of the public pages."""
    folder = ROOT / "templates"
    return sorted([*folder.glob("*.html"), *(folder / "web").rglob("*.html")])


def wanted() -> Catalog:
    """All strings that are to be translated, without a translation."""
    catalogue = Catalog(creation_date=_EVER, charset="utf-8")
    code = sorted((ROOT / "designations").rglob("*.py"))
    for path in [*templates(), *(path for path in code if "migrations" not in path.parts)]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            text = "\n".join(line.lstrip() for line in templatize(text).splitlines())
        place = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, context in extract("python", BytesIO(text.encode()), _CALLS):
            catalogue.add(message, locations=[(place, 0)], context=context)
    return catalogue


def po_path(language: str) -> Path:
    """Where the translations of a language are written."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def translations(language: str) -> Catalog:
    """The translations of a language as they are in its file."""
    return read_po(BytesIO(po_path(language).read_bytes()), locale=language, charset="utf-8")


def bring_up_to_date(language: str) -> list[str]:
    """Write new strings into the file of a language, take old ones out, compile it; what is untranslated."""
    catalogue = translations(language)
    catalogue.update(wanted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    written = BytesIO()
    write_po(written, catalogue, width=WIDTH, ignore_obsolete=True, include_lineno=False)
    po_path(language).write_bytes(written.getvalue())
    po_path(language).with_suffix(".mo").write_bytes(compiled(catalogue))
    return list(untranslated(catalogue))


def compiled(catalogue: Catalog) -> bytes:
    """The translations in the form that is read while the site runs."""
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def untranslated(catalogue: Catalog) -> Iterator[str]:
    """The strings of a catalogue without a translation, or with a doubtful one."""
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.fuzzy or not all(texts):
            yield message.id if isinstance(message.id, str) else message.id[0]
