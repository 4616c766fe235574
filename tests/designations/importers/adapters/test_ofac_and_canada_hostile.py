"""Whatever bytes come: entries, or a refusal that says why."""

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designations.importers.adapters import ca_regulation, ca_sema, ofac_csv, ofac_xml
from designations.importers.adapters.english_dates import english_date
from designations.importers.entries import FileRefused
from tests.designations.importers.adapters.reading import FIXTURES

ADAPTERS = [ofac_csv, ofac_xml, ca_regulation, ca_sema]
SOUND = [path.read_bytes() for path in sorted(FIXTURES.iterdir()) if path.name.startswith(("ofac-", "ca-"))]
OPTIONS: Mapping[str, object] = {"filters": {"sanctionsPrograms": ["SDGT"]}}


def _damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """The bytes of a sound file with some of them cut out and others put in."""
    return st.builds(
        lambda start, length, put: content[:start] + put + content[start + length :],
        st.integers(0, len(content)),
        st.integers(0, 200),
        st.one_of(
            st.binary(max_size=20), st.sampled_from([b"<Item>", b"</", b'"', b"\n", b"(", b"; ", b"\x1a"])
        ),
    )


ANY_BYTES = st.one_of(st.binary(max_size=300), st.sampled_from(SOUND).flatmap(_damaged))


@pytest.mark.parametrize("adapter", ADAPTERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=ANY_BYTES)
def test_any_bytes_give_entries_or_a_refusal(adapter: ModuleType, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    try:
        entries = list(adapter.read({"main": path}, options=OPTIONS).entries)
    except FileRefused:
        return
    assert entries
    assert all(entry.reference and entry.name for entry in entries)


@pytest.mark.parametrize("role", ["alt", "add", "comments"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=ANY_BYTES)
def test_any_bytes_beside_the_main_file_give_entries_or_a_refusal(
    role: str, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "beside"
    path.write_bytes(content)
    try:
        entries = list(ofac_csv.read({"main": FIXTURES / "ofac-sdn.csv", role: path}, options={}).entries)
    except FileRefused:
        return
    assert len(entries) == 5


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = english_date(text)
    assert found is None or found.lo is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 Jun 1975", "1975-06-14"),
        ("14 June 1975.", "1975-06-14"),
        ("Sept 1975", "1975-09"),
        ("1975", "1975"),
        ("1975-06-14", "1975-06-14"),
        ("circa 14 Jun 1975", "1975"),
        ("circa Jun 1975", "1975"),
        ("circa 1951-1953", "1951-01-01/1953-12-31"),
        ("1962 to 1965", "1962-01-01/1965-12-31"),
        ("Mar 1962 to Apr 1962", "1962-03-01/1962-04-30"),
        ("01 Jan 1960 to 31 Dec 1960", "1960"),
        ("1965 to 1962", "None"),
        ("31 Feb 1975", "None"),
        ("14 Mayo 1975", "None"),
        ("Sep-99", "None"),
        ("born in the early 1970s", "None"),
        ("14/06/1975", "None"),
    ],
)
def test_dates_keep_their_precision_and_no_day_is_invented(text: str, expected: str) -> None:
    assert str(english_date(text)) == expected
