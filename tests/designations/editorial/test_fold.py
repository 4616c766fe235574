"""The fold on the histories it was made for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from designations.editorial.fold import Folded, NameSpell, Segment, Transition, fold, standing
from designations.text.partial_dates import PartialDate

Row = tuple[str, str, str, str]


def event(kind: str, when: str, *, known_by: str = "2024-05-29", **more: object) -> Transition:
    """Return a transition; an empty `when` is an undated event whose source appeared on `known_by`."""
    dated = PartialDate.parse(when) if when else PartialDate.before(date.fromisoformat(known_by))
    plain = Transition(id=f"{kind}-{when}", kind=kind, lo=dated.lo, hi=dated.hi, when=when)
    return replace(plain, **more)  # type: ignore[arg-type]


def rows(folded: Folded) -> list[Row]:
    return [(one.status, one.start, one.end, one.end_reason) for one in folded.segments]


def codes(folded: Folded) -> list[tuple[str, str]]:
    return [(one.code, one.event_id) for one in folded.anomalies]


def on(folded: Folded, day: str) -> tuple[str, bool]:
    answer = standing(folded.segments, valid_on=date.fromisoformat(day))
    return answer.status, answer.certain


def only(folded: Folded) -> Segment:
    assert len(folded.segments) == 1
    return folded.segments[0]


def test_without_transitions_there_is_no_period() -> None:
    assert fold([]) == Folded()
    assert on(fold([]), "2024-01-01") == ("not_listed", True)


def test_a_listing_opens_a_period_that_still_runs() -> None:
    folded = fold([event("listed", "2003-02-14", name_on_list="Taliban", reference="7", mode="entry")])
    segment = only(folded)
    assert (segment.status, segment.start_lo, segment.start_hi) == (
        "in_force",
        date(2003, 2, 14),
        date(2003, 2, 14),
    )
    assert (segment.end_lo, segment.end_hi, segment.end, segment.closed_by) == (None, None, "", None)
    assert (segment.name_on_list, segment.reference, segment.mode) == ("Taliban", "7", "entry")
    assert segment.names == (NameSpell(None, "Taliban", "7"),)
    assert on(folded, "2003-02-13") == ("not_listed", True)
    assert on(folded, "2003-02-14") == ("in_force", True)


def test_the_houthis_listed_removed_and_listed_again_have_two_periods() -> None:
    folded = fold(
        [event("listed", "2021-01-19"), event("delisted", "2021-02-16"), event("listed", "2025-03-05")]
    )
    assert rows(folded) == [
        ("in_force", "2021-01-19", "2021-02-16", ""),
        ("in_force", "2025-03-05", "", ""),
    ]
    assert not folded.anomalies
    assert on(folded, "2021-02-15") == ("in_force", True)
    assert on(folded, "2021-02-16") == ("ended", True)
    assert on(folded, "2025-03-05") == ("in_force", True)


def test_the_wing_of_hizballah_ends_as_replaced_and_says_what_continues_it() -> None:
    wing = fold(
        [
            event("listed", "2001-03-29", name_on_list="Hizballah External Security Organisation"),
            event("delisted", "2008-07-18", end_reason="replaced", continued_by=17),
        ]
    )
    military = fold(
        [
            event("listed", "2008-07-18", name_on_list="Military Wing of Hizballah"),
            event("delisted", "2019-03-01", end_reason="replaced", continued_by=18),
        ]
    )
    whole = fold([event("listed", "2019-03-01", name_on_list="Hizballah")])
    assert (only(wing).end_reason, only(wing).continued_by) == ("replaced", 17)
    assert (only(military).end_reason, only(military).continued_by) == ("replaced", 18)
    assert only(whole).end_hi is None
    assert [on(one, "2008-07-18") for one in (wing, military, whole)] == [
        ("ended", True),
        ("in_force", True),
        ("not_listed", True),
    ]


def test_hamas_in_the_eu_stays_in_force_through_rulings() -> None:
    listed = event("listed", "2003-09-12")
    with_rulings = fold([listed, event("court_ruling", "2014-12-17"), event("court_ruling", "2021-11-23")])
    assert with_rulings == fold([listed])
    assert on(with_rulings, "2015-01-01") == ("in_force", True)


def test_palestine_action_stays_in_force_between_the_ruling_and_its_answer() -> None:
    folded = fold(
        [
            event("listing_proposed", "2025-06-23"),
            event("listed", "2025-07-05"),
            event("court_ruling", "2026"),
        ]
    )
    assert rows(folded) == [("in_force", "2025-07-05", "", "")]
    assert on(folded, "2025-06-30") == ("not_listed", True)


@pytest.mark.parametrize(
    "kind",
    [
        "listing_proposed",
        "delisting_proposed",
        "proposal_rejected",
        "renewed",
        "court_ruling",
        "presence_confirmed",
        "absence_confirmed",
        "statement",
        "list_established",
        "legal_change_proposed",
        "legal_changed",
        "no such kind",
    ],
)
def test_what_is_no_transition_changes_nothing(kind: str) -> None:
    history = [event("listed", "2003-02-14"), event("suspended", "2025-04-17")]
    assert fold([*history, event(kind, "2024", name_on_list="other")]) == fold(history)


def test_russia_suspends_without_removing() -> None:
    folded = fold(
        [
            event("listed", "2003-02-14", name_on_list="Taliban"),
            event("suspended", "2025-04-17", end_reason="x"),
        ]
    )
    first, second = folded.segments
    assert (first.closed_by, first.end, first.end_reason) == ("suspended-2025-04-17", "2025-04-17", "")
    assert (second.status, second.opened_by, second.name_on_list) == (
        "suspended",
        "suspended-2025-04-17",
        "Taliban",
    )
    assert on(folded, "2025-04-16") == ("in_force", True)
    assert on(folded, "2025-05-01") == ("suspended", True)


def test_suspended_reinstated_and_removed_is_three_periods_that_meet() -> None:
    folded = fold(
        [
            event("listed", "2001-01-01", name_on_list="A", reference="1", mode="alias"),
            event("suspended", "2005-01-01"),
            event("reinstated", "2006-01-01", name_on_list="B"),
            event("delisted", "2007-01-01", end_reason="lapsed"),
        ]
    )
    assert rows(folded) == [
        ("in_force", "2001-01-01", "2005-01-01", ""),
        ("suspended", "2005-01-01", "2006-01-01", ""),
        ("in_force", "2006-01-01", "2007-01-01", "lapsed"),
    ]
    assert [(one.name_on_list, one.reference, one.mode) for one in folded.segments] == [
        ("A", "1", "alias"),
        ("A", "1", "alias"),
        ("B", "1", "alias"),
    ]
    assert not folded.anomalies


def test_a_removal_straight_after_a_suspension_ends_the_suspended_period() -> None:
    folded = fold(
        [event("listed", "2002-06"), event("suspended", "2016-09-27"), event("delisted", "2017-11-14")]
    )
    assert rows(folded) == [
        ("in_force", "2002-06", "2016-09-27", ""),
        ("suspended", "2016-09-27", "2017-11-14", ""),
    ]
    assert on(folded, "2017-11-14") == ("ended", True)


def test_an_undated_listing_is_never_certainly_absent() -> None:
    folded = fold([event("listed", "")])
    assert (only(folded).start_lo, only(folded).start) == (None, "")
    assert on(folded, "1990-01-01") == ("not_listed", False)
    assert on(folded, "2024-05-29") == ("in_force", True)


def test_an_undated_listing_came_before_the_dated_removal() -> None:
    folded = fold([event("listed", "", known_by="2024-05-29"), event("delisted", "2023-12-29")])
    segment = only(folded)
    assert (segment.start_lo, segment.start_hi) == (None, date(2023, 12, 29))
    assert (segment.end_lo, segment.end_hi) == (date(2023, 12, 29), date(2023, 12, 29))
    assert not folded.anomalies
    assert on(folded, "2020-01-01") == ("not_listed", False)
    assert on(folded, "2023-12-29") == ("ended", True)


def test_an_undated_removal_came_after_the_dated_listing() -> None:
    folded = fold([event("delisted", ""), event("listed", "2005-03-15")])
    segment = only(folded)
    assert (segment.end_lo, segment.end_hi, segment.end) == (date(2005, 3, 15), date(2024, 5, 29), "")
    assert on(folded, "2005-03-14") == ("not_listed", True)
    assert on(folded, "2010-01-01") == ("in_force", False)
    assert on(folded, "2024-05-29") == ("ended", True)


def test_a_removal_without_a_known_listing_implies_a_period_of_unknown_start() -> None:
    folded = fold([event("delisted", "../2024-05-28")])
    segment = only(folded)
    assert (segment.status, segment.start_lo, segment.start_hi, segment.start) == ("unknown", None, None, "")
    assert (segment.end_lo, segment.end_hi, segment.end) == (None, date(2024, 5, 28), "../2024-05-28")
    assert (segment.opened_by, segment.closed_by) == (None, "delisted-../2024-05-28")
    assert not folded.anomalies
    assert on(folded, "2024-05-27") == ("unknown", False)
    assert on(folded, "2024-05-28") == ("ended", True)


def test_before_a_dated_removal_alone_the_standing_is_unknown() -> None:
    folded = fold([event("annulled", "2024-05-28")])
    assert on(folded, "2024-05-27") == ("unknown", True)
    assert on(folded, "2024-05-28") == ("ended", True)


def test_a_suspension_or_reinstatement_alone_implies_a_period_before_it() -> None:
    assert rows(fold([event("suspended", "2020-01-01")])) == [
        ("unknown", "", "2020-01-01", ""),
        ("suspended", "2020-01-01", "", ""),
    ]
    assert rows(fold([event("reinstated", "2020-01-01")])) == [
        ("unknown", "", "2020-01-01", ""),
        ("in_force", "2020-01-01", "", ""),
    ]


def test_removed_and_listed_again_on_one_day_has_no_gap() -> None:
    folded = fold(
        [event("listed", "2010-06-15"), event("delisted", "2010-06-15"), event("listed", "2001-01-01")]
    )
    assert rows(folded) == [
        ("in_force", "2001-01-01", "2010-06-15", ""),
        ("in_force", "2010-06-15", "", ""),
    ]
    assert not folded.anomalies
    assert on(folded, "2010-06-15") == ("in_force", True)


def test_listed_and_removed_on_one_day_is_kept_as_an_empty_period() -> None:
    folded = fold([event("delisted", "2010-06-15"), event("listed", "2010-06-15")])
    segment = only(folded)
    assert segment.start_hi == segment.end_hi == date(2010, 6, 15)
    assert on(folded, "2010-06-14") == ("not_listed", True)
    assert on(folded, "2010-06-15") == ("ended", True)


def test_suspended_and_reinstated_on_one_day_ends_in_force() -> None:
    folded = fold(
        [event("reinstated", "2010-06-15"), event("suspended", "2010-06-15"), event("listed", "2001-01-01")]
    )
    assert [one.status for one in folded.segments] == ["in_force", "suspended", "in_force"]
    assert on(folded, "2010-06-15") == ("in_force", True)


def test_a_relisting_known_by_its_year_follows_the_removal_of_that_year() -> None:
    folded = fold([event("listed", "2001-01-01"), event("listed", "2010"), event("delisted", "2010-06-15")])
    again = folded.segments[1]
    assert rows(folded) == [("in_force", "2001-01-01", "2010-06-15", ""), ("in_force", "2010", "", "")]
    assert (again.start_lo, again.start_hi) == (date(2010, 6, 15), date(2010, 12, 31))
    assert not folded.anomalies
    assert on(folded, "2010-07-01") == ("ended", False)
    assert on(folded, "2010-12-31") == ("in_force", True)


def test_a_removal_known_by_its_year_precedes_the_relisting_of_that_year() -> None:
    folded = fold([event("listed", "2001-01-01"), event("delisted", "2010"), event("listed", "2010-06-15")])
    first = folded.segments[0]
    assert (first.end_lo, first.end_hi) == (date(2010, 1, 1), date(2010, 6, 15))
    assert not folded.anomalies


def test_the_order_that_makes_sense_of_all_events_is_taken_over_the_first_that_fits() -> None:
    folded = fold([event("listed", "2010"), event("listed", "2010-03-01"), event("delisted", "2010-06-15")])
    assert rows(folded) == [("in_force", "2010-03-01", "2010-06-15", ""), ("in_force", "2010", "", "")]
    assert not folded.anomalies


def test_an_earlier_removal_known_by_its_year_is_not_taken_for_the_later_one() -> None:
    folded = fold([event("delisted", "2010"), event("listed", "2010-06-15"), event("delisted", "2012-01-01")])
    assert rows(folded) == [("unknown", "", "2010", ""), ("in_force", "2010-06-15", "2012-01-01", "")]
    assert not folded.anomalies


def test_an_undated_second_report_of_a_removal_does_not_invent_an_earlier_listing() -> None:
    folded = fold([event("delisted", ""), event("listed", "2003-01-01"), event("delisted", "2024-01-01")])
    assert len(folded.segments) == 1
    assert [code for code, _ in codes(folded)] == ["closed_twice"]


def test_the_editors_numbers_decide_where_the_dates_do_not() -> None:
    listed, removed = event("listed", "2010", sequence=2), event("delisted", "2010-06-15", sequence=1)
    assert [one.status for one in fold([listed, removed]).segments] == ["unknown", "in_force"]
    swapped = fold([replace(listed, sequence=1), replace(removed, sequence=2)])
    assert [one.status for one in swapped.segments] == ["in_force"]


def test_the_editors_numbers_do_not_overrule_the_dates() -> None:
    folded = fold([event("listed", "2001", sequence=2), event("delisted", "2003", sequence=1)])
    assert rows(folded) == [("in_force", "2001", "2003", "")]


def test_numbers_that_run_in_a_circle_with_the_dates_are_reported_and_left_aside() -> None:
    folded = fold(
        [
            event("listed", "2001-01-01", sequence=3),
            event("suspended", "2001", sequence=2),
            event("delisted", "2001-06-01", sequence=1),
        ]
    )
    assert codes(folded) == [("sequence_circular", "listed-2001-01-01")]
    assert [one.status for one in folded.segments] == ["in_force", "suspended"]


@pytest.mark.parametrize(
    ("history", "code", "culprit", "statuses"),
    [
        (
            [("listed", "2001-01-01"), ("delisted", "2002-01-01"), ("expired", "2003-01-01")],
            "closed_twice",
            "expired-2003-01-01",
            ["in_force"],
        ),
        (
            [("listed", "2001-01-01"), ("listed", "2002-01-01")],
            "listed_twice",
            "listed-2002-01-01",
            ["in_force"],
        ),
        (
            [("listed", "2001-01-01"), ("suspended", "2002-01-01"), ("listed", "2003-01-01")],
            "listed_while_suspended",
            "listed-2003-01-01",
            ["in_force", "suspended"],
        ),
        (
            [("listed", "2001-01-01"), ("suspended", "2002-01-01"), ("suspended", "2003-01-01")],
            "suspended_twice",
            "suspended-2003-01-01",
            ["in_force", "suspended"],
        ),
        (
            [("listed", "2001-01-01"), ("reinstated", "2002-01-01")],
            "reinstated_in_force",
            "reinstated-2002-01-01",
            ["in_force"],
        ),
        (
            [("listed", "2001-01-01"), ("delisted", "2002-01-01"), ("suspended", "2003-01-01")],
            "suspended_after_end",
            "suspended-2003-01-01",
            ["in_force"],
        ),
        (
            [("listed", "2001-01-01"), ("delisted", "2002-01-01"), ("reinstated", "2003-01-01")],
            "reinstated_after_end",
            "reinstated-2003-01-01",
            ["in_force"],
        ),
    ],
)
def test_what_does_not_fit_is_reported_and_changes_nothing(
    history: list[tuple[str, str]], code: str, culprit: str, statuses: list[str]
) -> None:
    events = [event(kind, when) for kind, when in history]
    folded = fold(events)
    assert codes(folded) == [(code, culprit)]
    assert [one.status for one in folded.segments] == statuses
    assert folded.segments == fold([one for one in events if one.id != culprit]).segments
    message = folded.anomalies[0].message
    kind, _, when = culprit.partition("-")
    assert message.startswith(f"{kind.capitalize()} ({when}) comes ")
    assert "(2002-01-01)" in message or "(2001-01-01)" in message


def test_a_closing_without_a_listing_between_two_closings_is_an_anomaly() -> None:
    folded = fold([event("delisted", "2001"), event("delisted", "2003")])
    assert rows(folded) == [("unknown", "", "2001", "")]
    assert codes(folded) == [("closed_twice", "delisted-2003")]


def test_abolishing_the_list_closes_what_is_open() -> None:
    in_force = fold([event("listed", "2001"), event("list_abolished", "2010-01-01", end_reason="merged")])
    assert rows(in_force) == [("in_force", "2001", "2010-01-01", "merged")]
    suspended = fold(
        [event("listed", "2001"), event("suspended", "2005"), event("list_abolished", "2010-01-01")]
    )
    assert suspended.segments[-1].closed_by == "list_abolished-2010-01-01"


def test_abolishing_the_list_is_silent_where_nothing_is_open() -> None:
    assert fold([event("list_abolished", "2010-01-01")]) == Folded()
    removed = [event("listed", "2001"), event("delisted", "2005")]
    assert fold([*removed, event("list_abolished", "2010-01-01")]) == fold(removed)


def test_an_undated_end_of_the_list_still_closes_the_dated_listing() -> None:
    folded = fold([event("list_abolished", ""), event("listed", "2003-01-01")])
    assert only(folded).end_hi == date(2024, 5, 29)


def test_a_removal_in_the_year_in_which_the_list_ended_closes_before_it() -> None:
    folded = fold([event("listed", "2001"), event("list_abolished", "2010"), event("delisted", "2010-06-15")])
    assert only(folded).closed_by == "delisted-2010-06-15"
    assert not folded.anomalies


def test_an_amendment_renames_from_its_day_on_and_keeps_the_rest() -> None:
    folded = fold(
        [
            event("listed", "2001-01-01", name_on_list="A", reference="1"),
            event("amended", "2005-01-01", name_on_list="B"),
            event("amended", "2003-01-01", reference="2"),
            event("suspended", "2006-01-01"),
        ]
    )
    first, second = folded.segments
    assert first.names == (
        NameSpell(None, "A", "1"),
        NameSpell(date(2003, 1, 1), "A", "2"),
        NameSpell(date(2005, 1, 1), "B", "2"),
    )
    assert (first.name_on_list, first.reference) == ("B", "2")
    assert second.names == (NameSpell(None, "B", "2"),)


def test_an_amendment_goes_to_the_period_of_its_time() -> None:
    history = [
        event("listed", "2001-01-01", name_on_list="A"),
        event("delisted", "2005-01-01"),
        event("listed", "2010-01-01", name_on_list="C"),
    ]
    folded = fold([*history, event("amended", "2003", name_on_list="B")])
    assert [one.name_on_list for one in folded.segments] == ["B", "C"]
    later = fold([*history, event("amended", "2011", name_on_list="D")])
    assert [one.name_on_list for one in later.segments] == ["A", "D"]


def test_an_amendment_of_an_undated_listing_is_not_lost() -> None:
    folded = fold([event("listed", "", name_on_list="A"), event("amended", "2015-01-01", name_on_list="B")])
    assert only(folded).name_on_list == "B"
    assert [spell.name_on_list for spell in only(folded).names] == ["A", "B"]


def test_an_amendment_without_any_period_is_ignored() -> None:
    assert fold([event("amended", "2003", name_on_list="B")]) == Folded()
    listed = event("listed", "2010-01-01", name_on_list="A")
    assert fold([listed, event("amended", "2003", name_on_list="B")]) == fold([listed])


def test_correcting_a_date_moves_the_period() -> None:
    listed, removed = event("listed", "2005-03-15"), event("delisted", "2024-06-03")
    corrected = replace(removed, lo=date(2023, 12, 29), hi=date(2023, 12, 29), when="2023-12-29")
    assert on(fold([listed, removed]), "2024-01-15") == ("in_force", True)
    assert on(fold([listed, corrected]), "2024-01-15") == ("ended", True)


def test_retracting_a_removal_leaves_the_designation_in_force() -> None:
    listed, removed = event("listed", "2005-03-15"), event("delisted", "2023-12-29")
    assert on(fold([listed, removed]), "2024-01-15") == ("ended", True)
    assert on(fold([listed]), "2024-01-15") == ("in_force", True)


def test_a_removal_known_by_its_month_leaves_that_month_in_doubt() -> None:
    folded = fold([event("listed", "2006-09-15"), event("delisted", "2024-09")])
    assert on(folded, "2024-08-31") == ("in_force", True)
    assert on(folded, "2024-09-15") == ("in_force", False)
    assert on(folded, "2024-09-30") == ("ended", True)


def test_an_event_whose_own_bounds_are_reversed_is_reported_and_read_as_its_last_day() -> None:
    folded = fold([replace(event("listed", "2003-05-14"), lo=date(2004, 1, 1))])
    assert codes(folded) == [("inverted", "listed-2003-05-14")]
    assert only(folded).start_lo == only(folded).start_hi == date(2003, 5, 14)


def test_the_same_event_given_twice_is_reported_once_and_harmless() -> None:
    listed = event("listed", "2003-05-14")
    folded = fold([listed, listed])
    assert folded.segments == fold([listed]).segments
    assert codes(folded) == [("listed_twice", listed.id)]


def test_a_hundred_undated_events_are_folded_all_the_same() -> None:
    crowd = [
        event(kind, "", known_by=str(date(2024, 1, 1) + timedelta(days=day)), id=f"{kind}-{day}")
        for day in range(25)
        for kind in ("listed", "suspended", "reinstated", "delisted")
    ]
    folded = fold(crowd)
    assert fold(reversed(crowd)) == folded
    assert sum(one.status == "in_force" for one in folded.segments) >= 25
