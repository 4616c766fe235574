"""Leaving out corners of a line that nobody would miss (Douglas and Peucker), for `world_build`."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]


def simplified(points: list[Point], *, tolerance: float) -> list[Point]:
    """The corners that lie further than `tolerance` from the line without them.

    Applied to one arc that two neighbours share, so that both keep the same border.
    """
    keep = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        furthest, distance = first, 0.0
        for index in range(first + 1, last):
            away = _distance(points[index], points[first], points[last])
            if away > distance:
                furthest, distance = index, away
        if distance > tolerance:
            keep.add(furthest)
            waiting += [(first, furthest), (furthest, last)]
    return [points[index] for index in sorted(keep)]


def bounds(points: Sequence[Point]) -> tuple[Point, Point]:
    """The corners of the box round some points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys)), (max(xs), max(ys))


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if not length:
        return math.hypot(point[0] - start[0], point[1] - start[1])
    return abs(dx * (point[1] - start[1]) - dy * (point[0] - start[0])) / length
