"""The time line: to scale, told apart without colour, in words as well, and safe to put on a page."""

import xml.etree.ElementTree as ElementTree  # noqa: S405 - reads only what this project draws
from datetime import date, timedelta
from itertools import pairwise

import pytest

from designations.charts import Bar, Mark, sign, timeline
from designations.charts.bars import segments
from designations.charts.marks import clusters
from designations.charts.scale import INSET, MOST_TICKS, Scale
from designations.charts.shapes import SIGNS
from designations.charts.steps import Step, steps_chart
from designations.text.kinds import KIND_FAMILIES, KIND_LABELS, STATUS_LABELS

TODAY = date(2026, 11, 23)
LISTED = date(2003, 2, 14)
SUSPENDED = date(2025, 4, 17)
RUSSIA = "Russia: Unified federal list of organisations recognised as terrorist"
SCALE = Scale(date(1997, 1, 1), TODAY, TODAY)


def bar(
    *,
    lane: str = RUSSIA,
    status: str = "in_force",
    start: tuple[date | None, date | None] = (LISTED, LISTED),
    end: tuple[date | None, date | None] = (None, None),
    label: str = "In force since 14 February 2003",
    url: str = "",
) -> Bar:
    return Bar(lane, status, *start, *end, label, url)


def mark(kind: str, day: date | None, *, lane: str = RUSSIA, label: str = "", url: str = "") -> Mark:
    return Mark(lane, kind, day, day, label or f"{kind} {day}", url)


def drawn(
    *, bars: tuple[Bar, ...] = (), marks: tuple[Mark, ...] = (), lanes: tuple[str, ...] = ()
) -> ElementTree.Element:
    text = timeline(
        bars=bars, marks=marks, today=TODAY, title="The title", description="In words", lanes=lanes
    )
    return ElementTree.fromstring(text)  # noqa: S314 - our own drawing


def classes(figure: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in figure.iter() if name in element.get("class", "").split()]


def place(element: ElementTree.Element, attribute: str = "x") -> float:
    return float(element.get(attribute, "").removesuffix("%"))


def test_nothing_to_draw_gives_nothing() -> None:
    assert timeline(bars=(), marks=(), today=TODAY, title="A", description="B") == ""


def test_marks_without_any_day_give_nothing_to_draw() -> None:
    undated = (mark("statement", None),)
    assert timeline(bars=(), marks=undated, today=TODAY, title="A", description="B") == ""


def test_the_figure_says_in_words_what_it_shows() -> None:
    figure = drawn(bars=(bar(),))
    assert figure.findtext("title") == "The title"
    assert figure.findtext("desc") == "In words"
    named = {element.get("id") for element in figure.iter() if element.get("id")}
    assert {figure.get("aria-labelledby"), figure.get("aria-describedby")} <= named


def test_without_links_it_is_an_image_and_with_links_a_group() -> None:
    assert drawn(bars=(bar(),)).get("role") == "img"
    assert drawn(bars=(bar(url="/events/a/"),)).get("role") == "group"


def test_a_link_carries_its_label() -> None:
    (link,) = drawn(bars=(bar(url="/events/a/"),)).iter("a")
    assert (link.get("href"), link.findtext("title")) == ("/events/a/", "In force since 14 February 2003")


def test_an_address_that_runs_code_is_not_linked() -> None:
    assert list(drawn(bars=(bar(url="javascript:alert(1)"),)).iter("a")) == []


def test_everything_that_comes_from_the_record_is_escaped() -> None:
    nasty = "<script>\"&'"
    text = timeline(
        bars=(bar(lane=nasty, label=nasty, url=f"/{nasty}"),),
        marks=(mark("statement", LISTED, lane=nasty, label=nasty),),
        today=TODAY,
        title=nasty,
        description=nasty,
    )
    assert "<script" not in text
    figure = ElementTree.fromstring(text)  # noqa: S314 - our own drawing
    assert figure.findtext("title") == figure.findtext("desc") == nasty
    assert [element.text for element in classes(figure, "lane-name")] == [nasty]


def test_the_drawing_needs_no_inline_style_and_no_script() -> None:
    figure = drawn(bars=(bar(), bar(status="suspended")), marks=(mark("statement", LISTED),))
    assert not [element.tag for element in figure.iter() if "style" in element.attrib]
    assert {element.tag for element in figure.iter()}.isdisjoint({"style", "script", "foreignObject"})


