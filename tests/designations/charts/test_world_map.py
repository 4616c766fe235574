"""The world map: told apart without colour, safe on a page, over a drawing that knows what it refers to."""

import xml.etree.ElementTree as ElementTree  # noqa: S405 - reads only what this project draws
from pathlib import Path

from designations.charts.world import DOTS, DRAWN, HEIGHT, WIDTH
from designations.charts.world_build import DRAWING, equal_earth, on_paper
from designations.charts.world_map import STANDINGS, Place, swatch, world_map
from designations.charts.world_simplify import simplified

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*places: Place) -> ElementTree.Element:
    text = world_map(places, base="/static/web/world.svg", title="The title", description="In words")
    return ElementTree.fromstring(text)  # noqa: S314 - our own drawing


def place(code: str, standing: str = "in_force", *, url: str = "/jurisdictions/x/") -> Place:
    return Place(code=code, name=code, standing=standing, label=f"{code}: {standing}", url=url)


def test_the_static_drawing_holds_every_country_to_which_a_page_may_refer() -> None:
    figure = ElementTree.parse(DRAWING).getroot()  # noqa: S314 - our own drawing
    ids = {path.get("id") for path in figure.iter(f"{SVG}path") if path.get("id")}
    assert ids == DRAWN
    assert figure.find(f"{SVG}g[@id='land']") is not None
    assert figure.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    assert {"ru", "us", "xk", "ps", "tw", "eh"} <= DRAWN
    assert {"va", "mt", "sg", "bh"} <= DOTS.keys()
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in DOTS.values())


def test_the_drawing_is_no_more_than_a_telephone_fetches_at_once() -> None:
    assert DRAWING.stat().st_size < 80_000
    assert "Michael Bostock" in Path(DRAWING.with_name("world.LICENSE.txt")).read_text(encoding="utf-8")


def test_a_country_is_a_link_with_a_title_that_adds_no_stop_on_the_keyboard() -> None:
    (link,) = drawn(place("RU")).iter("a")
    assert link.findtext("title") == "RU: in_force"
    assert (link.get("href"), link.get("tabindex")) == ("/jurisdictions/x/", "-1")
    assert [use.get("href") for use in link.iter("use")] == ["/static/web/world.svg#ru"]


def test_a_country_too_small_to_be_seen_is_a_dot_and_a_body_is_not_on_the_map() -> None:
    figure = drawn(place("SG"), place("EU"))
    (link,) = figure.iter("a")
    assert len(list(link.iter("circle"))) == 1
    assert not place("EU").is_drawn


def test_every_standing_has_a_look_of_its_own_without_colour() -> None:
    figure = drawn(*(place("RU", standing) for standing in STANDINGS))
    looks = {(link.get("class"), next(iter(link.iter("use"))).get("fill")) for link in figure.iter("a")}
    assert len(looks) == len(STANDINGS)
    patterns = {f"url(#{pattern.get('id')})" for pattern in figure.iter("pattern")}
    assert {fill for _, fill in looks if fill} == patterns
    assert all(("url(#world-" in swatch(name)) == (name not in {"in_force", "ended"}) for name in STANDINGS)


def test_what_comes_from_the_record_is_escaped_and_no_address_runs_code() -> None:
    nasty = "<script>\"&'"
    text = world_map(
        [Place(code="RU", name=nasty, standing="in_force", label=nasty, url="javascript:alert(1)")],
        base="/w.svg", title=nasty, description=nasty,
    )  # fmt: skip
    assert "<script" not in text
    assert "javascript" not in text
    assert "style=" not in text


def test_equal_earth_keeps_its_shape_and_the_map_its_bounds() -> None:
    assert equal_earth((0, 0)) == (0, 0)
    assert round(equal_earth((180, 0))[0] / equal_earth((0, 90))[1], 3) == 2.055
    assert on_paper((-180, 0))[0] == 0
    assert on_paper((180, 0))[0] == WIDTH


def test_simplifying_keeps_the_ends_and_what_sticks_out() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert simplified(line, tolerance=0.25) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
