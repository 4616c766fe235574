"""Hostile XML, one record after the other, in bounded memory.

Expat tells of a document type declaration before it reads any entity in it, so that such a file is refused
before anything can be expanded or fetched. Elements and attributes are known by their local names.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from designations.importers.adapters.opening import MOST_CHARACTERS_OF_A_FIELD, opened, refuse_error_body
from designations.importers.entries import FileRefused

MOST_LEVELS = 40
MOST_ELEMENTS_OF_A_RECORD = 100_000
MOST_CHARACTERS_OF_A_RECORD = 8_000_000
_CHUNK = 1 << 16
# A tag, a comment or an instruction that is not over after so many bytes.
_LONGEST_TOKEN = 1 << 20


@dataclass(slots=True)
class Element:
    """An element with its content in order. `parent` has the attributes of the element around it."""

    tag: str
    attributes: dict[str, str]
    line: int
    parent: dict[str, str]
    content: "list[str | Element]" = field(default_factory=list)

    def children(self, *path: str) -> "Iterator[Element]":
        """Give the elements that stand below this one at the end of the path, in order."""
        for one in self.content:
            if isinstance(one, Element) and one.tag == path[0]:
                if len(path) == 1:
                    yield one
                else:
                    yield from one.children(*path[1:])

    def strings(self) -> Iterator[tuple[str, "Element"]]:
        """Give every piece of text within, with the element that it stands in directly."""
        for one in self.content:
            if isinstance(one, str):
                yield one, self
            else:
                yield from one.strings()

    def text(self, *path: str) -> str:
        """Return the text at the end of the path, white space collapsed; '' if it is absent or empty."""
        element = next(self.children(*path), None) if path else self
        return "" if element is None else " ".join("".join(piece for piece, _ in element.strings()).split())

    def flat(self, *, without: Collection[str] = ()) -> dict[str, str]:
        """Return every text and attribute by its path, such as 'akaList/aka[2]/lastName'.

        Attributes of the names in `without` are left out.
        """
        return dict(self._flat("", without))

    def _flat(self, path: str, without: Collection[str]) -> Iterator[tuple[str, str]]:
        yield from (
            (f"{path}@{name}", value) for name, value in self.attributes.items() if name not in without
        )
        own = " ".join("".join(one for one in self.content if isinstance(one, str)).split())
        if own:
            yield path or "text", own
        seen: dict[str, int] = {}
        for one in self.content:
            if isinstance(one, Element):
                seen[one.tag] = nth = seen.get(one.tag, 0) + 1
                step = one.tag if nth == 1 else f"{one.tag}[{nth}]"
                yield from one._flat(f"{path}/{step}" if path else step, without)


def read_records(path: Path, *, roots: Collection[str], records: Collection[str]) -> Iterator[Element]:
    """Give the root, without its content, and then each element of `records` that is not within another.

    Raises FileRefused, with the line, for anything but well-formed XML with one of these roots, and for what
    no list needs: declarations of types and entities, very deep, very long or very large structures.
    """
    with opened(path) as handle:
        reader = _Reader(name=path.name, roots=roots, records=frozenset(records))
        chunk = handle.read(_CHUNK)
        refuse_error_body(chunk, name=path.name)
        while chunk:
            reader.feed(chunk)
            yield from reader.take()
            chunk = handle.read(_CHUNK)
        reader.feed(b"", last=True)
        yield from reader.take()


class _Reader:
    def __init__(self, *, name: str, roots: Collection[str], records: frozenset[str]) -> None:
        self._name = name
        self._roots = roots
        self._records = records
        self._around: list[dict[str, str]] = []
        self._open: list[Element] = []
        self._done: list[Element] = []
        self._elements = self._characters = self._field = self._fed = 0
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = _CHUNK
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._declaration
        parser.EntityDeclHandler = self._declaration

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        self._fed += len(chunk)
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            self._refuse(f"not well-formed XML ({expat.errors.messages[error.code]})")
        except (LookupError, ValueError) as error:
            self._refuse(f"in an encoding that cannot be read ({error})")
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
            self._refuse(f"holding a tag or comment longer than {_LONGEST_TOKEN} bytes")

    def take(self) -> list[Element]:
        done, self._done = self._done, []
        return done

    def _refuse(self, what: str) -> NoReturn:
        raise FileRefused(f"{self._name} is {what}, line {self._parser.CurrentLineNumber}.")

    def _declaration(self, *_: object) -> None:
        self._refuse("declaring a document type or an entity, which no list needs")

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        tag = qualified.rpartition(":")[2]
        local = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        if any(len(value) > MOST_CHARACTERS_OF_A_FIELD for value in local.values()):
            self._refuse(f"holding an attribute of more than {MOST_CHARACTERS_OF_A_FIELD} characters")
        depth = len(self._around)
        if depth >= MOST_LEVELS:
            self._refuse(f"nested more than {MOST_LEVELS} levels deep")
        if not depth and tag not in self._roots:
            self._refuse(f"another document: its root is <{tag[:80]}>, not <{'> or <'.join(self._roots)}>")
        parent = self._around[-1] if depth else {}
        element = Element(tag, local, self._parser.CurrentLineNumber, parent)
        self._around.append(local)
        self._field = 0
        if not depth:
            self._done.append(element)
        elif self._open:
            self._open[-1].content.append(element)
            self._open.append(element)
            self._elements += 1
            if self._elements > MOST_ELEMENTS_OF_A_RECORD:
                self._refuse(f"holding a record of more than {MOST_ELEMENTS_OF_A_RECORD} elements")
        elif tag in self._records:
            self._open.append(element)
            self._elements = self._characters = 0

    def _text(self, text: str) -> None:
        if not self._open:
            return
        self._characters += len(text)
        self._field += len(text)
        if self._field > MOST_CHARACTERS_OF_A_FIELD:
            self._refuse(f"holding a text of more than {MOST_CHARACTERS_OF_A_FIELD} characters")
        if self._characters > MOST_CHARACTERS_OF_A_RECORD:
            self._refuse(f"holding a record of more than {MOST_CHARACTERS_OF_A_RECORD} characters")
        self._open[-1].content.append(text)

    def _end(self, _: str) -> None:
        self._around.pop()
        self._field = 0
        if self._open:
            element = self._open.pop()
            if not self._open:
                self._done.append(element)
