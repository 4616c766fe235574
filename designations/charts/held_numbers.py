"""How a number went over time, as steps: it holds until it changes, and is never drawn as a slope."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from designations.charts.scale import Scale, percent

HEIGHT = 96
TOP = 10
AXIS = 22
# Bars reach a hair under the next one, or a screen shows a seam where they meet.
_HAIR = 0.25


def step_chart(
    steps: Sequence[tuple[date, int]], *, since: date, today: date, title: str, description: str, ident: str
) -> SafeString:
    """Return the figure as an SVG element; '' if the number never was above nothing.

    `steps` are days, oldest first, with the number from that day on; `since` is where figures that are to be
    read beside each other all begin. Bars stand on the bottom line, so that
    the figure fills any width while its text keeps its size.
    """
    most = max((number for _, number in steps), default=0)
    if not most:
        return mark_safe("")
    scale = Scale.covering([since, *(day for day, _ in steps)], today=today, room_before=False)
    ends = [*(day for day, _ in steps[1:]), scale.last]
    bottom = TOP + HEIGHT
    bars = format_html_join(
        "",
        '<rect class="step" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                percent(scale.at(day)),
                f"{bottom - HEIGHT * number / most:.1f}",
                percent(scale.at(end) - scale.at(day) + _HAIR),
                f"{HEIGHT * number / most:.1f}",
            )
            for (day, number), end in zip(steps, ends, strict=True)
            if number
        ),
    )
    return format_html(
        '<svg class="steps" width="100%" height="{height}" overflow="visible" role="img"'
        ' aria-labelledby="{ident}-title" aria-describedby="{ident}-desc">'
        '<title id="{ident}-title">{title}</title>'
        '<desc id="{ident}-desc">{description}</desc>{ticks}<g class="held">{bars}</g>'
        '<text class="count" x="0" y="{label}">{most}</text></svg>',
        height=bottom + AXIS,
        ident=ident,
        title=title,
        description=description,
        ticks=_ticks(scale, bottom=bottom),
        bars=bars,
        label=TOP,
        most=most,
    )


def _ticks(scale: Scale, *, bottom: int) -> SafeString:
    return format_html_join(
        "",
        '<line class="grid" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="tick" x="{0}" y="{3}" text-anchor="middle">{4}</text>',
        ((percent(scale.at(date(y, 1, 1))), TOP, bottom, bottom + 16, y) for y in scale.years()),
    )
