"""What stands inside an element of a list file, by path and local names."""

from collections.abc import Iterator

from lxml import etree

from designations.importers.adapters.checks import MAX_FIELD, clean
from designations.importers.adapters.xml_stream import raw_row
from designations.importers.entries import FileRefused


def row_of(element: etree._Element) -> dict[str, str]:
    """Return the raw row of an entry, to be asked for before its texts are taken apart.

    Raises FileRefused for a text of absurd length, on which that could take for ever.
    """
    row = raw_row(element)
    for path, text in row.items():
        if len(text) > MAX_FIELD:
            raise FileRefused(f"Line {element.sourceline}: '{path}' has {len(text)} characters.")
    return row


def inside(element: etree._Element, *path: str) -> Iterator[etree._Element]:
    """Give the elements at the end of the path, such as `inside(entry, "akaList", "aka")`, in order."""
    return element.iterfind("/".join(f"{{*}}{step}" for step in path))


def text_at(element: etree._Element, *path: str) -> str:
    """Return the cleaned text of the first element at the end of the path, '' if there is none."""
    return next((whole_text(one) for one in inside(element, *path)), "")


def texts_at(element: etree._Element, *path: str) -> tuple[str, ...]:
    """Return the cleaned texts at the end of the path, each once, without the empty ones."""
    return tuple(dict.fromkeys(text for one in inside(element, *path) if (text := whole_text(one))))


def whole_text(element: etree._Element) -> str:
    """Return the cleaned text of the element and of all within it."""
    return clean("".join(map(str, element.itertext())))


def attribute(element: etree._Element, name: str) -> str:
    """Return the attribute of that local name, '' if there is none."""
    return next(
        (str(value).strip() for key, value in element.attrib.items() if etree.QName(key).localname == name),
        "",
    )
