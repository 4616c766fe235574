"""The time line: who stood on which list when, drawn to scale, with what is not known left visibly open.

Places are per cent of the width and sizes are pixels: the figure fills any column, and its text is as large
on a telephone as on a desk. The table beside it says the same in words.

Time runs from the left to the right in every language: years are written from the left in Arabic, too, its
readers know time lines both ways, and a figure that looks the same everywhere can be shown to anybody.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from designations.charts.bars import Bar
from designations.charts.lanes import draw_lane
from designations.charts.links import is_link, joined
from designations.charts.marks import Mark, clusters, day_of
from designations.charts.scale import Scale, percent

AXIS = 38
# Higher than this in pixels, it is drawn smaller on paper: a picture cannot go on on the next sheet.
TALL = 1100


def timeline(
    *,
    bars: Sequence[Bar],
    marks: Sequence[Mark],
    today: date,
    title: str,
    description: str,
    lanes: Sequence[str] = (),
    ident: str = "timeline",
) -> SafeString:
    """Return the figure as an SVG element; '' if there is nothing to draw.

    Lanes come in the order of `lanes`, the rest in order of appearance. `ident` prefixes the ids and must
    differ between two figures of one page. With links inside, the element is a group and not an image:
    the children of an image are hidden from assistive technology.
    """
    if not bars and all(day_of(mark) is None for mark in marks):
        return mark_safe("")
    items: list[Bar | Mark] = [*bars, *marks]
    ordered = list(dict.fromkeys([*lanes, *(item.lane for item in items)]))
    scale = Scale.covering(_days(bars, marks), today=today, room_before=any(b.start_lo is None for b in bars))
    top, drawn = AXIS, []
    for lane in ordered:
        own_bars = [bar for bar in bars if bar.lane == lane]
        own_marks = clusters([mark for mark in marks if mark.lane == lane], scale=scale)
        if own_bars or own_marks:
            picture, height = draw_lane(
                lane, bars=own_bars, found=own_marks, scale=scale, top=top, ident=ident
            )
            drawn.append(picture)
            top += height
    linked = any(is_link(item.url) for item in items)
    return format_html(
        '<svg class="timeline" direction="ltr" width="100%" height="{height}" overflow="visible"'
        ' role="{role}" aria-labelledby="{ident}-title" aria-describedby="{ident}-desc"{tall}>'
        '<title id="{ident}-title">{title}</title><desc id="{ident}-desc">{description}</desc>'
        "{defs}{axis}{lanes}</svg>",
        height=top + 6,
        role="group" if linked else "img",
        tall=mark_safe(' data-tall=""') if top > TALL else "",
        ident=ident,
        title=title,
        description=description,
        defs=_definitions(ident),
        axis=_axis(scale, bottom=top),
        lanes=joined(drawn),
    )


def _days(bars: Sequence[Bar], marks: Sequence[Mark]) -> list[date]:
    bounds = [day for bar in bars for day in (bar.start_lo, bar.start_hi, bar.end_lo, bar.end_hi) if day]
    return bounds + [day for mark in marks if (day := day_of(mark))]


def _definitions(ident: str) -> SafeString:
    """Return the hatch of a suspension and the two masks by which uncertain stretches fade."""
    return format_html(
        '<defs><pattern id="{0}-hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/>'
        '<rect class="hatch-line" width="2.6" height="6"/></pattern>'
        '<linearGradient id="{0}-in"><stop offset="0" stop-color="#fff" stop-opacity=".08"/>'
        '<stop offset="1" stop-color="#fff" stop-opacity=".7"/></linearGradient>'
        '<linearGradient id="{0}-out"><stop offset="0" stop-color="#fff" stop-opacity=".7"/>'
        '<stop offset="1" stop-color="#fff" stop-opacity=".08"/></linearGradient>'
        '<linearGradient id="{0}-unsure"><stop offset="0" stop-color="#fff" stop-opacity=".4"/>'
        "</linearGradient>"
        "{1}</defs>",
        ident,
        format_html_join(
            "",
            '<mask id="{0}-fade-{1}" maskContentUnits="objectBoundingBox">'
            '<rect width="1" height="1" fill="url(#{0}-{1})"/></mask>',
            ((ident, way) for way in ("in", "out", "unsure")),
        ),
    )


def _axis(scale: Scale, *, bottom: int) -> SafeString:
    ticks = format_html_join(
        "",
        '<line class="grid" x1="{0}" x2="{0}" y1="22" y2="{1}"/>'
        '<text class="tick" x="{0}" y="14" text-anchor="middle">{2}</text>',
        ((percent(scale.at(date(year, 1, 1))), bottom, year) for year in scale.years()),
    )
    now = percent(scale.at(scale.today))
    return format_html(
        '<g aria-hidden="true">{0}<line class="today" x1="{1}" x2="{1}" y1="22" y2="{2}"/></g>',
        ticks,
        now,
        bottom,
    )
