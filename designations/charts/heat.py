"""Overlaps as a heat map: how many names stand on both of two lists, with the number in each field.

The stronger the paint of a field, the larger the share of the list at the left; classes `heat-0` to `heat-5`
carry it. The figure has a size of its own, and scrolls within its column where that is narrower.
"""

from collections.abc import Callable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

NAMES = 264
HEAD = 34
SIDE = 46
SHADES = 5
LONGEST = 36


def heat_map(
    names: Sequence[str],
    numbers: Callable[[int, int], int],
    *,
    title: str,
    description: str,
    ident: str = "heat",
) -> SafeString:
    """Return the figure as an SVG element; '' for fewer than two lists.

    `numbers` is asked for each pair of places in `names`; on the diagonal it is the size of the list.
    """
    if len(names) < 2:
        return mark_safe("")
    width, height = NAMES + SIDE * len(names), HEAD + SIDE * len(names)
    return format_html(
        '<svg class="heat" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        ' aria-labelledby="{ident}-title" aria-describedby="{ident}-desc">'
        '<title id="{ident}-title">{title}</title><desc id="{ident}-desc">{description}</desc>'
        "{head}{rows}</svg>",
        width=width,
        height=height,
        ident=ident,
        title=title,
        description=description,
        head=_head(len(names)),
        rows=format_html_join("", "{}", ((_row(row, names, numbers),) for row in range(len(names)))),
    )


def shade(number: int, *, of: int) -> int:
    """Return the step of a field's paint: 0 for nothing, SHADES for all of the list."""
    return 0 if not number or not of else min(SHADES, 1 + number * SHADES // of)


def _head(count: int) -> SafeString:
    return format_html_join(
        "",
        '<text class="tick" x="{}" y="22" text-anchor="middle">{}</text>',
        ((NAMES + SIDE * place + SIDE // 2, place + 1) for place in range(count)),
    )


def _row(row: int, names: Sequence[str], numbers: Callable[[int, int], int]) -> SafeString:
    top, size = HEAD + SIDE * row, numbers(row, row)
    name = names[row] if len(names[row]) <= LONGEST else f"{names[row][: LONGEST - 1].rstrip(' ,;:(')}…"
    cells = format_html_join(
        "",
        '<g><title>{}</title><rect class="heat-{}" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="count" x="{}" y="{}" text-anchor="middle">{}</text></g>',
        (
            (
                names[row] if row == column else f"{names[row]} / {names[column]}",
                "own" if row == column else shade(numbers(row, column), of=size),
                NAMES + SIDE * column + 1,
                top + 1,
                SIDE - 2,
                SIDE - 2,
                NAMES + SIDE * column + SIDE // 2,
                top + SIDE // 2 + 4,
                numbers(row, column),
            )
            for column in range(len(names))
        ),
    )
    return format_html(
        '<text class="lane-name" x="0" y="{}"><tspan class="tick">{}</tspan> {}<title>{}</title></text>{}',
        top + SIDE // 2 + 4,
        row + 1,
        name,
        names[row],
        cells,
    )
