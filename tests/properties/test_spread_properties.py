"""Who followed whom: counts that never contradict themselves, whatever the periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.web.present.delays import delay, span
from designations.web.present.spread import Spell, by_place, endings, first_of, merged, moves

DAYS = st.integers(0, 9000).map(lambda number: date(2000, 1, 1) + timedelta(days=number))
UNTIL = date(2026, 1, 1)


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    bounds = sorted(draw(st.lists(DAYS, min_size=4, max_size=4)))
    unknown = draw(st.booleans()) and draw(st.booleans())
    ends = unknown or draw(st.booleans())
    return Spell(
        place=draw(st.sampled_from("abc")),
        list=None,
        status="unknown" if unknown else draw(st.sampled_from(["in_force", "suspended"])),
        start_lo=None if unknown else draw(st.sampled_from([bounds[0], None])),
        start_hi=None if unknown else bounds[1],
        end_lo=draw(st.sampled_from([bounds[2], None])) if ends else None,
        end_hi=bounds[3] if ends else None,
        start=None,
        end=None,
    )


@given(st.lists(spells(), max_size=12))
def test_what_is_certain_is_never_more_than_what_is_possible_nor_than_there_are(rows: list[Spell]) -> None:
    places = by_place(rows)
    sure = possible = 0
    for _day, sure, possible, came, went in moves(places, until=UNTIL):
        assert 0 <= sure <= possible <= len(places)
        assert not set(came) & set(went)
    on_the_day = {
        place for place, own in places.items() if any(s.sure and s.sure[0] <= UNTIL < s.sure[1] for s in own)
    }
    assert sure == len(on_the_day)
    perhaps = {p for p, own in places.items() if any(s.possible[0] <= UNTIL < s.possible[1] for s in own)}
    assert possible == len(perhaps)


@given(st.lists(spells(), max_size=12))
def test_an_ending_is_followed_by_no_other_listing_of_the_same_place(rows: list[Spell]) -> None:
    places = by_place(rows)
    for place, spell in endings(places, until=UNTIL):
        assert spell.end_hi
        assert not [s for s in places[place] if s.sure and s.sure[0] <= spell.end_hi < s.sure[1]]
    for own in places.values():
        first = first_of(own)
        assert all(first.start_hi and first.start_hi <= s.start_hi for s in own if s.start_hi)


@given(st.lists(st.tuples(DAYS, DAYS), max_size=10))
def test_merging_keeps_every_day_and_leaves_gaps_between(pairs: list[tuple[date, date]]) -> None:
    stretches = [(begin, end) for begin, end in pairs if begin < end]
    found = merged(stretches)
    assert all(a[1] < b[0] for a, b in zip(found, found[1:], strict=False))
    for day in {day for pair in stretches for day in pair}:
        assert any(a <= day < b for a, b in stretches) == any(a <= day < b for a, b in found)


@pytest.mark.parametrize(
    ("first", "other", "words"),
    [
        ((date(2003, 2, 14), date(2003, 2, 14)), (date(2003, 2, 14), date(2003, 2, 14)), "the same day"),
        ((date(2003, 2, 14), date(2003, 2, 14)), (date(2003, 3, 16), date(2003, 3, 16)), "30 days later"),
        (
            (date(2003, 2, 14), date(2003, 2, 14)),
            (date(2006, 1, 1), date(2008, 1, 1)),
            "2.9 years to 4.9 years later",
        ),
        ((None, date(2003, 2, 14)), (date(2004, 2, 14), date(2004, 2, 14)), "at least 12 months later"),
        (
            (date(2003, 1, 1), date(2003, 1, 1)),
            (None, date(2013, 1, 1)),
            "at most 10 years later, perhaps earlier",
        ),
        ((date(2003, 1, 1), date(2003, 12, 31)), (date(2003, 5, 1), date(2003, 5, 1)), None),
        ((None, date(2003, 1, 1)), (None, date(2004, 1, 1)), "not known"),
        ((date(2003, 1, 1), date(2003, 1, 1)), (None, None), "not known"),
    ],
)  # fmt: skip
def test_a_delay_claims_no_more_than_the_dates_allow(
    first: tuple[date | None, date | None], other: tuple[date | None, date | None], words: str | None
) -> None:
    assert delay(first, other) == (words or "at most 4 months later, perhaps earlier")


def test_lengths_of_time_are_days_then_months_then_years() -> None:
    assert [span(days) for days in (1, 60, 61, 365, 730, 731, 1461)] == [
        "1 day", "60 days", "2 months", "12 months", "24 months", "2 years", "4 years",
    ]  # fmt: skip