def test_later_days_lie_further_right() -> None:
    days = [SCALE.first + timedelta(days=97 * step) for step in range(112)]
    assert all(SCALE.at(earlier) < SCALE.at(later) for earlier, later in pairwise(days))
    assert (SCALE.at(SCALE.first), SCALE.at(SCALE.last)) == (INSET, 100 - INSET)


def test_equal_times_take_equal_room() -> None:
    first, second = SCALE.at(date(2001, 1, 1)), SCALE.at(date(2005, 1, 1))
    assert SCALE.at(date(2009, 1, 1)) - second == pytest.approx(second - first)


@pytest.mark.parametrize("year", [1947, 1974, 1997, 2019, 2025, 2026])
def test_the_axis_names_few_years_in_even_steps(year: int) -> None:
    years = Scale.covering([date(year, 5, 1)], today=TODAY, room_before=False).years()
    assert 1 <= len(years) <= MOST_TICKS
    assert len({later - earlier for earlier, later in pairwise(years)}) <= 1


def test_the_scale_leaves_room_for_an_unknown_beginning() -> None:
    plain = Scale.covering([LISTED], today=TODAY, room_before=False)
    roomy = Scale.covering([LISTED], today=TODAY, room_before=True)
    assert plain.first == date(2003, 1, 1)
    assert roomy.first < plain.first


def test_a_suspension_is_hatched_and_a_listing_in_force_is_not() -> None:
    figure = drawn(
        bars=(bar(end=(SUSPENDED, SUSPENDED)), bar(status="suspended", start=(SUSPENDED, SUSPENDED)))
    )
    (hatch,) = figure.iter("pattern")
    (suspended,) = classes(figure, "bar-suspended")
    (in_force,) = classes(figure, "bar-in_force")
    assert suspended.get("fill") == f"url(#{hatch.get('id')})"
    assert in_force.get("fill") is None
    assert place(suspended) == pytest.approx(place(in_force) + place(in_force, "width"), abs=0.02)


def test_a_period_that_still_runs_reaches_today() -> None:
    (running,) = classes(drawn(bars=(bar(),)), "bar")
    assert place(running) + place(running, "width") == pytest.approx(100 - INSET, abs=0.02)


def test_a_period_that_still_runs_does_not_reach_into_the_future() -> None:
    later = Scale(date(1997, 1, 1), date(2030, 1, 1), TODAY)
    assert segments(bar(), scale=later)[-1][2] == later.at(TODAY)


def test_an_unknown_beginning_fades_in_from_the_left_edge() -> None:
    unknown = bar(start=(None, date(2023, 12, 18)))
    known_by = SCALE.at(date(2023, 12, 18))
    assert segments(unknown, scale=SCALE) == [("in", INSET, known_by), ("full", known_by, 100 - INSET)]
    faded = classes(drawn(bars=(unknown,)), "bar")[0]
    assert faded.get("mask") == "url(#timeline-fade-in)"


def test_an_end_known_to_the_month_fades_out() -> None:
    month = (date(2024, 9, 1), date(2024, 9, 30))
    shapes = segments(bar(end=month), scale=SCALE)
    assert [how for how, _, _ in shapes] == ["full", "out"]
    assert shapes[-1][1:] == (SCALE.at(month[0]), SCALE.at(month[1]))


def test_an_end_on_or_before_a_day_is_open_since_the_beginning() -> None:
    shapes = segments(bar(end=(None, date(2024, 5, 28))), scale=SCALE)
    assert shapes == [("out", SCALE.at(LISTED), SCALE.at(date(2024, 5, 28)))]


def test_where_beginning_and_end_overlap_nothing_is_certain() -> None:
    year = (date(2024, 1, 1), date(2024, 12, 31))
    shapes = segments(bar(start=year, end=(date(2024, 3, 1), date(2024, 12, 31))), scale=SCALE)
    assert shapes == [("unsure", SCALE.at(year[0]), SCALE.at(year[1]))]


def test_a_period_of_one_day_can_still_be_seen() -> None:
    (shortest,) = classes(drawn(bars=(bar(end=(LISTED, LISTED)),)), "bar")
    assert place(shortest, "width") > 0


