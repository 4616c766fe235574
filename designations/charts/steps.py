"""How many stand where, over time: a line of steps for what is certain, a band above it for what may be.

Like the time line, places are per cent of the width and sizes pixels, so that text keeps its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from designations.charts.links import joined, linked
from designations.charts.scale import STEPS, Scale, percent

PLOT = 220
TOP = 44
_UNIT = 26
_TICKS = 5
_ROOM_FOR_LABEL = 12.0
_LINE = 14
_NEAR_EDGE = 12.0


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` on (None: from before anything known) the count is at least `sure`, at most `possible`.

    `short` is written beside the step where there is room, `label` says all; both are empty where only the
    band changes.
    """

    day: date | None
    sure: int
    possible: int
    short: str = ""
    label: str = ""
    url: str = ""


def steps_chart(
    steps: Sequence[Step], *, until: date, title: str, description: str, ident: str = "steps"
) -> SafeString:
    """Return the figure up to the day `until`; '' if nothing ever stood. Steps come in the order of time."""
    most = max((step.possible for step in steps), default=0)
    if not most:
        return mark_safe("")
    scale = Scale.covering([step.day for step in steps if step.day], today=until, room_before=False)
    unit = min(_UNIT, PLOT / most)
    floor = TOP + most * unit
    spans = [
        (step, _at(step, scale=scale), _at(following, scale=scale) if following else scale.at(until))
        for step, following in pairwise([*steps, None])
        if step
    ]
    return format_html(
        '<svg class="timeline steps" width="100%" height="{height}" overflow="visible" role="group"'
        ' aria-labelledby="{ident}-title" aria-describedby="{ident}-desc">'
        '<title id="{ident}-title">{title}</title><desc id="{ident}-desc">{description}</desc>'
        '<defs><pattern id="{ident}-maybe" width="5" height="5" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect class="step-line" width="1.4" height="5"/></pattern></defs>'
        "{axis}{band}{line}{signs}</svg>",
        height=round(floor + 10),
        ident=ident,
        title=title,
        description=description,
        axis=_axis(scale, most=most, unit=unit, floor=floor),
        band=_band(spans, unit=unit, floor=floor, ident=ident),
        line=_line(spans, unit=unit, floor=floor),
        signs=_signs(spans, unit=unit, floor=floor),
    )


def _px(number: float) -> str:
    return f"{number:.1f}"


_Span = tuple[Step, float, float]


def _at(step: Step, *, scale: Scale) -> float:
    return scale.at(step.day or scale.first)


def _band(spans: Sequence[_Span], *, unit: float, floor: float, ident: str) -> SafeString:
    return format_html_join(
        "",
        '<rect class="maybe" x="{}" y="{}" width="{}" height="{}" fill="url(#{}-maybe)"/>',
        (
            (
                percent(begin),
                _px(floor - step.possible * unit),
                percent(end - begin),
                _px((step.possible - step.sure) * unit),
                ident,
            )
            for step, begin, end in spans
            if step.possible > step.sure and end > begin
        ),
    )


def _line(spans: Sequence[_Span], *, unit: float, floor: float) -> SafeString:
    flat = format_html_join(
        "",
        '<line class="step" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        (
            (percent(begin), percent(end), y := _px(floor - step.sure * unit), y)
            for step, begin, end in spans
            if end > begin
        ),
    )
    before = [0, *(step.sure for step, _, _ in spans)]
    upright = format_html_join(
        "",
        '<line class="step" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        (
            (percent(begin), percent(begin), _px(floor - count * unit), _px(floor - step.sure * unit))
            for count, (step, begin, _) in zip(before, spans, strict=False)
            if count != step.sure
        ),
    )
    return joined([flat, upright])


def _signs(spans: Sequence[_Span], *, unit: float, floor: float) -> SafeString:
    """A dot at each step, with its label in the free corner beside it where no other one is in the way."""
    drawn: list[SafeString] = []
    taken: list[tuple[float, float, int]] = []
    before = 0
    for step, begin, _ in spans:
        rises, before = step.sure >= before, step.sure
        if not step.label:
            continue
        y = round(floor - step.sure * unit)
        text = mark_safe("")
        left, right = _room(begin, rises=rises)
        if all(left >= end or right <= start or abs(y - other) >= _LINE for start, end, other in taken):
            text = _name(step.short, x=begin, y=y, rises=rises)
            taken.append((left, right, y))
        dot = format_html('<circle class="step-dot" cx="{}" cy="{}" r="4"/>', percent(begin), y)
        drawn.append(linked(label=step.label, url=step.url, picture=joined([dot, text])))
    return joined(drawn)


def _room(x: float, *, rises: bool) -> tuple[float, float]:
    """From where to where, in per cent, a name beside the step at `x` reaches on a narrow telephone."""
    leftwards = rises and x >= _NEAR_EDGE
    return (x - _ROOM_FOR_LABEL, x) if leftwards else (x, x + _ROOM_FOR_LABEL)


def _name(text: str, *, x: float, y: int, rises: bool) -> SafeString:
    """Left of a step upwards, right of one downwards: there the line leaves room."""
    if rises and x < _NEAR_EDGE:
        anchor, dx, above = "start", -4, -9
    else:
        anchor, dx, above = ("end", -8, 4) if rises else ("start", 8, -5)
    return format_html(
        '<text class="step-name" x="{}" y="{}" dx="{}" text-anchor="{}">{}</text>',
        percent(x),
        y + above,
        dx,
        anchor,
        text,
    )


def _axis(scale: Scale, *, most: int, unit: float, floor: float) -> SafeString:
    years = format_html_join(
        "",
        '<line class="grid" x1="{0}" x2="{0}" y1="22" y2="{1}"/>'
        '<text class="tick" x="{0}" y="14" text-anchor="middle">{2}</text>',
        ((percent(scale.at(date(year, 1, 1))), _px(floor), year) for year in scale.years()),
    )
    every = next((step for step in STEPS if most / step <= _TICKS), most)
    counts = format_html_join(
        "",
        '<line class="grid" x1="0" x2="100%" y1="{0}" y2="{0}"/><text class="tick" x="0" y="{1}">{2}</text>',
        (
            (_px(floor - count * unit), _px(floor - count * unit - 3), count)
            for count in range(0, most + 1, every)
        ),
    )
    return format_html('<g aria-hidden="true">{}{}</g>', years, counts)
