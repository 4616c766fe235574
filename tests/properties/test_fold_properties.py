"""What holds for the fold of any events whatever."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from designations.editorial.fold import Segment, Transition, fold, standing

FIRST = date(2000, 1, 1)
KINDS = ["listed", "delisted", "annulled", "expired", "suspended", "reinstated", "list_abolished", "amended"]
IGNORED = ["statement", "court_ruling", "renewed", "listing_proposed", "absence_confirmed", "", "x"]
LEGAL_NEXT = {
    "not_listed": {"listed": "in_force"},
    "in_force": {
        "suspended": "suspended",
        "delisted": "ended",
        "annulled": "ended",
        "list_abolished": "ended",
    },
    "suspended": {"reinstated": "in_force", "expired": "ended"},
    "ended": {"listed": "in_force"},
}

# Few days, so that intervals touch, nest and coincide often.
days = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
names = st.sampled_from(["", "A", "B"])


def transitions(kinds: list[str]) -> st.SearchStrategy[Transition]:
    return st.builds(
        Transition,
        id=st.sampled_from("abcdefgh"),
        kind=st.sampled_from(kinds),
        lo=st.none() | days,
        hi=days,
        sequence=st.none() | st.integers(0, 3),
        name_on_list=names,
        reference=names,
        mode=st.sampled_from(["", "entry", "alias"]),
        end_reason=st.sampled_from(["", "replaced"]),
        continued_by=st.none() | st.integers(1, 2),
        when=names,
    )


histories = st.lists(transitions(KINDS), max_size=9)


@st.composite
def legal_histories(draw: st.DrawFn) -> tuple[list[Transition], list[tuple[date, str]]]:
    """Draw exact events that follow each other legally, each on its own day, and the status after each."""
    status, day = "not_listed", FIRST
    events: list[Transition] = []
    after: list[tuple[date, str]] = []
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(sorted(LEGAL_NEXT[status])))
        status, day = LEGAL_NEXT[status][kind], day + timedelta(days=draw(st.integers(1, 5)))
        events.append(Transition(id=f"e{number}", kind=kind, lo=day, hi=day, when=day.isoformat()))
        after.append((day, status))
    return events, after


def _valid(segment: Segment) -> tuple[date, date]:
    return segment.start_hi or date.min, segment.end_hi or date.max


@given(histories, st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_given_does_not_matter(
    history: list[Transition], random: Random
) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(history)


@given(histories)
def test_segments_follow_each_other_without_overlap(history: list[Transition]) -> None:
    segments = fold(history).segments
    for one, following in zip(segments, segments[1:], strict=False):
        assert one.end_hi is not None
        assert following.start_hi is not None
        assert one.end_hi <= following.start_hi


@given(histories)
def test_the_bounds_of_every_segment_satisfy_the_database(history: list[Transition]) -> None:
    for segment in fold(history).segments:
        start, end = _valid(segment)
        assert start <= end
        assert (segment.start_lo or date.min) <= start
        assert (segment.end_lo or date.min) <= end
        assert (segment.start_lo or date.min) <= (segment.end_lo or date.max)
        assert segment.end_hi is not None or segment.end_lo is None
        assert (segment.start_hi is None) == (segment.status == "unknown")
        assert (segment.opened_by is None) == (segment.status == "unknown")
        assert (segment.closed_by is None) == (segment.end_hi is None)


@given(histories)
def test_only_the_first_segment_can_be_of_unknown_start_and_only_the_last_can_run(
    history: list[Transition],
) -> None:
    segments = fold(history).segments
    assert all(one.status != "unknown" for one in segments[1:])
    assert all(one.end_hi is not None for one in segments[:-1])


@given(histories)
def test_every_transition_opens_closes_is_reported_or_is_the_end_of_the_list(
    history: list[Transition],
) -> None:
    folded = fold(history)
    used = {event for one in folded.segments for event in (one.opened_by, one.closed_by)}
    used |= {one.event_id for one in folded.anomalies}
    assert {one.id for one in history if one.kind not in ("amended", "list_abolished")} <= used


@given(histories, st.lists(transitions(IGNORED), max_size=4))
def test_events_that_are_no_transitions_change_nothing(
    history: list[Transition], others: list[Transition]
) -> None:
    assert fold([*others, *history]) == fold(history)


@given(histories, days)
def test_at_most_one_segment_holds_on_a_day(history: list[Transition], day: date) -> None:
    segments = fold(history).segments
    holding = [one for one in segments if _valid(one)[0] <= day < _valid(one)[1]]
    assert len(holding) <= 1
    assert standing(segments, valid_on=day).segment == (holding[0] if holding else None)


@given(legal_histories())
def test_exact_events_in_legal_order_make_no_anomaly_and_leave_no_doubt(
    drawn: tuple[list[Transition], list[tuple[date, str]]],
) -> None:
    events, after = drawn
    folded = fold(reversed(events))
    assert not folded.anomalies
    for number in range(-2, 45):
        day = FIRST + timedelta(days=number)
        expected = (["not_listed"] + [status for since, status in after if since <= day])[-1]
        answer = standing(folded.segments, valid_on=day)
        assert (answer.status, answer.certain) == (expected, True)


@given(legal_histories(), st.data())
def test_vaguer_dates_make_doubt_but_never_a_certain_answer_that_is_wrong(
    drawn: tuple[list[Transition], list[tuple[date, str]]], data: st.DataObject
) -> None:
    events, after = drawn
    vague = [
        Transition(
            id=one.id,
            kind=one.kind,
            lo=one.hi - timedelta(days=data.draw(st.integers(0, 3))),
            hi=one.hi + timedelta(days=data.draw(st.integers(0, 3))),
            sequence=number,
        )
        for number, one in enumerate(events)
    ]
    folded = fold(vague)
    assert not folded.anomalies
    for number in range(-5, 50):
        day = FIRST + timedelta(days=number)
        answer = standing(folded.segments, valid_on=day)
        truth = (["not_listed"] + [status for since, status in after if since <= day])[-1]
        assert answer.status == truth or not answer.certain


@given(histories)
def test_names_are_those_of_the_latest_spell(history: list[Transition]) -> None:
    for segment in fold(history).segments:
        latest = segment.names[-1] if segment.names else None
        name, reference = (latest.name_on_list, latest.reference) if latest else ("", "")
        assert (segment.name_on_list, segment.reference) == (name, reference)
        assert all(spell.since is not None for spell in segment.names[1:])
