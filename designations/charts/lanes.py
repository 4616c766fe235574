"""One lane of the time line: its name, its bars, and the signs of events below them."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from designations.charts.bars import HEIGHT as BAR
from designations.charts.bars import Bar, draw_bar
from designations.charts.links import joined, linked
from designations.charts.marks import Cluster
from designations.charts.scale import Scale, percent
from designations.charts.shapes import shape

LABEL = 22
ROW = 18
GAP = 16
SHORT_LABEL = 40


def draw_lane(
    name: str,
    *,
    bars: Sequence[Bar],
    found: Sequence[Cluster],
    scale: Scale,
    top: int,
    ident: str,
) -> tuple[SafeString, int]:
    """Return the drawing of one lane and its height in pixels."""
    bar_height = BAR if bars else 0
    rows = 1 + max((cluster.row for cluster in found), default=-1)
    height = LABEL + bar_height + (6 if bars and rows else 0) + rows * ROW + GAP
    below = top + LABEL + bar_height + (6 if bars else 0) + ROW // 2
    body = [
        *(draw_bar(bar, scale=scale, y=top + LABEL, ident=ident) for bar in bars),
        *(_cluster(cluster, scale=scale, y=below + cluster.row * ROW) for cluster in found),
    ]
    return format_html('<g class="lane">{}{}</g>', _label(name, top + 14), joined(body)), height


def _label(name: str, y: int) -> SafeString:
    """Return the lane's name; a long one also in a short form; the style sheet shows one."""
    if len(name) <= SHORT_LABEL:
        return format_html('<text class="lane-name" x="0" y="{}">{}</text>', y, name)
    return format_html(
        '<text class="lane-name lane-wide" x="0" y="{0}">{1}</text>'
        '<text class="lane-name lane-narrow" x="0" y="{0}">{2}…</text>',
        y,
        name,
        name[: SHORT_LABEL - 1].rstrip(" ,;:("),
    )


def _cluster(cluster: Cluster, *, scale: Scale, y: int) -> SafeString:
    """Return the sign at its place, with the stretch in which it may lie, or with a count."""
    first = cluster.marks[0]
    whisker = mark_safe("")
    if len(cluster.marks) == 1 and first.lo and first.hi:
        left, right = scale.at(first.lo), scale.at(first.hi)
        if right - left > 1:
            whisker = format_html(
                '<line class="whisker" x1="{}" x2="{}" y1="{y}" y2="{y}"/>',
                percent(left),
                percent(right),
                y=y,
            )
    count = (
        format_html('<text class="count" x="9" y="4">{}</text>', len(cluster.marks))
        if len(cluster.marks) > 1
        else ""
    )
    picture = format_html(
        '{}<svg class="mark sign sign-{}" x="{}" y="{}" overflow="visible">'
        '<circle class="ground" r="9"/>{}{}</svg>',
        whisker,
        cluster.family,
        percent(cluster.place),
        y,
        shape(cluster.family),
        count,
    )
    return linked(label=cluster.label, url=first.url, picture=picture)