def test_lanes_come_in_the_order_asked_for() -> None:
    figure = drawn(bars=(bar(lane="B"), bar(lane="A")), marks=(mark("statement", LISTED, lane="C"),))
    assert [name.text for name in classes(figure, "lane-name")] == ["B", "A", "C"]
    figure = drawn(bars=(bar(lane="B"), bar(lane="A")), lanes=("A", "B"))
    assert [name.text for name in classes(figure, "lane-name")] == ["A", "B"]


def test_thirty_lanes_do_not_overlap() -> None:
    figure = drawn(bars=tuple(bar(lane=f"List {number}") for number in range(30)))
    tops = [float(rect.get("y", "")) for rect in classes(figure, "bar")]
    assert all(later - earlier > 30 for earlier, later in pairwise(tops))
    assert float(figure.get("height", "")) > tops[-1]


def test_a_long_lane_name_has_a_short_form_for_narrow_screens() -> None:
    figure = drawn(bars=(bar(),))
    assert [name.text for name in classes(figure, "lane-wide")] == [RUSSIA]
    (short,) = classes(figure, "lane-narrow")
    assert short.text == "Russia: Unified federal list of organis…"


def test_each_kind_of_mark_has_the_sign_of_its_family() -> None:
    figure = drawn(marks=(mark("delisting_proposed", LISTED), mark("statement", SUSPENDED)))
    assert classes(figure, "sign-proposal")
    assert classes(figure, "sign-statement")


def test_marks_of_one_family_that_would_hide_each_other_become_one_with_a_count() -> None:
    near = tuple(mark("statement", date(2024, 5, 26 + step), label=f"Said {step}") for step in range(3))
    far = mark("statement", date(2010, 1, 1))
    found = clusters((*near, far, mark("delisting_proposed", date(2024, 5, 20))), scale=SCALE)
    assert [(cluster.family, len(cluster.marks)) for cluster in found] == [
        ("statement", 1),
        ("proposal", 1),
        ("statement", 3),
    ]
    assert found[-1].label == "3 statements: Said 0; Said 1; Said 2"
    assert [count.text for count in classes(drawn(marks=(*near, far)), "count")] == ["3"]


def test_marks_of_different_families_at_one_place_get_rows_of_their_own() -> None:
    kinds = ("statement", "delisting_proposed", "court_ruling")
    found = clusters([mark(kind, SUSPENDED) for kind in kinds], scale=SCALE)
    assert sorted(cluster.row for cluster in found) == [0, 1, 2]


def test_a_mark_known_to_the_year_shows_the_whole_year() -> None:
    year = Mark(RUSSIA, "court_ruling", date(2011, 1, 1), date(2011, 12, 31), "A ruling")
    (whisker,) = classes(drawn(bars=(bar(),), marks=(year,)), "whisker")
    (drawn_mark,) = classes(drawn(bars=(bar(),), marks=(year,)), "mark")
    assert place(whisker, "x1") < place(drawn_mark) < place(whisker, "x2")


def test_a_sign_is_hidden_from_those_who_hear_the_words_beside_it() -> None:
    drawn_sign = ElementTree.fromstring(sign("suspended"))  # noqa: S314 - our own drawing
    assert drawn_sign.get("aria-hidden") == "true"


def test_every_status_and_every_family_has_a_shape_of_its_own() -> None:
    needed = {*STATUS_LABELS, *KIND_FAMILIES.values()}
    assert needed <= set(SIGNS)
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_every_kind_has_a_label_and_a_family() -> None:
    assert set(KIND_LABELS) == set(KIND_FAMILIES)


def test_names_of_steps_that_would_meet_on_a_telephone_are_not_all_written() -> None:
    """The first of all reaches to the right of its step, the next one to the left."""
    days = (date(2000, 1, 1), date(2003, 12, 1), date(2015, 1, 1))
    steps = [Step(day, n, 20, short=f"+{n}", label=f"Country {n}") for n, day in enumerate(days, start=1)]
    figure = steps_chart(steps, until=TODAY, title="T", description="D")
    assert [f"+{n}" in figure for n in (1, 2, 3)] == [True, False, True]


def test_a_figure_too_high_for_a_sheet_of_paper_says_so_to_the_style_sheet() -> None:
    few, many = (drawn(bars=tuple(bar(lane=f"Lane {n}") for n in range(number))) for number in (3, 30))
    assert "data-tall" not in few.attrib
    assert many.attrib["data-tall"] == ""
