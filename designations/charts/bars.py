"""Periods as bars: solid where certain, fading where the day of beginning or ending is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from designations.charts.links import linked
from designations.charts.scale import Scale, percent

HEIGHT = 13
LEAST_WIDTH = 0.4
UNKNOWN_BEGINNING = 8.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One period on a lane. Bounds are inclusive days in which the beginning and the end may lie.

    `start_lo` None: open below; `start_hi` None too: no beginning is known. `end_hi` None: still running;
    `end_lo` None with an `end_hi`: ended on or before that day.
    """

    lane: str
    status: str
    start_lo: date | None
    start_hi: date | None
    end_lo: date | None
    end_hi: date | None
    label: str
    url: str = ""

    @classmethod
    def over(cls, span: Any, *, lane: str, label: str, url: str = "") -> Bar:
        """The bar of `span`, which has a status and the four bounds, such as a period."""
        return cls(
            lane, span.status, span.start_lo, span.start_hi, span.end_lo, span.end_hi, label=label, url=url
        )


def segments(bar: Bar, *, scale: Scale) -> list[tuple[str, float, float]]:
    """Return the stretches of a bar as (how, from, to): 'in' fades in, 'out' fades out, 'full', 'unsure'."""
    end = scale.at(bar.end_hi or scale.today)
    begin = scale.at(bar.start_lo or scale.first)
    begun = scale.at(bar.start_hi) if bar.start_hi else min(begin + UNKNOWN_BEGINNING, end)
    if bar.end_hi is None:
        ending = end
    elif bar.end_lo is None:
        ending = min(begun, end)
    else:
        ending = scale.at(bar.end_lo)
    if bar.status == "unknown":
        return [("full", begin, end)]
    if begun > ending:
        return [("unsure", begin, end)]
    stretches = [("in", begin, begun), ("full", begun, ending), ("out", ending, end)]
    return [stretch for stretch in stretches if stretch[2] > stretch[1]] or [("full", begin, end)]


def draw_bar(bar: Bar, *, scale: Scale, y: int, ident: str) -> SafeString:
    """Return the bar with its top edge at `y` pixels, under its label."""
    pieces = format_html_join(
        "",
        '<rect class="bar bar-{}" x="{}" y="{}" width="{}" height="{}"{}{}/>',
        (
            (
                bar.status,
                percent(begin),
                y,
                percent(max(end - begin, LEAST_WIDTH)),
                HEIGHT,
                format_html(' fill="url(#{}-hatch)"', ident) if bar.status == "suspended" else "",
                format_html(' mask="url(#{}-fade-{})"', ident, how) if how != "full" else "",
            )
            for how, begin, end in segments(bar, scale=scale)
        ),
    )
    return linked(label=bar.label, url=bar.url, picture=pieces)
