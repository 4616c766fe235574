"""XML of strangers: what is refused before or while it is read, by both adapters that read XML."""

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designations.importers.adapters import checks, eu_fsf, un_consolidated, xml_stream
from designations.importers.entries import FileRefused
from tests.designations.importers.adapters.reading import FIXTURES, entries_of

ADAPTERS = (un_consolidated, eu_fsf)
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
UN = "<CONSOLIDATED_LIST><ENTITIES>{}</ENTITIES></CONSOLIDATED_LIST>"
ENTITY = "<ENTITY><REFERENCE_NUMBER>QDe.{}</REFERENCE_NUMBER><FIRST_NAME>EXAMPLE</FIRST_NAME>{}</ENTITY>"


@pytest.mark.parametrize("adapter", ADAPTERS)
@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % far SYSTEM "http://127.0.0.1:9/x.dtd"> %far;]>',
        "<!DOCTYPE x>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_whatever_it_declares(
    adapter: ModuleType, declared: str, encoding: str, tmp_path: Path
) -> None:
    content = f"{declared}<CONSOLIDATED_LIST>&l9;&secret;</CONSOLIDATED_LIST>".encode(encoding)
    with pytest.raises(FileRefused, match="declares a document type"):
        entries_of(adapter, content, tmp_path=tmp_path)


@pytest.mark.parametrize("adapter", ADAPTERS)
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "nothing but white space"),
        (b"\xef\xbb\xbf", "nothing but white space"),
        (b"<!DOCTYPE html><p>Under maintenance", "an HTML page"),
        (b'<?xml version="1.0"?>\n<HTML lang="en"><body/></HTML>', "an HTML page"),
        (b'[{"error": "quota exceeded"}]', "a JSON answer"),
        (b"<", "not well-formed"),
        (b"<!-- " + b"-" * 70_000, "not well-formed"),
        (b"<!-- " + b"x" * 70_000, "hold no element"),
        (b'<?xml version="1.0" encoding="no-such"?><WHOLE/>', "not well-formed"),
    ],
)
def test_a_body_that_is_no_list_is_refused(
    adapter: ModuleType, content: bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match=reason):
        entries_of(adapter, content, tmp_path=tmp_path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (UN.format("<a>" * 100_000 + "</a>" * 100_000), "not well-formed.*depth"),
        (UN.format(ENTITY.format(1, "<COMMENTS1>\udce9</COMMENTS1>")), "not well-formed"),
        (UN.format(ENTITY.format(1, ""))[:-40], "not well-formed"),
        (UN.format(ENTITY.format(1, ENTITY.format(2, ""))), "where none belongs"),
        (UN.format(ENTITY.format(1, f"<COMMENTS1>{'x' * 100_001}</COMMENTS1>")), "'COMMENTS1' has 100001"),
        (UN.format(ENTITY.format(1, "<COMMENTS1>&secret;</COMMENTS1>")), "not well-formed"),
        (UN.format("<ENTITY>" + "<X/>" * 3_000_000), "Entry 1 is longer than"),
    ],
)
def test_structure_that_could_exhaust_or_mislead_is_refused(
    content: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match=reason):
        entries_of(un_consolidated, content.encode("utf-8", "surrogateescape"), tmp_path=tmp_path)


def test_more_entries_than_any_list_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_stream, "MAX_ENTRIES", 2)
    content = UN.format("\n".join(ENTITY.format(n, "") for n in range(3)))
    with pytest.raises(FileRefused, match="Line 3: more than 2 entries"):
        entries_of(un_consolidated, content.encode(), tmp_path=tmp_path)


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.truncate(checks.MAX_BYTES + 1)
    with pytest.raises(FileRefused, match="has 1073741825 bytes"):
        un_consolidated.read({"main": path}, options={})


def test_a_missing_main_file_is_refused() -> None:
    for adapter in ADAPTERS:
        with pytest.raises(FileRefused, match="no main file"):
            adapter.read({}, options={})


def test_what_was_read_is_forgotten_before_the_next_entry(tmp_path: Path) -> None:
    path = tmp_path / "long.xml"
    filling = "<X/>" * 50
    parts = (f"stray<!-- x --><Y/>{ENTITY.format(n, filling)}</ENTITIES><ENTITIES>" for n in range(400))
    path.write_text(UN.format("".join(parts)))
    held = [
        sum(1 for _ in element.getroottree().iter())
        for element in xml_stream.elements(path, entries={"ENTITY": ("ENTITIES", "CONSOLIDATED_LIST")})
    ]
    assert len(held) == 400
    # What one chunk of the file has already brought in, and never the file.
    longest = len(ENTITY.format(400, filling))
    assert max(held) <= 60 * (2 + xml_stream.CHUNK // longest)


def _damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """The bytes of a sound file with some of them cut out and others put in."""
    places = st.integers(0, len(content))
    return st.builds(
        lambda start, length, put: content[:start] + put + content[start + length :],
        places,
        st.integers(0, 200),
        st.one_of(st.binary(max_size=20), st.sampled_from([b"<ENTITY>", b"</", b'"', b"\n", b";", b"&x;"])),
    )


SOUND = [path.read_bytes() for path in sorted(FIXTURES.glob("*")) if path.name.startswith(("un-", "eu-"))]


@pytest.mark.parametrize("adapter", ADAPTERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), st.sampled_from(SOUND).flatmap(_damaged)))
def test_any_bytes_give_entries_or_a_refusal(adapter: ModuleType, content: bytes, tmp_path: Path) -> None:
    try:
        entries = entries_of(adapter, content, tmp_path=tmp_path)
    except FileRefused:
        return
    assert entries
    assert all(entry.reference and entry.name for entry in entries)
