"""Whatever drafts say: what is exported is what comes back, and no cell is one that a program would run."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from designations.editorial.applicable import applies
from designations.editorial.draft import SHARED_FIELDS, save_draft
from designations.importers.drafts.plan import plan
from designations.importers.drafts.write import csv_lines, rows_of, write_workbook
from designations.models import Draft, DraftCitation, EventKind
from designations.text.cells import neutral, plain
from designations.text.partial_dates import PartialDate
from tests.factories import editor, make_act, make_entity, make_event, make_source

DANGEROUS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
letters = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n='+-@\",;")
texts = st.text(letters, max_size=40).map(str.strip)
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2020, 12, 31))
dates = st.one_of(
    st.none(),
    days.map(str),
    days.map(lambda day: str(day)[:7]),
    days.map(lambda day: str(day)[:4]),
    days.map(lambda day: f"../{day}"),
    days.map(lambda day: f"{day}/{day + timedelta(days=200)}"),
)
drafts = st.lists(
    st.tuples(
        st.sampled_from(
            [
                EventKind.LISTED,
                EventKind.STATEMENT,
                EventKind.COURT_RULING,
                EventKind.DELISTED,
                "legal_changed",
            ]
        ),
        st.tuples(texts, texts, texts, texts),
        st.tuples(dates, dates, dates),
        st.one_of(st.none(), st.integers(-32768, 32767)),
        st.lists(st.tuples(st.integers(0, 20), texts, st.booleans(), dates), max_size=3),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@given(st.text(st.characters(exclude_categories=["Cs"], include_characters=f"'{DANGEROUS}")))
def test_a_cell_never_begins_a_formula_and_gives_its_text_back(text: str) -> None:
    cell = neutral(text)
    assert cell[:1] not in set(DANGEROUS)
    assert plain(cell) == text


def parsed(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def told(draft: Draft, citations: Any, resolves: Any) -> Any:
    return (
        [getattr(draft, name) for name in SHARED_FIELDS],
        draft.entity,
        [(c.source, c.quote, c.translation, c.disputes, c.claimed_on) for c in citations],
        sorted(event.pk for event in resolves),
    )


@pytest.mark.django_db
@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drafts)
def test_an_export_read_again_gives_the_same_drafts(given_drafts: list[Any]) -> None:
    listed = make_event(entity=make_entity())
    place, entity, act = listed.list.jurisdiction, make_entity(), make_act()
    captured, bare = make_source(text="Words that were said, and =SUM(A1) too."), make_source()
    written = []
    for kind, (a, b, c, d), (x, y, z), sequence, citations, flag in given_drafts:
        statement, ruling, closing = kind == "statement", kind == "court_ruling", kind == "delisted"
        draft = Draft(
            kind=kind,
            list=listed.list,
            entity=None if kind == "legal_changed" else entity,
            occurred_on=parsed(x),
            announced_on=parsed(y),
            effective_on=parsed(z),
            actor=a,
            name_on_list=b if applies("name_on_list", EventKind(kind)) else "",
            reference=c if applies("reference", EventKind(kind)) else "",
            summary=d,
            sequence=sequence,
            act=act if flag else None,
            speaker=(a or "Somebody") if statement else "",
            stance="neutral" if statement else "",
            about=listed.event if statement and flag else None,
            on_behalf_of_jurisdiction=place if statement and flag else None,
            on_behalf_of_entity=entity if statement and not flag else None,
            adverse=flag if ruling else None,
            end_reason="merged" if closing else "",
            continued_by=listed.designation if closing else None,
            mode="covered" if kind == "listed" and flag else "",
            within=listed.designation if kind == "listed" and flag else None,
        )
        rows = [
            DraftCitation(
                source=captured if start % 2 else bare,
                quote="Words that were said, and =SUM(A1) too."[start:].strip() if start % 2 else "",
                translation=text,
                disputes=disputes,
                claimed_on=parsed(when),
            )
            for start, text, disputes, when in citations
        ]
        written.append(
            save_draft(
                draft,
                by=editor(),
                citations=rows,
                resolves=[listed.event] if flag and applies("resolves", EventKind(kind)) else [],
            )
        )
    keys = [draft.pk for draft in written]
    wanted = [told(draft, draft.citations.all(), draft.resolves.all()) for draft in written]
    with TemporaryDirectory() as folder:
        as_csv, as_xlsx = Path(folder) / "drafts.csv", Path(folder) / "drafts.xlsx"
        as_csv.write_bytes(b"".join(csv_lines(rows_of(keys))))
        with as_xlsx.open("wb") as file:
            write_workbook(rows_of(keys), to=file)
        for path in (as_csv, as_xlsx):
            read = plan(path)
            assert read.faults == []
            assert [told(p.new.draft, p.new.citations, p.new.resolves) for p in read.drafts] == wanted
