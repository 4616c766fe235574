"""XML of strangers, element by element: no document type, no entities, no network, bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from designations.importers.adapters.checks import MAX_ENTRIES, clean
from designations.importers.entries import FileRefused

CHUNK = 64 * 1024
MAX_PROLOG = 64 * 1024
MAX_ENTRY_BYTES = 8 << 20


class _RootFound(Exception):
    """Stops reading at the first element."""


def root_of(path: Path) -> tuple[str, dict[str, str]]:
    """Return the local name of the root element and its attributes, by local name.

    Only the beginning of the file is read. Raises FileRefused for a document type declaration, which is
    where entities would be declared, and for anything that is not XML.
    """
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def element(name: str, attributes: dict[str, str]) -> None:
        found.append((_local(name), {_local(key): value for key, value in attributes.items()}))
        raise _RootFound

    def doctype(*_declared: object) -> None:
        raise FileRefused(
            f"Line {parser.CurrentLineNumber}: the file declares a document type, which no list does."
        )

    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    with path.open("rb") as file:
        head = file.read(MAX_PROLOG)
    try:
        parser.Parse(head, len(head) < MAX_PROLOG)
    except _RootFound:
        return found[0]
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise FileRefused(f"The file is not well-formed XML: {error}.") from error
    raise FileRefused(f"The first {MAX_PROLOG} bytes hold no element.")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def elements(path: Path, *, entries: Mapping[str, tuple[str, ...]]) -> Iterator[etree._Element]:
    """Yield every entry element, whole, in the order of the file; it is emptied when the next is asked for.

    `entries` says which elements those are and within which they stand, innermost first:
    `{"ENTITY": ("ENTITIES", "CONSOLIDATED_LIST")}`. Namespaces are not looked at. Raises FileRefused with
    the line if the XML is not well-formed, an entry stands elsewhere or is too long, or there is none.
    """
    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{name}" for name in entries],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    count = unfinished = 0
    try:
        for chunk in _chunks(path):
            parser.feed(chunk)
            unfinished += len(chunk)
            for element in _ended(parser):
                _refuse_misplaced(element, entries)
                count += 1
                if count > MAX_ENTRIES:
                    raise FileRefused(f"Line {element.sourceline}: more than {MAX_ENTRIES} entries.")
                yield element
                _forget(element)
                unfinished = 0
            if unfinished > MAX_ENTRY_BYTES:
                raise FileRefused(f"Entry {count + 1} is longer than {MAX_ENTRY_BYTES} bytes.")
        parser.close()
    except etree.XMLSyntaxError as error:
        raise FileRefused(f"The file is not well-formed XML: {clean(error.msg)}.") from error
    if not count:
        raise FileRefused(f"The file holds no entries ({' or '.join(entries)}).")


def _ended(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    for _event, ended in parser.read_events():
        if isinstance(ended, etree._Element):
            yield ended


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _refuse_misplaced(element: etree._Element, entries: Mapping[str, tuple[str, ...]]) -> None:
    name = local_name(element)
    around = tuple(local_name(outer) for outer in element.iterancestors())
    if around != entries[name]:
        place = "/".join(reversed(around)) or "the root"
        raise FileRefused(f"Line {element.sourceline}: {name} stands in {place}, where none belongs.")
    if element.getroottree().docinfo.internalDTD is not None:
        raise FileRefused("The file declares a document type, which no list does.")


def _forget(element: etree._Element) -> None:
    """Give back the memory of an element that was read, and of all that stands before it."""
    # Not clear(), which takes the text after the element too: the parser may still be at it.
    del element[:]
    element.attrib.clear()
    element.text = None
    inner: etree._Element | None = element
    while inner is not None:
        outer = inner.getparent()
        while outer is not None and inner.getprevious() is not None:
            del outer[0]
        inner = outer


def local_name(element: etree._Element) -> str:
    """Return the name of the element without its namespace."""
    return str(etree.QName(element).localname)


def text_of(element: etree._Element, name: str) -> str:
    """Return the cleaned text of the first child of that name, '' if there is none."""
    return clean(element.findtext(f"{{*}}{name}"))


def raw_row(element: etree._Element) -> dict[str, str]:
    """Return each text and attribute inside the element that is not empty, by a path like `ALIAS[2]/NAME`."""
    row: dict[str, str] = {}
    _gather(element, "", row)
    return row


def _gather(element: etree._Element, path: str, row: dict[str, str]) -> None:
    for key, value in element.attrib.items():
        if stripped := str(value).strip():
            row[f"{path}@{etree.QName(key).localname}"] = stripped
    text = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    if text:
        row[path.rstrip("/") or "."] = text
    totals: dict[str, int] = {}
    children = [child for child in element if isinstance(child.tag, str)]
    for child in children:
        totals[local_name(child)] = totals.get(local_name(child), 0) + 1
    seen: dict[str, int] = {}
    for child in children:
        name = local_name(child)
        seen[name] = seen.get(name, 0) + 1
        number = f"[{seen[name]}]" if totals[name] > 1 else ""
        _gather(child, f"{path}{name}{number}/", row)
